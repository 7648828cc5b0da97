import { useFormat, useSession } from '#web/session.ts'
import type { Per } from './search.ts'

/** What a stretch is called by its first month: 2026/04, FY2026 Q1, FY2026. */
export function usePeriodName() {
  const format = useFormat()
  const { fiscalStartMonth } = useSession().workspace
  return (month: string, per: Per): string => {
    if (per === 'month') return month.replace('-', '/')
    const quarter = format.fiscal(`${month}-01`)
    return per === 'quarter' ? quarter : fiscalStartMonth === 1 ? month.slice(0, 4) : quarter.slice(0, 6)
  }
}
