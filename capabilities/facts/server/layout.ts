import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { type FactDefinition, type FactValue, isCustomFact } from '#capabilities/facts/core/fact.ts'

/**
 * The stored facts of one account in the order of a layout. While whole pages are computed, a list per account is a
 * third of the work that an object with ninety keys is.
 */
export type Cells = FactValue[]

/** Where in the cells each stored fact stands; clock facts have no place. */
export type Layout = { readonly facts: readonly FactDefinition[]; readonly slotOf: ReadonlyMap<string, number> }

export function layoutOf(catalogue: Catalogue): Layout {
  const facts = catalogue.all.filter((fact) => !fact.derived)
  return { facts, slotOf: new Map(facts.map((fact, slot) => [fact.key, slot])) }
}

/** The cells of an account of which nothing is known. */
export function emptyCells(layout: Layout): Cells {
  return Array.from(layout.facts, () => null)
}

/** The slots of custom facts, which are stored together. */
export function customSlots(layout: Layout): number[] {
  return layout.facts.flatMap((fact, slot) => (isCustomFact(fact.key) ? [slot] : []))
}
