import type { Catalogue } from './catalogue.ts'
import type { FactValue } from './fact.ts'

/** A fact that is not what it was; `at` in milliseconds since 1970. */
export type FactChange = { fact: string; at: number; before: FactValue; after: FactValue }

/** Whose changes a person wants to hear of first. */
const order = ['health', 'journey', 'revenue', 'accounts', 'timeline', 'cockpit', 'usage']

/** Numbers of usage move every day: only from this share of the value before on is it worth a word. */
const worthTelling = 0.1

/** Changes worth telling to somebody who comes back to a customer: what matters most first, small movements left out. */
export function weightiest<Change extends FactChange>(changes: readonly Change[], catalogue: Catalogue): Change[] {
  const rank = (change: Change) => {
    const at = order.indexOf(catalogue.get(change.fact)?.owner ?? '')
    return at < 0 ? order.length : at
  }
  return changes
    .filter((change) => catalogue.get(change.fact)?.owner !== 'usage' || isLarge(change))
    .sort((a, b) => rank(a) - rank(b) || b.at - a.at || a.fact.localeCompare(b.fact))
}

function isLarge({ before, after }: FactChange): boolean {
  if (typeof before !== 'number' || typeof after !== 'number') return true
  return Math.abs(after - before) >= worthTelling * Math.max(Math.abs(before), Math.abs(after), 1)
}
