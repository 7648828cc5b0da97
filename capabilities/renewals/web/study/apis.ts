import type { churnStudyRoutes } from '#capabilities/renewals/contract/study.ts'
import { addMonths, type Day } from '#kernel/day.ts'
import { api } from '#web/client.ts'
import { oneOf, textSearch } from '#web/router/search.ts'

export const churnStudy = api<typeof churnStudyRoutes>('churnStudy')

export type Study = Awaited<ReturnType<typeof churnStudy.find.call>>
export type Path = Study['paths'][number]
export type Trait = Study['traits'][number]
export type Difference = Path['differences'][number]
export type Reasons = Awaited<ReturnType<typeof churnStudy.reasons.call>>
export type Lost = Awaited<ReturnType<typeof churnStudy.lost.call>>['rows'][number]

/** What the address of the study may say. `reason`, `fact` and `value` narrow the list of customers down. */
export const studySearch = textSearch('months', 'reason', 'fact', 'value')
export type StudySearch = ReturnType<typeof studySearch>

export const spans = ['24', '12', '36'] as const

/** The months up to today in which the customers left that are studied. */
export function periodOf(search: StudySearch, today: Day) {
  return { from: addMonths(today, -Number(oneOf(search.months, spans))), until: today }
}
