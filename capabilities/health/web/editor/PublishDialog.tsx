import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { countsOf, type Preview } from './usePreview.ts'

/** Asks what was changed and why before a draft is published, and says what that will do. */
export function PublishDialog({
  preview,
  onClose,
  onPublish,
}: {
  preview: Preview | undefined
  onClose: () => void
  onPublish: (note: string) => Promise<void>
}) {
  const { t } = useTranslation('scorecards')
  const { t: frame } = useTranslation('web')
  const { number } = useFormat()
  const form = useForm({
    initial: { note: '' },
    check: ({ note }) => ({ note: note.trim() ? undefined : frame('rules.required') }),
    send: async ({ note }) => {
      await onPublish(note.trim())
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('publish.title')}>
      <Form form={form} send={t('publish.send')} onCancel={onClose}>
        {preview ? (
          <p>
            {t('publish.effect', {
              of: number(preview.accounts),
              changed: number(countsOf(preview.moves).changed),
            })}
          </p>
        ) : null}
        <TextAreaField
          form={form}
          name="note"
          label={t('publish.note')}
          help={t('publish.noteHelp')}
          required
          autoFocus
        />
        <p className="quiet small">{t('publish.history')}</p>
      </Form>
    </Dialog>
  )
}
