import type { Day } from '#kernel/day.ts'
import type { FactDefinition, FactType } from '../fact.ts'
import type { ArithmeticOperator, CompareOperator, Family, TextTest } from './syntax.ts'

/**
 * The meaning of a condition, checked against a catalogue. Printer, explainer, builder and both evaluators walk it.
 *
 * A condition either holds or does not; there is no third outcome. Whatever touches a missing value (a comparison, `in`,
 * a text test, a yes/no fact on its own) does not hold, and `!` turns exactly that around: with `x` missing, `x > 5` and
 * `x != 5` do not hold, `!(x > 5)` holds. `has(x)` asks whether the value is there. A calculation with a missing value or
 * a division by zero is missing.
 */
export type Condition =
  | { is: 'constant'; value: boolean }
  | { is: 'yes'; fact: FactDefinition }
  | { is: 'has'; fact: FactDefinition }
  | { is: 'not'; of: Condition }
  | { is: 'all' | 'any'; of: readonly Condition[] }
  | { is: 'compare'; family: Family; operator: CompareOperator; left: Operand; right: Operand }
  | { is: 'one_of'; family: Family; value: Operand; items: readonly Operand[] }
  | { is: 'in_list'; value: Operand; fact: FactDefinition }
  | { is: 'test'; test: TextTest; value: Operand; part: Operand }

/** A value inside a condition. Money is a number in major units; numbers are calculated in double precision. */
export type Operand =
  | { is: 'number'; value: number }
  | { is: 'text'; value: string }
  | { is: 'truth'; value: boolean }
  | { is: 'day'; value: Day }
  | { is: 'today' }
  | { is: 'fact'; fact: FactDefinition }
  | { is: 'arithmetic'; operator: ArithmeticOperator; left: Operand; right: Operand }
  | { is: 'days_between'; later: Operand; earlier: Operand }
  | { is: 'shifted'; day: Operand; days: number }

const families = {
  number: 'number',
  money: 'number',
  percent: 'number',
  date: 'day',
  instant: 'day',
  text: 'text',
  choice: 'text',
  yes_no: 'truth',
  list: 'list',
} satisfies Record<FactType, Family>

/** What a fact counts as inside a condition. */
export function familyOf(fact: FactDefinition): Family {
  return families[fact.type]
}

/** The facts a condition asks about, each once, in order; for a clock fact the date it stands on as well. */
export function factsOf(condition: Condition): string[] {
  const keys = new Set<string>()
  const add = (fact: FactDefinition) => {
    keys.add(fact.key)
    if (fact.derived) keys.add(fact.derived.of)
  }
  const operand = (value: Operand): void => {
    if (value.is === 'fact') add(value.fact)
    else if (value.is === 'arithmetic') [value.left, value.right].forEach(operand)
    else if (value.is === 'days_between') [value.later, value.earlier].forEach(operand)
    else if (value.is === 'shifted') operand(value.day)
  }
  const visit = (part: Condition): void => {
    if (part.is === 'yes' || part.is === 'has') add(part.fact)
    else if (part.is === 'not') visit(part.of)
    else if (part.is === 'all' || part.is === 'any') part.of.forEach(visit)
    else if (part.is === 'compare') [part.left, part.right].forEach(operand)
    else if (part.is === 'one_of') [part.value, ...part.items].forEach(operand)
    else if (part.is === 'in_list') {
      operand(part.value)
      add(part.fact)
    } else if (part.is === 'test') [part.value, part.part].forEach(operand)
  }
  visit(condition)
  return [...keys]
}

/** Whether the outcome moves with the clock alone: it names today, or a fact that counts days. */
export function movesWithClock(condition: Condition): boolean {
  return /"is":"today"|"derived":/.test(JSON.stringify(condition))
}
