import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, type Day } from '#kernel/day.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { renewals } from '../apis.ts'
import { calendarAskedOf, chosenDay, type RenewalSearch } from '../search.ts'
import { Agenda } from './Agenda.tsx'
import { DayPanel } from './DayPanel.tsx'
import { Frame } from './Frame.tsx'
import { MonthGrid } from './MonthGrid.tsx'
import styles from './views.module.css'

/** A month of renewal dates and notice deadlines: as a sheet on a desk, as a list of days on a phone. */
export function Calendar({ search }: { search: RenewalSearch }) {
  const { t } = useTranslation('renewalViews')
  const format = useFormat()
  const narrow = useNarrow()
  const navigate = useNavigate()
  const asked = useMemo(() => calendarAskedOf(search, format.today()), [search, format])
  const { month, ...ofDay } = asked
  const first = `${month}-01` as Day
  const { data, error, refetch } = useQuery(
    renewals.calendar.queryOptions({ input: { ...asked, month: first }, placeholderData: keepPreviousData }),
  )
  const day = chosenDay(search, month)
  const go = (to: string, on?: string) => {
    const { by: _by, day: _day, ...now } = search
    const next = { ...now, period: to.slice(0, 7), ...(on ? { day: on } : {}) }
    void navigate({ to: '/renewals', search: next, replace: true, resetScroll: false })
  }
  const choose = (on: string | null) => go(first, on ?? undefined)
  const isEmpty = data?.days.every(({ ends, notices }) => ends + notices === 0)
  const panel = day ? <DayPanel key={day} day={day} asked={{ ...ofDay, on: day }} onClose={() => choose(null)} /> : null
  return (
    <Frame
      search={search}
      asked={{ ...ofDay, from: first, until: addMonths(first, 1) }}
      sum={data?.sum}
      lead={
        data &&
        [
          t('calendar.ends', { count: data.sum.count }),
          t('calendar.atStake', { amount: format.money(data.sum.atStake) }),
          t('calendar.notices', { count: data.days.reduce((sum, { notices }) => sum + notices, 0) }),
        ].join(' · ')
      }
      currencies={data?.currencies}
    >
      <div className={styles.monthHead}>
        <button type="button" aria-label={t('calendar.previous')} onClick={() => go(addMonths(first, -1))}>
          <Icon name="chevronLeft" />
        </button>
        <h2 aria-live="polite">{format.month(first)}</h2>
        <button type="button" aria-label={t('calendar.next')} onClick={() => go(addMonths(first, 1))}>
          <Icon name="chevronRight" />
        </button>
        {month === format.today().slice(0, 7) ? null : (
          <button type="button" className={styles.toToday} onClick={() => go(format.today())}>
            {t('calendar.thisMonth')}
          </button>
        )}
        <Legend />
      </div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[100, 100, 100, 100, 100]} height={84} />}
      {isEmpty ? <EmptyState compact>{t('calendar.emptyMonth')}</EmptyState> : null}
      {data && narrow ? <Agenda days={data.days} chosen={day} onChoose={choose} panel={panel} /> : null}
      {data && !narrow ? (
        <>
          <MonthGrid
            days={data.days}
            chosen={day}
            onChoose={choose}
            onMonth={(months) => go(addMonths(first, months))}
          />
          <p className={styles.how}>{t('calendar.legend')}</p>
          {panel}
        </>
      ) : null}
    </Frame>
  )
}

function Legend() {
  const { t } = useTranslation('renewalViews')
  return (
    <span className={styles.legend}>
      {(['termEnd', 'notice'] as const).map((what) => (
        <span key={what}>
          <Icon name={what === 'termEnd' ? 'renew' : 'bell'} size={13} /> {t(`calendar.${what}`)}
        </span>
      ))}
    </span>
  )
}
