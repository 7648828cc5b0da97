import { type Month, monthAfter } from '#capabilities/revenue/core/calendar/month.ts'
import type { Definition } from '#capabilities/revenue/web/definition.ts'
import type { Cohorts } from '../apis.ts'
import type { Words } from './figures.ts'
import { share } from './figures.ts'

export type Cohort = Cohorts['cohorts'][number]
export type Age = Cohort['ages'][number]

/** Where a cell stands: in which cohort, so many months after it began. `began`: where all of it began in one month. */
export type CellOf = {
  cohort: Cohort
  name: string
  age: number
  of: 'logos' | 'mrr'
  began: Month | null
  until: Month
  baseMonth: 0 | 1
}

/** The share of a cohort that is kept; null where there is nothing to be kept of, or before the month that is the 100 %. */
export function keptOf(cell: Age, { age, of, baseMonth }: Pick<CellOf, 'age' | 'of' | 'baseMonth'>): number | null {
  const [part, whole] = of === 'logos' ? [cell.logos, cell.size] : [cell.mrr, cell.base]
  return whole > 0 && (of === 'logos' || age >= baseMonth) ? part / whole : null
}

/** What a cell of the table of cohorts is called. */
export const cellName = ({ name, age, of }: Pick<CellOf, 'name' | 'age' | 'of'>, { t }: Pick<Words, 't'>): string =>
  t(`cohort.${of}`, { cohort: name, age: ageName(age, { t }) })

export const ageName = (age: number, { t }: Pick<Words, 't'>) =>
  age === 0 ? t('cohort.firstMonth') : t('cohort.after', { count: age })

/** How the share of a cohort that is kept comes about: who is in it, who of them is there, or what they pay. */
export function cellDefinition(at: CellOf, words: Words): Definition {
  const { t, format } = words
  const { cohort, name, age, of, began, until, baseMonth } = at
  const cell = cohort.ages[age]!
  const last = began !== null && monthAfter(began, age) === until
  const seen = began === null ? null : format.month(`${monthAfter(began, age)}-01`)
  const when = seen === null ? null : last ? t('cohort.soFar', { month: seen }) : t('cohort.end', { month: seen })
  const told = [
    when === null
      ? t('cohort.reached', { cohort: name, all: cohort.size, count: cell.size, age })
      : t('cohort.began', { month: format.month(`${began}-01`), count: cell.size, when }),
    ...(cell.logos < cell.size
      ? [t('cohort.left', { count: cell.size - cell.logos, still: cell.logos })]
      : [t('cohort.allStill')]),
  ]
  const base = {
    name: cellName(at, words),
    told,
    value: share(keptOf(cell, at) ?? 0, format),
    leads: { text: t('cohort.show', { count: cell.size }), search: cohortSearch(cohort.key, age) },
  }
  if (of === 'logos')
    return {
      ...base,
      terms: [{ name: t('cohort.still'), text: format.number(cell.logos) }],
      by: [{ how: '÷', name: t('cohort.size'), text: format.number(cell.size) }],
      conventions: ['churnCounts', 'pauses'],
    }
  return {
    ...base,
    terms: [{ name: t('cohort.mrrAt', { age: ageName(age, words) }), text: format.money(cell.mrr) }],
    by: [{ how: '÷', name: t(baseMonth === 0 ? 'cohort.base' : 'cohort.baseNext'), text: format.money(cell.base) }],
    conventions: ['cohortBaseMonth', 'discounts', 'pauses', 'exchange'],
  }
}

/** How many a cohort is, which leads to them. */
export function sizeDefinition(
  { cohort, name, began }: Pick<CellOf, 'cohort' | 'name' | 'began'>,
  words: Words,
): Definition {
  const { t, format } = words
  return {
    name: t('cohort.sizeOf', { cohort: name }),
    told: [
      began === null
        ? t('cohort.sizeKey', { cohort: name, count: cohort.size })
        : t('cohort.sizeMonth', { month: format.month(`${began}-01`), count: cohort.size }),
    ],
    terms: [],
    value: format.number(cohort.size),
    leads: { text: t('cohort.show', { count: cohort.size }), search: cohortSearch(cohort.key, 0) },
  }
}

const cohortSearch = (key: string, age: number) => ({ cohort: key, age: String(age) })
