import type { AnyRouter } from '@orpc/server'
import type { Derivation, FactSource } from '#capabilities/facts/server/index.ts'
import { ensureFactColumns, factSystem, installFacts } from '#capabilities/facts/server/index.ts'
import type { Part } from '#platform/database/migrate.ts'
import { queuePart } from '#platform/queue/schema.ts'
import { tables } from './tables.ts'

/** Where facts come from. */
export const factSources: readonly FactSource[] = []

/** What follows from facts, in the order in which it is computed: each may read what those before it have set. */
export const derivations: readonly Derivation[] = []

/** The facts this Banso knows; whoever computes or reads facts gets them from here. */
export const facts = factSystem(factSources, derivations)
installFacts(facts)

/** The routes of all capabilities. */
export const router: AnyRouter = {}

/** What all parts keep in the database. */
export const parts: readonly Part[] = [
  ...tables,
  queuePart,
  { name: 'fact columns', prepare: (owner) => ensureFactColumns(owner, facts.catalogue) },
]
