import type { FactDefinition, FactValue } from '../fact.ts'
import { evaluator, factValue, type Moment, type ReadFact } from './evaluate.ts'
import { print } from './print.ts'
import { type Condition, factsOf } from './tree.ts'

/** One clause as it was seen: its text, whether it held, and the values that decided it (null: missing). */
export type ExplainedClause = { is: 'clause'; text: string; held: boolean; seen: { fact: string; value: FactValue }[] }

/** A condition as it was seen for one account, part by part. */
export type Explanation =
  | ExplainedClause
  | { is: 'not'; text: string; held: boolean; parts: Explanation[] }
  | { is: 'all' | 'any'; text: string; held: boolean; parts: Explanation[] }

/** Each clause of a condition with the values seen in one account and whether it held. Values are as stored (money minor). */
export function explain(condition: Condition, catalogue: CatalogueLike, read: ReadFact, moment: Moment): Explanation {
  const text = print(condition)
  const held = evaluator(condition)(read, moment)
  if (condition.is === 'all' || condition.is === 'any')
    return { is: condition.is, text, held, parts: condition.of.map((part) => explain(part, catalogue, read, moment)) }
  if (condition.is === 'not') return { is: 'not', text, held, parts: [explain(condition.of, catalogue, read, moment)] }
  const seen = factsOf(condition).flatMap((key) => {
    const fact = catalogue.get(key)
    return fact ? [{ fact: key, value: seenValue(fact, read, moment) }] : []
  })
  return { is: 'clause', text, held, seen }
}

/** The part of a catalogue that explaining needs. */
export type CatalogueLike = { get(key: string): FactDefinition | undefined }

function seenValue(fact: FactDefinition, read: ReadFact, moment: Moment): FactValue {
  return fact.derived ? factValue(fact)(read, moment) : read(fact.key)
}

/** All clauses of an explanation in order, each once. */
export function clausesOf(explanation: Explanation): ExplainedClause[] {
  return explanation.is === 'clause' ? [explanation] : explanation.parts.flatMap(clausesOf)
}
