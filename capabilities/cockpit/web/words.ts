import { useTranslation } from 'react-i18next'
import { daysBetween } from '#kernel/day.ts'
import type { Day } from '#kernel/day.ts'
import { useFormat } from '#web/session.ts'
import type { Tone } from '#web/ui/Chip.tsx'
import type { Cta } from './apis.ts'

export const kindTones = {
  risk: 'risk',
  opportunity: 'info',
  lifecycle: 'watch',
  relationship: 'brand',
} satisfies Record<Cta['kind'], Tone>

/** Minutes as a person says them: 30分, 1時間30分. */
export function useMinutes(): (minutes: number) => string {
  const { t } = useTranslation('cockpit')
  return (total) => {
    const [hours, minutes] = [Math.floor(total / 60), total % 60]
    if (hours === 0) return t('item.minutes', { minutes })
    return minutes === 0 ? t('item.hours', { hours }) : t('item.hoursMinutes', { hours, minutes })
  }
}

/** A due day as seen from today: 今日, 明後日, 11月25日(水), 3日超過. */
export function useDue(): (dueOn: string) => string {
  const { t } = useTranslation('cockpit')
  const format = useFormat()
  return (dueOn) => {
    const days = daysBetween(format.today(), dueOn as Day)
    if (days < 0) return t('item.overdue', { count: -days })
    return days <= 2 ? format.dayRelative(dueOn) : format.dayNear(dueOn)
  }
}
