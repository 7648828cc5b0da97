import type { Condition } from './tree.ts'

/** A number fact compared with a bound: where it does not hold, nothing else that is asked matters. */
export type Gate = { operator: '<' | '<=' | '>' | '>='; bound: number }

const turned = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

/**
 * The gates of conditions that must hold together, by fact: parts that every one of their alternatives needs and that ask
 * one stored number only. Money is left out (a condition has it in other units than the store), and so is what the
 * clock moves. Of two gates of one fact the first stands.
 */
export function gatesOf(conditions: readonly Condition[]): ReadonlyMap<string, Gate> {
  const gates = new Map<string, Gate>()
  const visit = (part: Condition): void => {
    if (part.is === 'all') return part.of.forEach(visit)
    if (part.is !== 'compare' || part.family !== 'number') return
    const { left, right, operator } = part
    if (operator === '==' || operator === '!=') return
    const [fact, number, gate] =
      left.is === 'fact' ? [left, right, operator] : ([right, left, turned[operator]] as const)
    if (fact.is !== 'fact' || number.is !== 'number') return
    const { key, type, derived } = fact.fact
    if ((type !== 'number' && type !== 'percent') || derived || gates.has(key)) return
    gates.set(key, { operator: gate, bound: number.value })
  }
  conditions.forEach(visit)
  return gates
}
