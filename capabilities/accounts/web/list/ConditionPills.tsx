import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BuilderGroup, BuilderRow } from '#capabilities/facts/core/condition/builder.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { useFactText } from '#web/ui/FactValue.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { type Fact, facts as factRoutes } from './apis.ts'
import styles from './CustomerList.module.css'
import type { ListState } from './useListState.ts'

const signs: { [Test in BuilderRow['test']]?: string } = {
  equals: '=',
  differs: '≠',
  below: '<',
  at_most: '≤',
  above: '>',
  at_least: '≥',
  one_of: ':',
}

/**
 * The list's condition as pills, one for each of its parts, which can be taken away one by one. What rows cannot say
 * is one pill with the text itself.
 */
export function ConditionPills({
  state,
  facts,
  onCondition,
}: {
  state: ListState
  facts: ReadonlyMap<string, Fact>
  onCondition: () => void
}) {
  const { t } = useTranslation('list')
  const { condition } = state.content
  const { data } = useQuery({
    ...factRoutes.conditions.check.queryOptions({ input: { condition }, staleTime: 600_000 }),
    enabled: condition !== '',
    placeholderData: keepPreviousData,
  })
  const say = useSayRow(facts)
  const builder = data?.builder
  const rows = condition && builder && (builder.join === 'all' || builder.rows.length === 1) ? builder.rows : null
  const without = async (at: number) => {
    const { fromBuilder } = await import('#capabilities/facts/core/condition/builder.ts')
    const left = (rows ?? []).filter((_, index) => index !== at) as (BuilderRow | BuilderGroup)[]
    const catalogue = { all: [], get: (key: string) => facts.get(key) as never }
    state.change({ condition: fromBuilder({ join: 'all', rows: left }, catalogue) })
  }
  return (
    <>
      {rows?.map((row, at) => (
        <Pill
          key={JSON.stringify(row)}
          text={
            'fact' in row
              ? say(row as BuilderRow)
              : row.rows.map((one) => say(one as BuilderRow)).join(t(`condition.${row.join}`))
          }
          after={'fact' in row && row.fact === 'segments' ? <SegmentLink segment={row.value} /> : null}
          onOpen={onCondition}
          onRemove={() => void without(at)}
        />
      ))}
      {condition && data && !rows ? (
        <Pill text={condition} code onOpen={onCondition} onRemove={() => state.change({ condition: '' })} />
      ) : null}
      <button type="button" className={styles.pill} data-add onClick={onCondition}>
        <Icon name="plus" size={12} />
        {t('condition.add')}
      </button>
    </>
  )
}

/** Leads (back) to the page of a segment that the list is narrowed by. */
function SegmentLink({ segment }: { segment: unknown }) {
  const { t } = useTranslation('list')
  const { data } = useQuery(factRoutes.segments.list.queryOptions({ staleTime: 60_000 }))
  const found = data?.axes.flatMap((axis) => axis.segments).find((one) => one.key === segment)
  if (!found) return null
  return (
    <Link to="/segments/$id" params={{ id: found.id }} className={styles.pillLink}>
      {t('condition.toSegment')}
    </Link>
  )
}

function Pill({
  text,
  code = false,
  after,
  onOpen,
  onRemove,
}: {
  text: string
  code?: boolean
  after?: ReactNode
  onOpen: () => void
  onRemove: () => void
}) {
  const { t } = useTranslation('list')
  return (
    <span className={styles.pill}>
      <button type="button" className={styles.pillText} onClick={onOpen} title={t('condition.edit')}>
        {code ? <code>{text}</code> : text}
      </button>
      {after}
      <button
        type="button"
        className={styles.pillClose}
        aria-label={t('condition.remove', { part: text })}
        onClick={onRemove}
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  )
}

/** A part of a condition in a few signs: 健康度 < 60, 更新日 ≤ 今日から30日後. */
function useSayRow(facts: ReadonlyMap<string, Fact>): (row: BuilderRow) => string {
  const { t } = useTranslation('list')
  const { language } = useFormat()
  const text = useFactText()
  return (row) => {
    const fact = facts.get(row.fact)
    const label = fact ? inLanguage(fact.label, language) : row.fact
    const sign = signs[row.test]
    if (row.value === undefined) return t(`condition.tests.${row.test as 'yes'}`, { fact: label })
    const value = valueText(row, fact)
    return sign ? `${label} ${sign} ${value}` : t(`condition.tests.${row.test as 'contains'}`, { fact: label, value })
  }

  function valueText(row: BuilderRow, fact: Fact | undefined): string {
    const { value } = row
    if (typeof value === 'object' && 'today' in value)
      return value.today === 0
        ? t('condition.today')
        : t(value.today < 0 ? 'condition.before' : 'condition.after', { count: Math.abs(value.today) })
    if (!fact || value === undefined) return String(value)
    // A money literal is written in major units.
    if (fact.type === 'money')
      return [value]
        .flat()
        .map((one) => Number(one).toLocaleString(language))
        .join()
    return Array.isArray(value) ? value.map((one) => text(fact, one)).join(' / ') : text(fact, value as string | number)
  }
}
