import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { Form } from '#web/form/Form.tsx'
import { NumberField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { renewals } from './apis.ts'

/** How long before the end of a term its renewal is opened. */
export function OpeningDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('renewals')
  const { data } = useQuery(renewals.settings.queryOptions())
  return (
    <Dialog opened onClose={onClose} title={t('opening.title')}>
      {data ? <OpeningForm daysBefore={data.daysBefore} onClose={onClose} /> : <BoneLines widths={[40, 90]} />}
    </Dialog>
  )
}

function OpeningForm({ daysBefore, onClose }: { daysBefore: number; onClose: () => void }) {
  const { t } = useTranslation(['renewals', 'web'])
  const queries = useQueryClient()
  const set = async (days: number) => {
    await renewals.setSettings.call({ daysBefore: days })
    await queries.invalidateQueries({ queryKey: renewals.key() })
  }
  const form = useForm({
    initial: { days: String(daysBefore) },
    check: ({ days }) => {
      const number = parseNumber(days)
      const isRight = number !== null && Number.isInteger(number) && number >= 1 && number <= 730
      return { days: isRight ? undefined : t('opening.wrong') }
    },
    send: async ({ days }) => {
      const number = parseNumber(days)!
      await set(number)
      toast(t('opening.told', { count: number }), { undo: () => set(daysBefore) })
      onClose()
    },
  })
  return (
    <Form form={form} send={t('web:save')} onCancel={onClose}>
      <NumberField form={form} name="days" label={t('opening.days')} help={t('opening.help')} autoFocus />
    </Form>
  )
}
