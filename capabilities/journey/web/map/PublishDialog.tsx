import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { Form } from '#web/form/Form.tsx'
import { TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Moving, Publication } from './apis.ts'
import { Choice } from './fields.tsx'
import { Lost } from './Lost.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import { usePreview } from './usePreview.ts'
import type { Saving } from './useSaving.ts'

/** Asks who comes onto the new version and why it was made, and shows whose phase it changes before it is published. */
export function PublishDialog({
  mapKey,
  saving,
  isNew,
  onClose,
  onPublish,
}: {
  mapKey: string
  saving: Saving
  /** It was never published: nobody is on it yet. */
  isNew: boolean
  onClose: () => void
  onPublish: (given: Pick<Publication, 'moving' | 'named' | 'note'>) => Promise<void>
}) {
  const { t } = useTranslation(['maps', 'web'])
  const [who, setWho] = useState<Moving['who']>('all')
  const [when, setWhen] = useState('')
  const [named, setNamed] = useState<Record<string, string>>({})
  const [limit, setLimit] = useState(20)
  const moving: Moving = who === 'some' ? { who, when } : { who }
  const ready = who !== 'some' || when.trim() !== ''
  const shown = usePreview({ mapKey, saving, moving, named, limit, ready })
  const lost = shown.preview?.lost ?? []
  const form = useForm({
    initial: { note: '', named: '' },
    check: ({ note }) => ({
      note: note.trim() ? undefined : t('web:rules.required'),
      named: lost.every(({ phase }) => named[phase]) && ready ? undefined : t('publish.lostMissing'),
    }),
    send: async ({ note }) => {
      await onPublish({ moving, named, note: note.trim() })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('publish.title')} size={720}>
      <Form form={form} send={t('publish.send')} onCancel={onClose}>
        <Choice
          label={t('publish.who')}
          value={who}
          choices={(['all', 'new', 'some'] as const).map((value) => ({ value, label: t(`publish.whos.${value}`) }))}
          onChange={setWho}
        />
        {who === 'some' ? <ConditionField value={when} onChange={setWhen} /> : null}
        <Lost lost={lost} named={named} wrong={form.errors.named} onChange={setNamed} />
        <PreviewPanel shown={shown} isNew={isNew} onMore={() => setLimit((now) => Math.min(200, now + 60))} />
        <TextAreaField form={form} name="note" label={t('publish.note')} help={t('publish.noteHelp')} required />
      </Form>
    </Dialog>
  )
}
