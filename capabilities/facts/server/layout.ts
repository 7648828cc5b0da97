import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { type FactDefinition, type FactValue, isCustomFact } from '#capabilities/facts/core/fact.ts'

/**
 * The stored facts of one account in the order of a layout. While whole pages are computed, a list per account is a
 * third of the work that an object with ninety keys is.
 */
export type Cells = FactValue[]

/** Where in the cells each stored fact stands; clock facts have no place, custom facts come last. */
export type Layout = {
  readonly facts: readonly FactDefinition[]
  readonly keys: readonly string[]
  readonly slotOf: ReadonlyMap<string, number>
  /** The slot of the first custom fact: they are stored together. */
  readonly customFrom: number
}

export function layoutOf(catalogue: Catalogue): Layout {
  const stored = catalogue.all.filter((fact) => !fact.derived)
  const own = stored.filter((fact) => !isCustomFact(fact))
  const facts = [...own, ...stored.filter((fact) => isCustomFact(fact))]
  const keys = facts.map((fact) => fact.key)
  return { facts, keys, slotOf: new Map(keys.map((key, slot) => [key, slot])), customFrom: own.length }
}

/** The cells of an account of which nothing is known. */
export function emptyCells(layout: Layout): Cells {
  return layout.keys.map(() => null)
}
