import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { periodStart } from '#capabilities/renewals/core/period.ts'
import type { Day } from '#kernel/day.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat, useSession } from '#web/session.ts'
import { TileBones, TileFace, Tiles } from '#web/ui/Tiles.tsx'
import { type ListAsked, renewals } from './apis.ts'
import styles from './renewals.module.css'
import { type RenewalSearch, spans } from './search.ts'

type Sum = { count: number; atStake: number; noAmount: number }

/** What is up for renewal by month or quarter; choosing one shows it alone. */
export function useMonths(asked: ListAsked) {
  const { from: _from, until: _until, ...input } = asked
  return useQuery(renewals.totals.queryOptions({ input, placeholderData: keepPreviousData }))
}

/** Sums of months. */
export function sumOf(months: readonly Sum[]): Sum {
  const sum = (of: (month: Sum) => number) => months.reduce((total, month) => total + of(month), 0)
  return { count: sum((one) => one.count), atStake: sum((one) => one.atStake), noAmount: sum((one) => one.noAmount) }
}

/** The months (or quarters) in which terms end, each with how many and how much. */
export function Months({ asked, search }: { asked: ListAsked; search: RenewalSearch }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const { workspace } = useSession()
  const { data, error } = useMonths(asked)
  const by = oneOf(search.by, spans)
  if (error) return null
  if (!data) return <TileBones count={4} />
  const periods = Map.groupBy(data.months, ({ month }) =>
    periodStart(`${month}-01` as Day, by, workspace.fiscalStartMonth).slice(0, 7),
  )
  const thisMonth = format.today().slice(0, 7)
  const all = { key: undefined, label: t('months.all'), sum: sumOf(data.months), over: false }
  const tiles = [
    all,
    ...(search.status === 'closed' ? [...periods].toReversed() : [...periods]).map(([key, months]) => ({
      key,
      label: by === 'month' ? format.month(`${key}-01`) : format.fiscal(`${key}-01`),
      sum: sumOf(months),
      over: by === 'month' && key < thisMonth && search.status !== 'closed' && search.status !== 'all',
    })),
  ]
  return (
    <Tiles label={t('months.label')}>
      {tiles.map(({ key, label, sum, over }) => (
        <Link
          key={key ?? ''}
          to="/renewals"
          search={({ period: _, from: _from, until: _until, ...now }: RenewalSearch) =>
            key ? { ...now, period: key } : now
          }
          aria-current={!search.from && search.period === key ? 'true' : undefined}
          replace
        >
          <TileFace
            name={
              <>
                {label} {over ? <span className={styles.over}>{t('months.overdue')}</span> : null}
              </>
            }
            amount={format.moneyShort(sum.atStake)}
            whole={format.money(sum.atStake)}
          >
            {t('months.count', { count: sum.count })}
          </TileFace>
        </Link>
      ))}
    </Tiles>
  )
}
