import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { plans, type Template, templatesQuery } from '../apis.ts'
import { type Draft, draftOf, newKey } from './draft.ts'

/** Publishes a draft as the newest version, with a note on why; plans that run stay as they are. */
export function PublishDialog({
  template,
  draft,
  onPublished,
  onClose,
}: {
  template: Template | null
  draft: Draft
  /** Before the page is left. */
  onPublished: () => void
  onClose: () => void
}) {
  const { t } = useTranslation(['planTemplates', 'web'])
  const queries = useQueryClient()
  const navigate = useNavigate()
  const version = template?.version ?? 0
  const publish = async (given: Parameters<typeof plans.publishTemplate.call>[0]) => {
    const answer = await plans.publishTemplate.call(given)
    queries.setQueryData(templatesQuery.queryKey, answer)
    void queries.invalidateQueries({ queryKey: plans.templateVersions.key() })
  }
  const form = useForm({
    initial: { note: '' },
    check: ({ note }) => ({ note: version === 0 || note.trim() ? undefined : t('noteNeeded') }),
    send: async ({ note }) => {
      const key = template?.key ?? newKey('own')
      await publish({ key, version, note: note.trim(), draft })
      // What was published stays in the history: taking it back publishes what was before.
      const undo = async () => {
        if (template) return publish({ key, version: version + 1, note: t('web:undone'), draft: draftOf(template) })
        queries.setQueryData(templatesQuery.queryKey, await plans.removeTemplate.call({ key, removed: true }))
      }
      toast(t('published'), { undo })
      onPublished()
      onClose()
      void navigate({ to: '/settings/$part', params: { part: 'plans' } })
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('publish')}>
      <Form form={form} send={t('publish')} onCancel={onClose}>
        <p className="soft small">{t('publishText')}</p>
        <TextField form={form} name="note" label={t('note')} required={version > 0} autoFocus />
      </Form>
    </Dialog>
  )
}
