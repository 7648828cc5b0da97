import { type Day, dayOf, daysBetween } from '#kernel/day.ts'
import { minorDigits } from '#kernel/money.ts'
import type { FactDefinition, FactValue } from '../fact.ts'
import { inAllNames } from './names.ts'
import type { CompareOperator, Family } from './syntax.ts'
import type { Condition, Operand } from './tree.ts'

/** What a condition needs to know beside the facts: the day it is, and how the workspace counts money and days. */
export type Moment = { today: Day; currency: string; timeZone: string }

/** The stored value of a fact, null where it is missing. Clock facts are never asked for: they are computed here. */
export type ReadFact = (key: string) => FactValue

type Test = (read: ReadFact, moment: Moment) => boolean
type Value = (read: ReadFact, moment: Moment) => FactValue

const epoch = '1970-01-01' as Day
const yes: Test = () => true
const no: Test = () => false

/** Whether a condition holds for one account. */
export function evaluate(condition: Condition, read: ReadFact, moment: Moment): boolean {
  return evaluator(condition)(read, moment)
}

/** A condition made ready to be asked about many accounts. */
export function evaluator(condition: Condition): Test {
  return tester(inAllNames(condition))
}

function tester(condition: Condition): Test {
  switch (condition.is) {
    case 'constant':
      return condition.value ? yes : no
    case 'yes': {
      const value = factValue(condition.fact)
      return (read, moment) => value(read, moment) === true
    }
    case 'has': {
      const value = factValue(condition.fact)
      return (read, moment) => value(read, moment) !== null
    }
    case 'not': {
      const of = tester(condition.of)
      return (read, moment) => !of(read, moment)
    }
    case 'all': {
      const of = condition.of.map(tester)
      return (read, moment) => of.every((part) => part(read, moment))
    }
    case 'any': {
      const of = condition.of.map(tester)
      return (read, moment) => of.some((part) => part(read, moment))
    }
    case 'compare':
      return comparison(condition.family, condition.operator, condition.left, condition.right)
    case 'one_of': {
      const { family, value } = condition
      const of = condition.items.map((item) => comparison(family, '==', value, item))
      return (read, moment) => of.some((equal) => equal(read, moment))
    }
    case 'in_list': {
      const value = operandValue(condition.value)
      const list = factValue(condition.fact)
      return (read, moment) => {
        const entry = value(read, moment)
        const entries = list(read, moment)
        return typeof entry === 'string' && Array.isArray(entries) && entries.includes(entry)
      }
    }
    case 'test': {
      const value = operandValue(condition.value)
      const part = operandValue(condition.part)
      const test = textTests[condition.test]
      return (read, moment) => {
        const text = value(read, moment)
        const wanted = part(read, moment)
        return typeof text === 'string' && typeof wanted === 'string' && test(text, wanted)
      }
    }
  }
}

const textTests = {
  contains: (text: string, part: string) => text.includes(part),
  startsWith: (text: string, part: string) => text.startsWith(part),
  endsWith: (text: string, part: string) => text.endsWith(part),
}

type Plain = number | string | boolean
const compare: Record<CompareOperator, (a: Plain, b: Plain) => boolean> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function comparison(family: Family, operator: CompareOperator, left: Operand, right: Operand): Test {
  const asTexts = family === 'day' && left.is !== 'shifted' && right.is !== 'shifted'
  const side = (operand: Operand) => (family === 'day' && !asTexts ? serialValue(operand) : operandValue(operand))
  const [a, b] = [side(left), side(right)]
  const holds = compare[operator]
  return (read, moment) => {
    const x = a(read, moment)
    const y = b(read, moment)
    return x !== null && y !== null && holds(x as Plain, y as Plain)
  }
}

/** A day as days since 1970, so that days can be counted with. */
function serialValue(operand: Operand): (read: ReadFact, moment: Moment) => number | null {
  if (operand.is === 'shifted') {
    const day = serialValue(operand.day)
    return (read, moment) => {
      const from = day(read, moment)
      return from === null ? null : from + operand.days
    }
  }
  const value = operandValue(operand)
  return (read, moment) => {
    const day = value(read, moment)
    return day === null ? null : daysBetween(epoch, day as Day)
  }
}

/** The value of an operand in one account; null where something it needs is missing. */
export function operandValue(operand: Operand): Value {
  switch (operand.is) {
    case 'fact':
      return factValue(operand.fact)
    case 'today':
      return (_, moment) => moment.today
    case 'days_between': {
      const [later, earlier] = [serialValue(operand.later), serialValue(operand.earlier)]
      return (read, moment) => {
        const to = later(read, moment)
        const from = earlier(read, moment)
        return to === null || from === null ? null : to - from
      }
    }
    case 'shifted':
      return serialValue(operand)
    case 'arithmetic': {
      const [left, right] = [operandValue(operand.left), operandValue(operand.right)]
      const calculate = calculations[operand.operator]
      return (read, moment) => {
        const a = left(read, moment)
        const b = right(read, moment)
        return a === null || b === null ? null : calculate(a as number, b as number)
      }
    }
    default: {
      const { value } = operand
      return () => value
    }
  }
}

const calculations = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => (b === 0 ? null : a / b),
}

/** A fact's value as conditions see it: clock facts counted, money in major units, instants as the workspace's day. */
export function factValue(fact: FactDefinition): Value {
  const { key, derived } = fact
  if (derived) {
    const since = derived.measure === 'days_since'
    return (read, moment) => {
      const day = read(derived.of) as Day | null
      if (day === null) return null
      return since ? daysBetween(day, moment.today) : daysBetween(moment.today, day)
    }
  }
  if (fact.type === 'money')
    return (read, moment) => {
      const minor = read(key)
      const digits = minorDigits(moment.currency)
      return minor === null || digits === 0 ? minor : (minor as number) / 10 ** digits
    }
  if (fact.type === 'instant')
    return (read, moment) => {
      const at = read(key)
      return at === null ? null : dayOf(Date.parse(at as string), moment.timeZone)
    }
  return (read) => read(key)
}
