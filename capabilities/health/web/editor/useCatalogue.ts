import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { factsContract } from '#capabilities/facts/contract.ts'
import { type Catalogue, catalogueOf } from '#capabilities/facts/core/catalogue.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { api } from '#web/client.ts'

const facts = api<typeof factsContract>('facts')

/** Every fact of the workspace, as the condition editor asks for them, too. */
export function useCatalogue(): Catalogue {
  const { data } = useSuspenseQuery(facts.catalogue.queryOptions({ staleTime: 300_000 }))
  return useMemo(() => catalogueOf(data.facts as FactDefinition[]), [data])
}
