import type { Explanation } from './condition/explain.ts'
import type { FieldClass } from '#kernel/exchange.ts'
import type { FactDefinition, FactType, FactUnit, FactValue, Label } from './fact.ts'

/** A fact with the value that was seen, and what is needed to show it anywhere: `words` where it is a named choice. */
export type SeenFact = {
  key: string
  label: Label
  type: FactType
  unit: FactUnit | null
  value: FactValue
  words: Label | null
  /** The class of fields for which the value is not shown; left out: it is. */
  withheld?: FieldClass | undefined
}

/** One clause of a condition as it stood for one account. */
export type SeenClause = { text: string; held: boolean; facts: SeenFact[] }

type Definitions = { get(key: string): FactDefinition | undefined }

/** A fact as it was seen. A key that nobody defines (any longer) is shown by the key itself. */
export function seenFact(definitions: Definitions, key: string, value: FactValue): SeenFact {
  const fact = definitions.get(key)
  const shown = fact?.withheld ? null : value
  const choice = typeof shown === 'string' ? fact?.choices?.find((one) => one.key === shown) : undefined
  return {
    key,
    label: fact?.label ?? { ja: key, en: key },
    type: fact?.type ?? 'text',
    unit: fact?.unit ?? null,
    value: Array.isArray(shown) ? [...shown] : shown,
    words: choice?.label ?? null,
    ...(fact?.withheld ? { withheld: fact.withheld } : {}),
  }
}

/**
 * What decided a condition, clause by clause, as a person reads it: all parts of `&&`; of `||` those that held, or all
 * where none did; a negation as one clause.
 */
export function seenClauses(explanation: Explanation, definitions: Definitions): SeenClause[] {
  switch (explanation.is) {
    case 'clause': {
      const facts = explanation.seen
        .filter(({ fact }) => !isCountedFrom(fact, explanation.seen, definitions))
        .map(({ fact, value }) => seenFact(definitions, fact, value))
      return [{ text: explanation.text, held: explanation.held, facts }]
    }
    case 'not': {
      const facts = explanation.parts.flatMap((part) => seenClauses(part, definitions)).flatMap((part) => part.facts)
      return [{ text: explanation.text, held: explanation.held, facts }]
    }
    case 'all':
      return explanation.parts.flatMap((part) => seenClauses(part, definitions))
    case 'any': {
      const parts = explanation.held ? explanation.parts.filter((part) => part.held) : explanation.parts
      return parts.flatMap((part) => seenClauses(part, definitions))
    }
  }
}

/** Whether a fact is only the date that a clock fact beside it counts from: the count says it all. */
function isCountedFrom(key: string, among: readonly { fact: string }[], definitions: Definitions): boolean {
  return among.some(({ fact }) => definitions.get(fact)?.derived?.of === key)
}

/** What is needed to show a seen fact's value wherever values of facts are shown. */
export function shownFact({ key, type, unit, value, words, withheld }: SeenFact) {
  return {
    key,
    type,
    unit,
    withheld,
    choices: words && typeof value === 'string' ? [{ key: value, label: words }] : undefined,
  }
}
