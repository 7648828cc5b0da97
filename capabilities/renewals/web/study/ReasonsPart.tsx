import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { Bar } from '#web/ui/Because.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { churnStudy, type Reasons, type StudySearch } from './apis.ts'
import styles from './study.module.css'

type Sum = Reasons['total']

/** Why customers left, as their post-mortems say it: in money, how much was avoidable, and by quarter. */
export function ReasonsPart({ period, search }: { period: { from: string; until: string }; search: StudySearch }) {
  const { t } = useTranslation('churnStudy')
  const { data, error, refetch } = useQuery(churnStudy.reasons.queryOptions({ input: period }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  return (
    <Section title={t('reasons.title')} flush>
      {data ? <Tree reasons={data} search={search} /> : <BoneLines widths={[80, 100, 90]} />}
    </Section>
  )
}

function Tree({ reasons, search }: { reasons: Reasons; search: StudySearch }) {
  const { t } = useTranslation('churnStudy')
  const format = useFormat()
  const { groups, total, untold, quarters } = reasons
  const untoldLine =
    untold > 0 ? (
      <p className={styles.foot}>
        <Link to="/renewals/study" search={{ ...narrowed(search), reason: 'untold' }} hash="lost">
          {t('reasons.untold', { count: untold })}
        </Link>
      </p>
    ) : null
  if (groups.length === 0)
    return (
      <>
        <p className={styles.foot}>{t('reasons.none')}</p>
        {untoldLine}
      </>
    )
  const most = Math.max(1, ...groups.map((group) => group.arr))
  const heads = (first: string) => [
    first,
    { end: t('reasons.count') },
    { end: t('reasons.arr') },
    { bar: t('reasons.share') },
    { end: t('reasons.avoidable') },
  ]
  return (
    <>
      <FigureTable label={t('reasons.title')} heads={heads(t('reasons.reason'))} className={styles.table}>
        <tbody>
          {groups.flatMap((group) => [
            <ReasonRow
              key={group.key}
              name={inLanguage(group.label, format.language)}
              sum={group}
              most={most}
              reason={group.key}
              search={search}
            />,
            ...group.under.map((one) => (
              <ReasonRow
                key={one.key}
                name={inLanguage(one.label, format.language)}
                sum={one}
                most={most}
                reason={one.key}
                search={search}
                under
              />
            )),
          ])}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('reasons.total')}</th>
            <Figures sum={total} most={null} />
          </tr>
        </tfoot>
      </FigureTable>
      {untoldLine}
      <FigureTable
        label={t('reasons.quarters')}
        caption={t('reasons.quarters')}
        heads={heads(t('reasons.quarter'))}
        className={styles.table}
      >
        <tbody>
          {quarters.map(({ key, ...sum }) => (
            <tr key={key}>
              <th scope="row">{format.fiscal(key)}</th>
              <Figures sum={sum} most={Math.max(1, ...quarters.map((one) => one.arr))} />
            </tr>
          ))}
        </tbody>
      </FigureTable>
    </>
  )
}

const narrowed = ({ months }: StudySearch) => (months ? { months } : {})

function ReasonRow({
  name,
  sum,
  most,
  reason,
  search,
  under = false,
}: {
  name: string
  sum: Sum
  most: number
  reason: string
  search: StudySearch
  under?: boolean
}) {
  return (
    <tr data-under={under || undefined}>
      <th scope="row">
        <Link to="/renewals/study" search={{ ...narrowed(search), reason }} hash="lost">
          {name}
        </Link>
      </th>
      <Figures sum={sum} most={most} />
    </tr>
  )
}

function Figures({ sum, most }: { sum: Sum; most: number | null }) {
  const { t } = useTranslation('churnStudy')
  const format = useFormat()
  return (
    <>
      <td data-end>{format.number(sum.count)}</td>
      <td data-end title={format.money(sum.arr)}>
        {format.moneyShort(sum.arr)}
      </td>
      <td data-bar>{most === null ? null : <Bar value={(100 * sum.arr) / most} tone="risk" />}</td>
      <td data-end>{sum.count === 0 ? '—' : t('reasons.ofCount', { avoidable: sum.avoidable, count: sum.count })}</td>
    </>
  )
}
