import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addDays, addMonths, type Day, weekday } from '#kernel/day.ts'
import { Form } from '#web/form/Form.tsx'
import { DayField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Cta } from './apis.ts'
import { useCtaMoves } from './useCtaMoves.ts'

const choices = ['tomorrow', 'nextWeek', 'twoWeeks', 'nextMonth'] as const

/** Puts a CTA off until a day: a usual one with one press, or any. */
export function SnoozeDialog({ cta, onClose }: { cta: Cta; onClose: () => void }) {
  const { t } = useTranslation('cockpit')
  const format = useFormat()
  const { snooze, tell } = useCtaMoves()
  const today = format.today()
  const days: Record<(typeof choices)[number], Day> = {
    tomorrow: addDays(today, 1),
    nextWeek: addDays(today, 8 - weekday(today)),
    twoWeeks: addDays(today, 14),
    nextMonth: `${addMonths(today, 1).slice(0, 7)}-01` as Day,
  }
  const form = useForm({
    initial: { until: days.nextWeek, reason: '' },
    send: async ({ until, reason }) => {
      await snooze(cta, until, reason.trim())
      onClose()
    },
  })
  const at = (until: Day) => {
    onClose()
    snooze(cta, until, form.values.reason.trim()).catch(tell)
  }
  return (
    <Dialog opened onClose={onClose} title={t('snooze.title')}>
      <Group gap={8} mt={4} mb={12}>
        {choices.map((choice, index) => (
          <Button
            key={choice}
            variant="default"
            size="xs"
            data-autofocus={index === 0 || undefined}
            onClick={() => at(days[choice])}
          >
            {t(`snooze.${choice}`)}
          </Button>
        ))}
      </Group>
      <Form form={form} send={t('snooze.send')} onCancel={onClose}>
        <DayField form={form} name="until" label={t('snooze.day')} />
        <TextField form={form} name="reason" label={t('snooze.reason')} />
      </Form>
    </Dialog>
  )
}
