import { useTranslation } from 'react-i18next'
import { CheckField, TextField } from '#web/form/fields.tsx'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Axis, segments } from './apis.ts'
import { labelOf, writtenNames } from './names.ts'
import { useRefresh } from './useSegmentMoves.ts'

/** Adds an axis, or changes what it is called and whether everybody is in one of its segments only. */
export function AxisDialog({ axis, onClose }: { axis: Axis | null; onClose: () => void }) {
  const { t } = useTranslation('segments')
  const { t: frame } = useTranslation('web')
  const { language: own } = useFormat()
  const other = own === 'ja' ? 'en' : 'ja'
  const refresh = useRefresh()
  const form = useForm({
    initial: {
      ...writtenNames(axis?.label, own),
      exclusive: axis?.exclusive ?? false,
    },
    check: (values) => ({ [own]: values[own].trim() ? undefined : t('form.nameNeeded') }),
    send: async ({ ja, en, exclusive }) => {
      const label = labelOf({ ja, en })
      const name = inLanguage(label, own)
      if (axis) {
        const { id } = axis
        await segments.updateAxis.call({ id, label, exclusive })
        const before = { label: axis.label, exclusive: axis.exclusive }
        toast(t('done.axisSaved', { name }), { undo: () => segments.updateAxis.call({ id, ...before }).then(refresh) })
      } else {
        const { id } = await segments.createAxis.call({ label, exclusive })
        toast(t('done.axisCreated', { name }), {
          undo: () => segments.updateAxis.call({ id, archived: true }).then(refresh),
        })
      }
      await refresh()
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t(axis ? 'axisForm.edit' : 'axisForm.create')} size={520}>
      <Form form={form} send={axis ? frame('save') : t('axisForm.send')} onCancel={onClose}>
        <FieldRow>
          <TextField form={form} name={own} label={t('form.own')} required autoFocus />
          <TextField form={form} name={other} label={t('form.other')} help={t('form.otherHelp')} />
        </FieldRow>
        <CheckField form={form} name="exclusive" label={t('axisForm.exclusive')} help={t('axisForm.exclusiveHelp')} />
      </Form>
    </Dialog>
  )
}
