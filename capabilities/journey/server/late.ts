import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { facts, type FactSystem } from '#capabilities/facts/server/index.ts'

/** Facts that are not known yet when phases are told: those of the journey itself, and what is derived after it. */
export function lateForMaps(
  catalogue: Catalogue,
  { derivations }: Pick<FactSystem, 'derivations'> = facts(),
): Set<string> {
  const own = derivations.findIndex(({ name }) => name === 'journey')
  const later = derivations.slice(Math.max(0, own)).flatMap(({ definitions }) => definitions.map(({ key }) => key))
  const keys = new Set(later)
  const isLate = (key: string | undefined) => key !== undefined && keys.has(key)
  return new Set(catalogue.all.filter(({ key, derived }) => isLate(key) || isLate(derived?.of)).map(({ key }) => key))
}
