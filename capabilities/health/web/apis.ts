import type { healthContract } from '#capabilities/health/contract.ts'
import { api } from '#web/client.ts'

export const health = api<typeof healthContract>('health')

export const whyQuery = (id: string) => health.why.queryOptions({ input: { id } })
export type Why = Awaited<ReturnType<typeof health.why.call>>
export type WhyDimension = Why['dimensions'][number]
export type WhyMeasure = WhyDimension['measures'][number]
export type Comparison = Why['comparisons'][number]
export type Scorecard = Awaited<ReturnType<typeof health.scorecards.call>>['scorecards'][number]
