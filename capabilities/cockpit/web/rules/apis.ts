import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Catalogue, catalogueOf } from '#capabilities/facts/core/catalogue.ts'
import { catalogueQuery, cockpit } from '../apis.ts'

export const rulesQuery = cockpit.rules.list.queryOptions()
export const offeredQuery = cockpit.rules.offered.queryOptions()
export const ruleQuery = (id: string) => cockpit.rules.get.queryOptions({ input: { id } })

export type Rule = Awaited<ReturnType<typeof cockpit.rules.list.call>>['rules'][number]
export type OneRule = Awaited<ReturnType<typeof cockpit.rules.get.call>>
export type Draft = OneRule['draft']
export type Version = OneRule['versions'][number]
export type Tried = Awaited<ReturnType<typeof cockpit.rules.replay.call>>

/** The facts that a rule may ask about. */
export function useRuleFacts(): Catalogue {
  const { data } = useSuspenseQuery(catalogueQuery)
  return useMemo(() => catalogueOf(data.facts as FactDefinition[]), [data])
}
