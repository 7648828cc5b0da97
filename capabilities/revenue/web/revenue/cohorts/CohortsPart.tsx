import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { oneOf } from '#web/router/search.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { measures } from '../apis.ts'
import { CohortCurves } from './CohortCurves.tsx'
import { CohortHeat } from './CohortHeat.tsx'
import { CohortMembers } from './CohortMembers.tsx'
import styles from '../revenue.module.css'
import { useAsked } from '../useAsked.ts'
import { cohortKinds } from './useCohortName.ts'

const counted = ['logos', 'mrr'] as const

/** Who stays, and with how much, month by month since they began; with survival curves. */
export function CohortsPart({ settled }: { settled: Conventions | undefined }) {
  const { t } = useTranslation('revenuePage')
  const { search, set, period, segment } = useAsked()
  const by = oneOf(search.by, cohortKinds)
  const age = /^\d{1,3}$/.test(search.age ?? '') ? Number(search.age) : null
  const of = oneOf(search.of, counted)
  const { data, error, refetch } = useQuery({
    ...measures.cohorts.queryOptions({ input: { by, from: period.from, ...segment } }),
    placeholderData: keepPreviousData,
  })
  const select = (key: 'by' | 'of', value: string, label: string, choices: [string, string][]) => (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value}
      onChange={(event) => set({ [key]: event.currentTarget.value, cohort: '', age: '' })}
      data={choices.map(([one, name]) => ({ value: one, label: name }))}
    />
  )
  return (
    <>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[100, 100, 80]} height={56} />}
      {data ? (
        <>
          <Section
            title={t('cohorts.title')}
            note={by === 'month' ? t('cohorts.noteMonth') : t('cohorts.noteKey')}
            actions={
              <div className={styles.buttons}>
                {select(
                  'by',
                  by,
                  t('cohorts.by'),
                  cohortKinds.map((one) => [one, t(`cohorts.bys.${one}`)] as [string, string]),
                )}
                {select(
                  'of',
                  of,
                  t('cohorts.of'),
                  counted.map((one) => [one, t(`cohorts.ofs.${one}`)] as [string, string]),
                )}
              </div>
            }
          >
            {data.cohorts.length === 0 ? (
              <p className="quiet">{t('cohorts.none')}</p>
            ) : (
              <CohortHeat cohorts={data} by={by} of={of} settled={settled} />
            )}
          </Section>
          {age === null ? null : (
            <CohortMembers key={`${by} ${search.cohort} ${age}`} by={by} cohort={search.cohort ?? ''} age={age} />
          )}
          <CohortCurves cohorts={data} by={by} settled={settled} />
        </>
      ) : null}
    </>
  )
}
