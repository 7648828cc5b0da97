import type { factsContract } from '#capabilities/facts/contract.ts'
import type { revenueContract } from '#capabilities/revenue/contract.ts'
import { api } from '#web/client.ts'

const revenue = api<typeof revenueContract>('revenue')
export const { ledger, measures } = revenue

/** What is sold, for choosing a product or one of its plans. */
export const productsQuery = revenue.catalogue.list.queryOptions({ staleTime: 60_000 })
const facts = api<typeof factsContract>('facts')

/** The segments there are, for choosing one. */
export const segmentsQuery = facts.segments.list.queryOptions({ staleTime: 600_000 })
export const conventionsQuery = ledger.conventions.queryOptions()

export type Waterfall = Awaited<ReturnType<typeof ledger.waterfall.call>>
export type Bridge = Waterfall['months'][number]
export type Settled = Awaited<ReturnType<typeof ledger.conventions.call>>
export type Movement = Awaited<ReturnType<typeof ledger.movements.call>>['rows'][number]
export type Cohorts = Awaited<ReturnType<typeof measures.cohorts.call>>
export type Lifetime = Awaited<ReturnType<typeof measures.lifetime.call>>
export type Trend = Awaited<ReturnType<typeof measures.trend.call>>
