import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { factsContract } from '#capabilities/facts/contract.ts'
import { type Catalogue, catalogueOf } from '#capabilities/facts/core/catalogue.ts'
import { readStanding } from '#capabilities/facts/core/condition/check.ts'
import { sayCondition } from '#capabilities/facts/core/condition/words.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/session.ts'

const facts = api<typeof factsContract>('facts')

/** Every fact of the workspace, as the condition editor asks for them, too. */
export function useFactCatalogue(): Catalogue {
  const { data } = useSuspenseQuery(facts.catalogue.queryOptions({ staleTime: 300_000 }))
  return useMemo(() => catalogueOf(data.facts as FactDefinition[]), [data])
}

/** A condition as a sentence, or as it was written where it says more than a sentence can. */
export function useScopeText(): (condition: string) => string {
  const { language, currency } = useFormat()
  const catalogue = useFactCatalogue()
  return (condition) => {
    const read = readStanding(condition, catalogue)
    return (read.ok ? sayCondition(read.value, catalogue, { locale: language, currency }) : null) ?? condition
  }
}
