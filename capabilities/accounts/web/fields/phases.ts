import { queryOptions } from '@tanstack/react-query'
import { facts } from './apis.ts'

/** The phases of the company's own map, in their order: the choices of the fact `phase.key`. */
export const phasesQuery = queryOptions({
  queryKey: ['fields', 'phases'],
  queryFn: async () => {
    const { facts: all } = await facts.catalogue.call()
    return all.find((fact) => fact.key === 'phase.key')?.choices ?? []
  },
  staleTime: 600_000,
})
