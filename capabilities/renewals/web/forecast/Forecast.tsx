import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { addMonths, type Day } from '#kernel/day.ts'
import { useFormat, useSession } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Section } from '#web/ui/Section.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { type ForecastAnswer, renewals } from '../apis.ts'
import type { RenewalSearch } from '../search.ts'
import { RenewalTabs } from '../RenewalTabs.tsx'
import { Accuracy } from './Accuracy.tsx'
import styles from './forecast.module.css'
import { ForecastTable } from './ForecastTable.tsx'
import { Headline } from './Headline.tsx'
import { Moves } from './Moves.tsx'
import { askedOf, type ForecastSearch, groups, ranges, spans } from './range.ts'

/** What is expected of the renewals of a period, by month, by whom, what changed since a week before; made to be printed too. */
export function Forecast() {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const { workspace } = useSession()
  const search = useSearch({ from: '/frame/renewals/forecast' })
  const { range, ...asked } = askedOf(search, format.today(), workspace.fiscalStartMonth)
  const { data, error, refetch } = useQuery(
    renewals.forecast.queryOptions({ input: asked, placeholderData: keepPreviousData }),
  )
  const last = format.addDays(asked.until, -1)
  return (
    <Page
      title={t('forecast.title')}
      path={[{ label: t('title'), to: '/renewals' }, { label: t('tabs.forecast') }]}
      sub={t('forecast.lead', { from: format.dayPlain(asked.from), until: format.dayPlain(last) })}
      actions={
        <Button className="no-print" variant="default" size="xs" onClick={() => print()}>
          {t('forecast.print')}
        </Button>
      }
    >
      <p className={styles.printed}>
        {t('forecast.printed', { workspace: workspace.name, day: format.dayPlain(format.today()) })}
      </p>
      <RenewalTabs />
      <Choices search={search} chosen={{ range, by: asked.by, group: asked.group }} />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[40, 100, 100, 100, 80]} height={36} />}
      {data ? <Answer answer={data} asked={asked} search={search} /> : null}
    </Page>
  )
}

type Chosen = Pick<ReturnType<typeof askedOf>, 'range' | 'by' | 'group'>

function Choices({ search, chosen }: { search: ForecastSearch; chosen: Chosen }) {
  const { t } = useTranslation('renewals')
  const navigate = useNavigate()
  const select = (
    key: 'range' | 'by' | 'group',
    label: string,
    choices: readonly { value: string; label: string }[],
  ) => (
    <NativeSelect
      size="xs"
      aria-label={label}
      data={[...choices]}
      value={chosen[key]}
      onChange={(event) =>
        void navigate({
          to: '/renewals/forecast',
          search: { ...search, [key]: event.currentTarget.value },
          replace: true,
        })
      }
    />
  )
  return (
    <div className={`${styles.choices} no-print`}>
      {select(
        'range',
        t('forecast.range'),
        ranges.map((value) => ({ value, label: t(`forecast.ranges.${value}`) })),
      )}
      {select(
        'by',
        t('forecast.by'),
        spans.map((value) => ({ value, label: t(`months.by.${value}`) })),
      )}
      {select(
        'group',
        t('forecast.group'),
        groups.map((value) => ({ value, label: t(`forecast.groups.${value}`) })),
      )}
    </div>
  )
}

function Answer({
  answer,
  asked: { by, group, from, until },
  search,
}: {
  answer: ForecastAnswer
  asked: Omit<ReturnType<typeof askedOf>, 'range'>
  search: ForecastSearch
}) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  /** A period as far as it lies within what was asked for. */
  const within = (first: string, after: string) => ({
    from: first < from ? from : first,
    until: after > until ? until : after,
  })
  const periodName = (key: string) => (by === 'month' ? format.month(key) : format.fiscal(key))
  const groupName = ({ key, label }: ForecastAnswer['groups'][number]) =>
    label
      ? inLanguage(label, format.language)
      : key === '' && (group === 'owner' || group === 'role')
        ? t('forecast.nobody')
        : key || t('forecast.none')
  return (
    <>
      {answer.total.count === 0 ? (
        <EmptyState icon="clock">{t('forecast.empty')}</EmptyState>
      ) : (
        <>
          <Headline total={answer.total} currencies={answer.currencies} />
          <Section title={t(`months.by.${by}`)} flush>
            <ForecastTable
              label={t('forecast.period')}
              rows={answer.periods.map(({ key, forecast }) => ({
                key,
                name: periodName(key),
                forecast,
                search: within(key, addMonths(key as Day, by === 'month' ? 1 : 3)),
              }))}
              total={{ forecast: answer.total, search: { from, until } }}
            />
          </Section>
          <Section title={t(`forecast.groups.${group}`)} flush>
            <ForecastTable
              label={t(`forecast.groupNames.${group}`)}
              rows={answer.groups.map((one) => ({
                key: one.key,
                name: groupName(one),
                forecast: one.forecast,
                search: { from, until, ...ofGroup(group, one.key) },
              }))}
            />
            {group === 'segment' ? <p className={styles.foot}>{t('forecast.overlap')}</p> : null}
          </Section>
        </>
      )}
      <Moves answer={answer} search={search} />
      <Accuracy search={search} />
      <details className={styles.how}>
        <summary>{t('forecast.how')}</summary>
        <p>{t('forecast.howText')}</p>
      </details>
    </>
  )
}

/** How the list is asked for those of a group. */
function ofGroup(group: Chosen['group'], key: string): RenewalSearch {
  if (group === 'owner') return { owner: key || 'nobody' }
  if (group === 'role') return key ? { role: key } : { owner: 'nobody' }
  return group === 'segment' ? { segment: key || 'none' } : { touch: key || 'none' }
}
