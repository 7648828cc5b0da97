import type { Condition, Operand } from './tree.ts'

/**
 * The same condition with each name that stands beside a fact meaning all names of that thing: what was renamed is meant by
 * its old and by its new name, whether the fact was kept before or after it was renamed.
 */
export function inAllNames(condition: Condition): Condition {
  switch (condition.is) {
    case 'not':
      return { is: 'not', of: inAllNames(condition.of) }
    case 'all':
    case 'any':
      return { is: condition.is, of: condition.of.map(inAllNames) }
    case 'compare':
      return compared(condition)
    case 'one_of':
      return { ...condition, items: condition.items.flatMap((item) => namesOf(condition.value, item)) }
    case 'in_list': {
      const names = namesOf({ is: 'fact', fact: condition.fact }, condition.value)
      return names.length === 1 ? condition : { is: 'any', of: names.map((value) => ({ ...condition, value })) }
    }
    default:
      return condition
  }
}

function compared(condition: Condition & { is: 'compare' }): Condition {
  const { family, operator, left, right } = condition
  const [value, items] = left.is === 'fact' ? [left, namesOf(left, right)] : [right, namesOf(right, left)]
  if (items.length === 1) return condition
  if (operator === '==') return { is: 'one_of', family, value, items }
  return { is: 'all', of: items.map((item) => ({ ...condition, left: value, right: item })) }
}

/** All names of what a text beside a fact names, itself first. */
function namesOf(beside: Operand, text: Operand): Operand[] {
  if (beside.is !== 'fact' || text.is !== 'text') return [text]
  const same = (beside.fact.names ?? []).filter((names) => names.includes(text.value)).flat()
  return [...new Set([text.value, ...same])].map((value) => ({ is: 'text', value }))
}
