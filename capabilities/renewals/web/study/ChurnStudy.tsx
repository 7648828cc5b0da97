import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { ExportButton } from '#web/ui/ExportButton.tsx'
import { RenewalTabs } from '../RenewalTabs.tsx'
import { churnStudy, periodOf, spans, type Study, type StudySearch } from './apis.ts'
import { ExportLost } from './ExportLost.tsx'
import { LostCustomers } from './LostCustomers.tsx'
import { Paths } from './Paths.tsx'
import { ReasonsPart } from './ReasonsPart.tsx'
import { Tenures } from './Tenures.tsx'
import { Traits } from './Traits.tsx'
import styles from './study.module.css'

/** Why customers left, how they differed from those who stayed, and how early that could be seen. */
export function ChurnStudy() {
  const { t } = useTranslation(['churnStudy', 'renewals'])
  const format = useFormat()
  const search = useSearch({ from: '/frame/renewals/study' })
  const mayExport = useMay('accounts.export')
  const [exporting, setExporting] = useState(false)
  const today = format.today()
  const period = useMemo(() => periodOf(search, today), [search, today])
  const { data, error, refetch } = useQuery(
    churnStudy.find.queryOptions({ input: period, placeholderData: keepPreviousData, staleTime: 60_000 }),
  )
  return (
    <Page
      title={t('title')}
      path={[{ label: t('renewals:title'), to: '/renewals' }, { label: t('title') }]}
      sub={t('lead', { from: format.dayPlain(period.from), until: format.dayPlain(format.addDays(period.until, -1)) })}
      actions={mayExport ? <ExportButton onClick={() => setExporting(true)}>{t('export')}</ExportButton> : null}
    >
      <RenewalTabs />
      <Span search={search} />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[60, 100, 100, 100]} height={36} />}
      {data ? <Answer study={data} period={period} search={search} /> : null}
      {exporting ? <ExportLost asked={period} onClose={() => setExporting(false)} /> : null}
    </Page>
  )
}

function Span({ search }: { search: StudySearch }) {
  const { t } = useTranslation('churnStudy')
  const navigate = useNavigate()
  return (
    <div className={styles.choices}>
      <NativeSelect
        size="xs"
        aria-label={t('span')}
        value={oneOf(search.months, spans)}
        data={spans.map((value) => ({ value, label: t('months', { count: Number(value) }) }))}
        onChange={(event) =>
          void navigate({ to: '/renewals/study', search: { months: event.currentTarget.value }, replace: true })
        }
      />
    </div>
  )
}

type AnswerProps = { study: Study; period: { from: string; until: string }; search: StudySearch }

function Answer({ study, period, search }: AnswerProps) {
  const { t } = useTranslation('churnStudy')
  const format = useFormat()
  if (study.lost === 0)
    return (
      <EmptyState icon="clock" title={t('empty.title')}>
        {t('empty.text')}
      </EmptyState>
    )
  const isTold = study.sets >= study.fewest
  return (
    <>
      <p className={styles.figures}>
        {t('figures', {
          customers: format.number(study.customers),
          lost: format.number(study.lost),
          sets: format.number(study.sets),
        })}
      </p>
      <ReasonsPart period={period} search={search} />
      {isTold ? (
        <>
          <Paths study={study} />
          <Traits study={study} search={search} />
        </>
      ) : (
        <EmptyState compact>{t('tooFew', { sets: study.sets, fewest: study.fewest })}</EmptyState>
      )}
      <Tenures tenures={study.tenures} />
      <LostCustomers study={study} period={period} search={search} />
    </>
  )
}
