import { sql } from 'kysely'
import { type Catalogue, catalogueOf, catalogueWithout, joinFacts } from '#capabilities/facts/core/catalogue.ts'
import type { FieldClass } from '#kernel/exchange.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { type Database, type Tx, withheldIn } from '#platform/database/scope.ts'
import type { Derivation, FactSource, FactWorkspace } from './page.ts'

/** Where all facts come from, in the order in which they are computed. */
export type FactSystem = {
  readonly sources: readonly FactSource[]
  readonly derivations: readonly Derivation[]
  /** The facts that every workspace has. */
  readonly catalogue: Catalogue
}

let installed: FactSystem | null = null

/** Joins sources and derivations of all capabilities. Throws where two define the same fact. */
export function factSystem(sources: readonly FactSource[], derivations: readonly Derivation[]): FactSystem {
  const catalogue = catalogueOf([...sources, ...derivations].flatMap((part) => part.definitions))
  return { sources, derivations, catalogue }
}

/**
 * Says once, at composition, which facts this program knows. Facts stand on the lowest floor and know no capability; those
 * above ask here for the whole catalogue.
 */
export function installFacts(system: FactSystem): void {
  installed = system
}

/** The facts this program knows. Throws before `installFacts`. */
export function facts(): FactSystem {
  if (!installed) throw new Error('no facts are installed: start/catalogue.ts does that')
  return installed
}

/**
 * All facts of one workspace: the program's, its own custom fields, and its own labels and choices; those whose values
 * the transaction withholds are marked.
 */
export async function factCatalogue(tx: Tx, workspace: FactWorkspace, system = facts()): Promise<Catalogue> {
  let catalogue = system.catalogue
  for (const part of [...system.sources, ...system.derivations]) {
    const own = await part.workspaceDefinitions?.(tx, workspace)
    if (own) catalogue = joinFacts(catalogue, own)
  }
  return catalogueWithout(catalogue, withheldIn(tx))
}

/** The facts of a workspace whose values are withheld with some classes of fields. */
export async function factsWithheld(
  database: Database,
  workspace: WorkspaceId,
  withheld: readonly FieldClass[],
  system = facts(),
): Promise<string[]> {
  if (withheld.length === 0) return []
  const own = await database.look(workspace, (tx) =>
    sql<{ key: string }>`select key from withheld_facts(${withheld}::text[]) as key`.execute(tx),
  )
  const known = catalogueWithout(system.catalogue, withheld).all.flatMap(({ key, withheld: by }) => (by ? [key] : []))
  return [...known, ...own.rows.map(({ key }) => key)]
}

/** The facts that are computed after a derivation in every pass: what it asks of them is not known yet when it runs. */
export function knownAfter(derivation: string, system = facts()): ReadonlySet<string> {
  const at = system.derivations.findIndex(({ name }) => name === derivation)
  const later = at < 0 ? [] : system.derivations.slice(at + 1)
  return new Set(later.flatMap(({ definitions }) => definitions.map((fact) => fact.key)))
}
