import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { longestOverride } from '#capabilities/health/core/override.ts'
import { addDays, addMonths, type Day } from '#kernel/day.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { DayField, NumberField, TextAreaField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { health } from './apis.ts'
import styles from './health.module.css'

/** How long an override may be offered to hold, from today on. */
const spans = {
  weeks2: (today: Day) => addDays(today, 14),
  month1: (today: Day) => addMonths(today, 1),
  months3: (today: Day) => addMonths(today, 3),
} as const

/** Asks what the score is to count as, why and until when. It takes the place of the one that holds, and can be undone. */
export function OverrideDialog({
  accountId,
  before,
  onClose,
}: {
  accountId: string
  before: { id: string } | null
  onClose: () => void
}) {
  const { t } = useTranslation(['health', 'web'])
  const format = useFormat()
  const queries = useQueryClient()
  const today = format.today()
  const again = () => void queries.invalidateQueries({ queryKey: health.key() })
  const form = useForm({
    initial: { score: '', reason: '', until: String(spans.weeks2(today)) },
    check: ({ score, reason, until }) => ({
      score: isPoints(parseNumber(score)) ? undefined : t('override.wrong.score'),
      reason: reason.trim() ? undefined : t('web:rules.required'),
      until: until >= today && until <= addDays(today, longestOverride) ? undefined : t('rules.override_until'),
    }),
    send: async ({ score, reason, until }) => {
      const given = { score: parseNumber(score) ?? Number.NaN, reason: reason.trim(), until }
      const made = await health.overrides.create.call({ id: accountId, ...given })
      onClose()
      again()
      const back = () =>
        before
          ? health.overrides.reopen.call({ id: accountId, overrideId: before.id })
          : health.overrides.end.call({ id: accountId, overrideId: made.id })
      const undo = () => back().then(again, (error: unknown) => toast(errorText(error), { tone: 'risk' }))
      toast(t('override.added'), { undo })
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('override.add')}>
      <Form form={form} send={t('override.send')} onCancel={onClose}>
        <NumberField form={form} name="score" label={t('override.score')} required autoFocus />
        <TextAreaField form={form} name="reason" label={t('override.reason')} required />
        <div>
          <DayField form={form} name="until" label={t('override.until')} help={t('override.untilHelp')} required />
          <div className={styles.spans}>
            {(['weeks2', 'month1', 'months3'] as const).map((span) => (
              <Button
                key={span}
                size="compact-xs"
                variant="default"
                aria-pressed={form.values.until === spans[span](today)}
                onClick={() => form.set('until', spans[span](today))}
              >
                {t(`override.spans.${span}`)}
              </Button>
            ))}
          </div>
        </div>
        <p className="quiet small">{t('override.help')}</p>
      </Form>
    </Dialog>
  )
}

function isPoints(score: number | null): boolean {
  return score !== null && Number.isInteger(score) && score >= 0 && score <= 100
}
