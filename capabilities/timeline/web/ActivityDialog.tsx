import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { activityKindChoices, activityKinds } from '#capabilities/timeline/core/words.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, TextAreaField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Activity, timeline } from './apis.ts'

/** Changes what was written down. */
export function ActivityDialog({ activity, onClose }: { activity: Activity; onClose: () => void }) {
  const { t } = useTranslation('timeline')
  const { t: frame } = useTranslation('web')
  const { language } = useFormat()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: timeline.key() })
  const form = useForm({
    initial: { kind: activity.kind, title: activity.title, body: activity.body },
    send: async ({ kind, title, body }) => {
      const { undo } = await timeline.activities.update.call({
        id: activity.id,
        version: activity.version,
        kind: activityKinds.find((known) => known === kind) ?? activity.kind,
        title,
        body,
      })
      await refresh()
      toast(frame('saved'), { undo: () => timeline.activities.update.call({ id: activity.id, ...undo }).then(refresh) })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('edit')} size={560}>
      <Form form={form} send={frame('save')} onCancel={onClose}>
        <FieldRow>
          <ChoiceField
            form={form}
            name="kind"
            label={t('kind')}
            choices={activityKindChoices.map((choice) => ({
              value: choice.key,
              label: inLanguage(choice.label, language),
            }))}
          />
          <TextField form={form} name="title" label={t('titleField')} />
        </FieldRow>
        <TextAreaField form={form} name="body" label={t('body')} rows={6} />
      </Form>
    </Dialog>
  )
}
