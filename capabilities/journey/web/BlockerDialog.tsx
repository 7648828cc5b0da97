import { useTranslation } from 'react-i18next'
import { blockerSides } from '#capabilities/journey/core/words.ts'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField, TextAreaField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Blocker, Path } from './apis.ts'
import { useBlockers } from './useBlockers.ts'

/** Takes down what keeps a customer from going on, or changes what was taken down. */
export function BlockerDialog({
  path,
  blocker,
  onClose,
}: {
  path: Path
  blocker: Blocker | null
  onClose: () => void
}) {
  const { t } = useTranslation('journey')
  const { today } = useFormat()
  const { add, change } = useBlockers(path)
  const form = useForm({
    initial: {
      side: blocker?.side ?? 'customer',
      what: blocker?.what ?? '',
      who: blocker?.who ?? '',
      note: blocker?.note ?? '',
      sinceOn: blocker?.sinceOn ?? (today() as string),
    },
    check: ({ what }) => ({ what: what.trim() ? undefined : t('blockers.whatMissing') }),
    send: async ({ side, what, who, note, sinceOn }) => {
      const told = { side: side === 'ours' ? ('ours' as const) : ('customer' as const), what, who, note, sinceOn }
      await (blocker ? change(blocker, told) : add(told))
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('blockers.title')}>
      <Form form={form} send={t('blockers.save')} onCancel={onClose}>
        <ChoiceField
          form={form}
          name="side"
          label={t('blockers.side')}
          choices={blockerSides.map((value) => ({ value, label: t(`blockers.sides.${value}`) }))}
        />
        <TextField form={form} name="what" label={t('blockers.what')} required autoFocus />
        <TextField form={form} name="who" label={t('blockers.who')} />
        <DayField form={form} name="sinceOn" label={t('blockers.sinceOn')} required />
        <TextAreaField form={form} name="note" label={t('blockers.note')} />
      </Form>
    </Dialog>
  )
}
