import type { factsContract } from '#capabilities/facts/contract.ts'
import type { usageContract } from '#capabilities/usage/contract.ts'
import { api } from '#web/client.ts'

export const { metrics } = api<typeof usageContract>('usage')

export type Metric = Awaited<ReturnType<typeof metrics.list.call>>['metrics'][number]
export type Definition = Metric['definition']
export type Arrived = Awaited<ReturnType<typeof metrics.events.call>>['events'][number]
export type Property = Awaited<ReturnType<typeof metrics.properties.call>>['properties'][number]
export type Preview = Awaited<ReturnType<typeof metrics.preview.call>>

export const facts = api<typeof factsContract>('facts')

/** Something that asks about a metric's facts. */
export type Use = Awaited<ReturnType<typeof facts.overview.call>>['facts'][number]['uses'][number]
