import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { type Day, daysBetween } from '#kernel/day.ts'

/** One property that a model looks at: a number, whether something is missing, or whether it is a certain choice. */
export type Feature =
  | { readonly of: 'number'; readonly fact: string; readonly usual: number }
  | { readonly of: 'missing'; readonly fact: string }
  | { readonly of: 'choice'; readonly fact: string; readonly choice: string }

/** What was known of a customer at the end of a day. */
export type Known = { readonly day: Day; readonly value: (fact: string) => FactValue }

/** Shares of a missing value, or of a choice, below which a property says too little. */
const rare = 0.02

/**
 * The properties that facts give, by what is known of some customers: numbers (dates as days ago, yes as 1) with the mean
 * in the place of what is missing, and choices. Facts that are the same everywhere give none.
 */
export function featuresOf(facts: readonly FactDefinition[], known: readonly Known[]): Feature[] {
  return facts.flatMap((fact): Feature[] => {
    if (fact.type === 'text' || fact.type === 'list' || fact.type === 'instant') return []
    const values = known.map(({ day, value }) => ({ day, value: value(fact.key) }))
    const there = values.filter(({ value }) => value !== null)
    const share = there.length / values.length
    if (share < rare) return []
    const missing: Feature[] = share < 1 - rare ? [{ of: 'missing', fact: fact.key }] : []
    if (fact.type === 'choice') {
      const kinds = [...Map.groupBy(there, ({ value }) => String(value))]
      const common = kinds.filter(([, own]) => own.length / values.length >= rare)
      return common.length < 2 ? missing : common.map(([choice]) => ({ of: 'choice', fact: fact.key, choice }))
    }
    const numbers = there.map(({ day, value }) => numberOf(fact, value, day))
    const usual = numbers.reduce((sum, one) => sum + one, 0) / numbers.length
    if (numbers.every((one) => one === numbers[0])) return missing
    return [{ of: 'number', fact: fact.key, usual }, ...missing]
  })
}

/** What a model sees of a customer. */
export function valuesOf(
  features: readonly Feature[],
  definitions: ReadonlyMap<string, FactDefinition>,
  { day, value }: Known,
): number[] {
  return features.map((feature) => {
    const known = value(feature.fact)
    if (feature.of === 'missing') return known === null ? 1 : 0
    if (feature.of === 'choice') return known === feature.choice ? 1 : 0
    const fact = definitions.get(feature.fact)
    return known === null || !fact ? feature.usual : numberOf(fact, known, day)
  })
}

function numberOf(fact: FactDefinition, value: FactValue, day: Day): number {
  if (fact.type === 'date') return daysBetween(value as Day, day)
  if (fact.type === 'yes_no') return value === true ? 1 : 0
  return Number(value)
}
