import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { Form } from '#web/form/Form.tsx'
import { NumberField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { outreach, settingsQuery } from './apis.ts'

type Settings = Awaited<ReturnType<typeof outreach.settings.call>>

/** Changes how often customers may be approached. */
export function BudgetDialog({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const { t } = useTranslation(['outreach', 'web'])
  const queries = useQueryClient()
  const save = async (given: Settings) => {
    const saved = await outreach.setSettings.call(given)
    queries.setQueryData(settingsQuery.queryKey, saved)
    return saved
  }
  const form = useForm({
    initial: {
      contactWeek: `${settings.contactWeek}`,
      accountWeek: `${settings.accountWeek}`,
      reachDays: `${settings.reachDays}`,
    },
    check: (values) =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, parseNumber(value) === null ? t('needed') : undefined]),
      ),
    send: async (values) => {
      const number = (text: string) => Math.round(parseNumber(text) ?? 0)
      const saved = await save({
        version: settings.version,
        contactWeek: number(values.contactWeek),
        accountWeek: number(values.accountWeek),
        reachDays: number(values.reachDays),
      })
      toast(t('web:saved'), { undo: () => save({ ...settings, version: saved.version }) })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('results.budget')}>
      <Form form={form} send={t('results.save')} onCancel={onClose}>
        <NumberField form={form} name="contactWeek" label={t('results.contactWeek')} autoFocus />
        <NumberField form={form} name="accountWeek" label={t('results.accountWeek')} />
        <NumberField form={form} name="reachDays" label={t('results.reachDays')} />
      </Form>
    </Dialog>
  )
}
