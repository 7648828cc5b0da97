import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { reasonLabel, lossReasons } from '#capabilities/renewals/core/reasons.ts'
import { addDays, type Day } from '#kernel/day.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { churnStudy, type Lost, type Study, type StudySearch } from './apis.ts'
import styles from './study.module.css'
import { useTraitName } from './Traits.tsx'

type Props = { study: Study; period: { from: string; until: string }; search: StudySearch }

/** The customers behind the figures: all that left, or those of one reason or trait. */
export function LostCustomers({ study, period, search }: Props) {
  const { t } = useTranslation('churnStudy')
  const { reason } = search
  const { data, error, refetch } = useQuery(
    churnStudy.lost.queryOptions({
      input: { ...period, ...(reason ? { reason } : {}) },
      placeholderData: keepPreviousData,
    }),
  )
  const narrowed = useNarrowed(study, search)
  const rows = (data?.rows ?? []).filter(({ account }) => narrowed.ids?.has(account.id) ?? true)
  return (
    <div id="lost" className={styles.lostPart}>
      <Section
        title={t('lost.title')}
        note={t('lost.count', { count: rows.length })}
        flush
        actions={
          narrowed.name ? (
            <>
              <Chip>{narrowed.name}</Chip>
              <Link to="/renewals/study" search={search.months ? { months: search.months } : {}} hash="lost">
                {t('lost.all')}
              </Link>
            </>
          ) : null
        }
      >
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {data || error ? null : <BoneLines widths={[100, 100, 100]} />}
        {data ? <LostTable rows={rows} /> : null}
      </Section>
    </div>
  )
}

/** What the list is narrowed down to, in words, and by a trait to whom. */
function useNarrowed(
  study: Study,
  { reason, fact, value }: StudySearch,
): { name: string | null; ids: Set<string> | null } {
  const { t } = useTranslation('churnStudy')
  const { language } = useFormat()
  const nameOf = useTraitName()
  if (reason !== undefined) {
    const label = reasonLabel(reason) ?? lossReasons.find(({ key }) => key === reason)?.label
    return { name: reason === 'untold' ? t('lost.untold') : label ? inLanguage(label, language) : reason, ids: null }
  }
  const trait = study.traits.find((one) => one.fact.key === fact)
  const found = trait?.values.find((one) => one.value === value)
  if (!trait || !found) return { name: null, ids: null }
  return {
    name: `${inLanguage(trait.fact.label, language)}: ${nameOf(trait.fact, found.value)}`,
    ids: new Set(found.customers),
  }
}

function LostTable({ rows }: { rows: readonly Lost[] }) {
  const { t } = useTranslation('churnStudy')
  const days = rows[0]?.scores.map((one) => one.days) ?? []
  if (rows.length === 0) return <p className={styles.foot}>{t('lost.none')}</p>
  return (
    <FigureTable
      label={t('lost.title')}
      heads={[
        t('lost.customer'),
        t('lost.lostOn'),
        { end: t('lost.months') },
        { end: t('lost.arr') },
        ...days.map((one) => ({ end: t('lost.score', { days: one }) })),
        t('lost.reason'),
        t('lost.avoidable'),
      ]}
      className={styles.table}
      scroll={styles.long}
    >
      <tbody>
        {rows.map((row) => (
          <LostRow key={row.account.id} row={row} />
        ))}
      </tbody>
    </FigureTable>
  )
}

function LostRow({ row }: { row: Lost }) {
  const { t } = useTranslation('churnStudy')
  const format = useFormat()
  const reason = row.reason ? inLanguage(row.reason.label, format.language) : null
  return (
    <tr>
      <th scope="row">
        {/* The customer as it stood while something could still be done. */}
        <Link
          to="/customers/$id"
          params={{ id: row.account.id }}
          search={{ asOf: addDays(row.lostOn as Day, -90) }}
          title={t('lost.asOf')}
        >
          {row.account.name}
        </Link>
      </th>
      <td className="num">{format.dayTable(row.lostOn)}</td>
      <td data-end>{format.number(Math.round(row.months))}</td>
      <td data-end title={row.arr === null ? undefined : format.money(row.arr)}>
        {format.moneyShort(row.arr)}
      </td>
      {row.scores.map(({ days, score }) => (
        <td key={days} data-end>
          {score === null ? <span className="quiet">—</span> : format.number(Math.round(score))}
        </td>
      ))}
      <td>
        {row.renewalId ? (
          <Link to="/renewals/$id" params={{ id: row.renewalId }}>
            {reason ?? t('lost.noReason')}
          </Link>
        ) : (
          (reason ?? <span className="quiet">{t('lost.noReason')}</span>)
        )}
      </td>
      <td>{row.avoidable === null ? <span className="quiet">—</span> : t(row.avoidable ? 'lost.yes' : 'lost.no')}</td>
    </tr>
  )
}
