import { useTranslation } from 'react-i18next'
import { flawsOf } from '#capabilities/content/core/item.ts'
import { Form } from '#web/form/Form.tsx'
import { TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Item } from './apis.ts'
import { useItemMoves } from './useItemMoves.ts'

/** Publishes what was written as the newest version, with a note on what is new in it; or says what is still missing. */
export function PublishDialog({ item, onClose }: { item: Item; onClose: () => void }) {
  const { t } = useTranslation('content')
  const { publish } = useItemMoves()
  const flaws = flawsOf(item.definition)
  const isFirst = item.version === null
  const form = useForm({
    initial: { note: '' },
    check: ({ note }) => ({ note: isFirst || note.trim() ? undefined : t('publish.noteNeeded') }),
    send: async ({ note }) => {
      await publish(item, note.trim())
      onClose()
    },
  })
  if (flaws.length > 0)
    return (
      <Dialog opened onClose={onClose} title={t('publish.do')}>
        <p>{t('publish.notYet')}</p>
        <ul>
          {flaws.map((flaw) => (
            <li key={flaw}>{t(`rules.content.${flaw}`)}</li>
          ))}
        </ul>
      </Dialog>
    )
  return (
    <Dialog opened onClose={onClose} title={t('publish.do')}>
      <Form form={form} send={t('publish.do')} onCancel={onClose}>
        <p className="soft small">{t('publish.text', { count: item.usedBy })}</p>
        <TextField form={form} name="note" label={t('publish.note')} required={!isFirst} autoFocus />
      </Form>
    </Dialog>
  )
}
