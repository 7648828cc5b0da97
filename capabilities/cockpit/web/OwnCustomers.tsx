import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Sparkline } from '#web/chart/Sparkline.tsx'
import { missing } from '#web/i18n/format.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useSession } from '#web/session.ts'
import { GradeMark, type Grade } from '#web/ui/Chip.tsx'
import { type ShownValue, useFactText } from '#web/ui/FactValue.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { accounts, catalogueQuery, health } from './apis.ts'
import styles from './cockpit.module.css'

const columns = ['phase.key', 'phase.days', 'contract.arr', 'contract.renewal_on', 'cta.next_due_on'] as const
const figures: ReadonlySet<string> = new Set(['phase.days', 'contract.arr'])
/** How many stand below the day; the list of customers has the rest. */
const most = 10

/** The customers whom this person looks after and who need it most: the lowest scores first. */
export function OwnCustomers() {
  const { t } = useTranslation('cockpit')
  const format = useFormat()
  const text = useFactText()
  const { personId } = useSession()
  const condition = `account.owner == "${personId}" && !(contract.state == "ended")`
  const asked = ['health.score', 'health.grade', 'health.overridden_until', ...columns].join()
  const list = useQuery(
    accounts.list.queryOptions({
      input: { condition, archived: 'without', columns: asked, sort: 'health.score', limit: most },
    }),
  )
  const total = useQuery(
    accounts.total.queryOptions({ input: { condition, archived: 'without', sums: 'contract.arr' } }),
  )
  const catalogue = useQuery(catalogueQuery)
  const ids = (list.data?.rows ?? []).map((row) => row.id).join()
  const trends = useQuery(health.trends.queryOptions({ input: { ids }, enabled: ids !== '', staleTime: 300_000 }))
  const facts = useMemo(() => new Map((catalogue.data?.facts ?? []).map((fact) => [fact.key, fact])), [catalogue.data])
  const course = new Map((trends.data?.trends ?? []).map((trend) => [trend.id, trend.scores]))
  const rows = list.data?.rows ?? []
  if (rows.length === 0 || !catalogue.data) return null
  const said = (key: string, value: ShownValue) => {
    const fact = facts.get(key)
    return fact ? text(fact, value, key === 'phase.days') : missing
  }
  return (
    <Section
      title={t('own.title')}
      flush
      note={
        total.data
          ? t('own.total', {
              count: total.data.accounts,
              shown: format.number(total.data.accounts),
              sum: format.money(total.data.sums['contract.arr']),
            })
          : undefined
      }
      actions={
        <Link to="/customers" search={{ c: condition, sort: 'health.score' } as never} className="small">
          {t('own.all')}
        </Link>
      }
    >
      <Scroll label={t('own.title')}>
        <table className={styles.team}>
          <thead>
            <tr>
              <th scope="col">{t('own.customer')}</th>
              <th scope="col">{t('own.health')}</th>
              <th scope="col">{t('own.trend')}</th>
              {columns.map((key) => (
                <th key={key} scope="col" className={figures.has(key) ? styles.figure : undefined}>
                  {inLanguage(facts.get(key)?.label ?? { ja: key, en: key }, format.language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <Link to="/customers/$id" params={{ id: row.id }} className={styles.ownName} title={row.name}>
                    {row.name}
                  </Link>
                </td>
                <td>
                  <GradeMark
                    grade={(row.values['health.grade'] ?? 'unknown') as Grade}
                    score={row.values['health.score'] as number | null}
                    overridden={row.values['health.overridden_until'] != null}
                    brief
                  />
                </td>
                <td>
                  <Course name={row.name} scores={course.get(row.id) ?? []} />
                </td>
                {columns.map((key) => (
                  <td key={key} className={figures.has(key) ? styles.figure : styles.plain}>
                    {said(key, row.values[key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  )
}

function Course({ name, scores }: { name: string; scores: readonly (number | null)[] }) {
  const { t } = useTranslation('cockpit')
  const known = scores.filter((score) => score !== null)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const room = Math.max(0, 30 - (high - low)) / 2
  return (
    <Sparkline
      values={scores}
      range={[low - room, high + room]}
      label={t('own.trendOf', { name, from: known[0], to: known.at(-1) })}
    />
  )
}
