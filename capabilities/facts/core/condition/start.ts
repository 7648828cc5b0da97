import type { FactDefinition, FactValue } from '../fact.ts'

/**
 * A condition to start from when somebody comes from a fact: about a value that was met, where there is one, so that it
 * is seen what kind of values the fact has; else whether it is known. `example` of money in minor units is not one.
 */
export function startingCondition(fact: Pick<FactDefinition, 'key' | 'type' | 'choices'>, example: FactValue): string {
  const { key, type } = fact
  if (type === 'yes_no') return key
  if ((type === 'number' || type === 'percent') && typeof example === 'number') return `${key} >= ${example}`
  const word = type === 'list' && Array.isArray(example) ? example[0] : example
  const quoted = typeof word === 'string' ? JSON.stringify(word) : null
  if (type === 'choice' && quoted) return `${key} == ${quoted}`
  return type === 'list' && quoted ? `${quoted} in ${key}` : `has(${key})`
}
