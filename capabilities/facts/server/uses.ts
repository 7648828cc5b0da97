import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readStanding } from '#capabilities/facts/core/condition/check.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { asksForSegment } from '#capabilities/facts/core/segment/segment.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Caller } from '#platform/http/context.ts'
import { inUse, readAxes } from './segments.ts'

/** Something that asks about facts, in conditions or by name. */
export type FactUse = {
  kind: 'scorecard' | 'rule' | 'expansion' | 'plan' | 'journey' | 'segment' | 'view'
  id: string
  name: Label
  conditions: readonly string[]
  facts: readonly string[]
}

/**
 * Tells what of a capability asks about facts, as far as the caller may see it. Facts know no capability above them: each
 * offers its own, `start/catalogue.ts` brings them here.
 */
export type TellUses = (tx: Tx, caller: Caller) => Promise<readonly FactUse[]>

export const segmentUses: TellUses = async (tx, { workspaceId }) =>
  inUse(await readAxes(tx, workspaceId)).flatMap((axis) =>
    axis.segments.map(({ id, label, condition }) => ({
      kind: 'segment' as const,
      id,
      name: label,
      conditions: [condition],
      facts: [],
    })),
  )

/** By fact, what asks about it; a clock fact counts for the date it stands on as well. */
export function usesByFact(uses: readonly FactUse[], catalogue: Catalogue): Map<string, FactUse[]> {
  const found = new Map<string, FactUse[]>()
  for (const use of uses) {
    const asked = use.conditions.flatMap((text) => {
      const read = readStanding(text, catalogue)
      return read.ok ? factsOf(read.value) : []
    })
    for (const key of new Set([...asked, ...use.facts])) {
      const known = found.get(key)
      if (known) known.push(use)
      else found.set(key, [use])
    }
  }
  return found
}

/** What asks for a segment by its key. */
export function usesOfSegment(uses: readonly FactUse[], catalogue: Catalogue, key: string): FactUse[] {
  return uses.filter(({ conditions }) =>
    conditions.some((text) => {
      const read = readStanding(text, catalogue)
      return read.ok && asksForSegment(read.value, key)
    }),
  )
}
