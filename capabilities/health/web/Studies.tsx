import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LineChart } from '#web/chart/LineChart.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { health } from './apis.ts'
import styles from './health.module.css'
import { Levels } from './proof/Levels.tsx'

type Study = Awaited<ReturnType<typeof health.studies.find.call>>
type Group = Study['groups'][number]

/** What the past says of who stays: how long, by what, and what piles up before customers leave. */
export function Studies() {
  return (
    <>
      <Stays />
      <Levels />
    </>
  )
}

/** How long customers stay, by what they are or how they began: curves, and who is lost how much faster. */
function Stays() {
  const { t } = useTranslation('health')
  const { language } = useFormat()
  const [by, setBy] = useState('onboarding.days')
  const found = useQuery({
    ...health.studies.find.queryOptions({ input: { by } }),
    placeholderData: keepPreviousData,
  })
  const { data } = found
  return (
    <Section
      title={t('study.title')}
      actions={
        data ? (
          <NativeSelect
            size="xs"
            aria-label={t('study.by')}
            value={by}
            onChange={(event) => setBy(event.target.value)}
            data={data.facts.map((fact) => ({ value: fact.key, label: inLanguage(fact.label, language) }))}
          />
        ) : null
      }
    >
      <p className={`soft ${styles.lead}`}>{t('study.lead')}</p>
      {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {data || found.error ? null : <BoneLines widths={[80, 60, 90]} height={28} />}
      {data ? <Result study={data} /> : null}
    </Section>
  )
}

function Result({ study }: { study: Study }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const nameOf = useGroupName(study)
  if (study.customers === 0) return <p className={styles.lead}>{t('study.empty')}</p>
  const { groups, chance, landmark, lost } = study
  const curves = groups.map((group) => ({
    name: nameOf(group),
    points: group.kept.map((share, month) => ({
      label: String(month),
      value: share === null ? null : Math.round(share * 1000) / 10,
    })),
  }))
  return (
    <>
      <p className={styles.lead}>
        {chance === null
          ? t('study.tooFew', { lost: format.number(lost) })
          : t(chance < 0.05 ? 'study.differs' : 'study.alike', {
              chance: format.percent(Math.max(0.1, Math.round(chance * 1000) / 10)),
            })}
        {landmark > 0 ? ` ${t('study.landmark', { days: landmark })}` : ''}
      </p>
      <LineChart
        label={t('study.curve')}
        series={curves}
        range={[0, 100]}
        height={240}
        format={(value) => format.percent(value)}
        labelOf={(month) => t('study.months', { count: Number(month) })}
      />
      <GroupTable groups={groups} nameOf={nameOf} />
    </>
  )
}

function GroupTable({ groups, nameOf }: { groups: readonly Group[]; nameOf: (group: Group) => string }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const percent = (share: number | null | undefined) =>
    share === null || share === undefined ? '—' : format.percent(Math.round(share * 1000) / 10)
  const tenth = (value: number) => format.number(Math.round(value * 10) / 10)
  const columns = ['customers', 'lost', 'kept12', 'pace', 'score'] as const
  const cells = ({ customers, lost, kept, pace, score }: Group, at: number) => ({
    customers: format.number(customers),
    lost: format.number(lost),
    kept12: percent(kept[12]),
    pace: pace
      ? t('study.times', { times: tenth(pace.times), low: tenth(pace.low), high: tenth(pace.high) })
      : at === 0
        ? t('study.first')
        : '—',
    score: score === null ? '—' : format.number(Math.round(score)),
  })
  return (
    <table className={styles.measures}>
      <thead>
        <tr>
          <th scope="col">{t('study.group')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className={styles.figure}>
              {t(`study.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group, at) => (
          <tr key={nameOf(group)}>
            <td>{nameOf(group)}</td>
            {columns.map((column) => (
              <td key={column} className={styles.figure} data-name={t(`study.column.${column}`)}>
                {cells(group, at)[column]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the members of a group have in common, in words. */
function useGroupName({ fact, landmark }: Study): (group: Group) => string {
  const { t } = useTranslation('health')
  const { language, number } = useFormat()
  return ({ alike }) => {
    if (alike.is === 'choice') {
      const choice = fact.choices?.find(({ key }) => key === alike.choice)
      return choice ? inLanguage(choice.label, language) : alike.choice
    }
    if (alike.is === 'year') return t('study.year', { year: alike.year })
    if (alike.is === 'later') return t('study.later', { days: landmark })
    if (alike.is !== 'range') return t(`study.${alike.is}`)
    const unit = fact.unit === 'days' ? 'days' : 'plain'
    const [from, to] = [alike.from === null ? null : number(alike.from), alike.to === null ? null : number(alike.to)]
    if (from === null) return t(`study.range.${unit}.upTo`, { to })
    if (to === null) return t(`study.range.${unit}.from`, { from })
    return t(`study.range.${unit}.between`, { from, to })
  }
}
