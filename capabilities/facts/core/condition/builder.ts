import type { Catalogue } from '../catalogue.ts'
import type { FactDefinition } from '../fact.ts'
import type { CompareOperator, Family } from './syntax.ts'
import { quote } from './tokens.ts'
import { type Condition, familyOf, type Operand } from './tree.ts'

/** What one row of the builder asks of its fact. */
export type BuilderTest =
  | 'equals' | 'differs' | 'below' | 'at_most' | 'above' | 'at_least'
  | 'one_of' | 'none_of' | 'contains' | 'contains_not' | 'starts_with' | 'ends_with'
  | 'includes' | 'includes_not' | 'yes' | 'no' | 'known' | 'unknown' // biome-ignore format: by kind

/** A value of a row: `{ today: -30 }` is the day 30 days ago. */
export type BuilderValue = number | string | readonly string[] | readonly number[] | { readonly today: number }
export type BuilderRow = { fact: string; test: BuilderTest; value?: BuilderValue }
export type BuilderGroup = { join: 'all' | 'any'; rows: BuilderRow[] }

/** What can be drawn: rows, and one level of groups, joined by "all of" or "any of". */
export type BuilderModel = { join: 'all' | 'any'; rows: (BuilderRow | BuilderGroup)[] }

const testOf: Record<CompareOperator, BuilderTest> = {
  '==': 'equals',
  '!=': 'differs',
  '<': 'below',
  '<=': 'at_most',
  '>': 'above',
  '>=': 'at_least',
}
const operatorOf = Object.fromEntries(Object.entries(testOf).map(([operator, test]) => [test, operator]))
const mirrored: Record<CompareOperator, CompareOperator> = {
  '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=',
} // biome-ignore format: pairs

/** The tests that fit a fact, the usual one first. */
export function testsFor(fact: FactDefinition): BuilderTest[] {
  const presence: BuilderTest[] = ['known', 'unknown']
  const family: Family = familyOf(fact)
  if (family === 'truth') return ['yes', 'no', ...presence]
  if (family === 'list') return ['includes', 'includes_not', ...presence]
  if (family === 'text') {
    const parts: BuilderTest[] = fact.choices ? [] : ['contains', 'contains_not', 'starts_with', 'ends_with']
    return fact.choices
      ? ['one_of', 'none_of', 'equals', 'differs', ...presence]
      : [...parts, 'equals', 'differs', 'one_of', 'none_of', ...presence]
  }
  const ordered: BuilderTest[] = ['at_least', 'at_most', 'above', 'below', 'equals', 'differs', ...presence]
  // Of what is still to come one asks for what is near.
  return fact.derived?.measure === 'days_until' ? ['at_most', ...ordered.filter((test) => test !== 'at_most')] : ordered
}

/** Whether a test needs no value beside it. */
export function needsNoValue(test: BuilderTest): boolean {
  return test === 'yes' || test === 'no' || test === 'known' || test === 'unknown'
}

/** The condition as rows, or null where it says more than rows can draw. A condition that always holds has no rows. */
export function toBuilder(condition: Condition): BuilderModel | null {
  if (condition.is === 'constant') return condition.value ? { join: 'all', rows: [] } : null
  const group = condition.is === 'all' || condition.is === 'any'
  const parts = group ? condition.of : [condition]
  const rows = parts.map((part) => rowOf(part) ?? groupOf(part))
  if (!rows.every((row) => row !== null)) return null
  return { join: group ? condition.is : 'all', rows }
}

function groupOf(condition: Condition): BuilderGroup | null {
  if (condition.is !== 'all' && condition.is !== 'any') return null
  const rows = condition.of.map(rowOf)
  return rows.every((row) => row !== null) ? { join: condition.is, rows } : null
}

function rowOf(condition: Condition): BuilderRow | null {
  switch (condition.is) {
    case 'yes':
      return { fact: condition.fact.key, test: 'yes' }
    case 'has':
      return { fact: condition.fact.key, test: 'known' }
    case 'compare':
      return (
        compared(condition.operator, condition.left, condition.right) ??
        compared(mirrored[condition.operator], condition.right, condition.left)
      )
    case 'one_of': {
      const values = condition.items.flatMap((item) => (item.is === 'text' || item.is === 'number' ? [item.value] : []))
      if (condition.value.is !== 'fact' || values.length < condition.items.length || values.length === 0) return null
      return { fact: condition.value.fact.key, test: 'one_of', value: values as string[] | number[] }
    }
    case 'in_list':
      return condition.value.is === 'text' && condition.value.value !== ''
        ? { fact: condition.fact.key, test: 'includes', value: condition.value.value }
        : null
    case 'test': {
      if (condition.value.is !== 'fact' || condition.part.is !== 'text' || condition.part.value === '') return null
      const test = { contains: 'contains', startsWith: 'starts_with', endsWith: 'ends_with' } as const
      return { fact: condition.value.fact.key, test: test[condition.test], value: condition.part.value }
    }
    case 'not':
      return negated(rowOf(condition.of))
    default:
      return null
  }
}

function compared(operator: CompareOperator, left: Operand, right: Operand): BuilderRow | null {
  if (left.is !== 'fact') return null
  const value = valueOf(right)
  return value === null ? null : { fact: left.fact.key, test: testOf[operator], value }
}

function valueOf(operand: Operand): BuilderValue | null {
  // An empty field of the builder means "not filled in"; the empty text is for the written form.
  if (operand.is === 'text' && operand.value === '') return null
  if (operand.is === 'number' || operand.is === 'text' || operand.is === 'day') return operand.value
  if (operand.is === 'today') return { today: 0 }
  return operand.is === 'shifted' && operand.day.is === 'today' ? { today: operand.days } : null
}

const opposites: Partial<Record<BuilderTest, BuilderTest>> = {
  yes: 'no',
  known: 'unknown',
  one_of: 'none_of',
  includes: 'includes_not',
  contains: 'contains_not',
}

function negated(row: BuilderRow | null): BuilderRow | null {
  const test = row && opposites[row.test]
  return row && test ? { ...row, test } : null
}

/** The text of rows. Rows that are not filled in yet are left out, and an empty text holds for every account. */
export function fromBuilder(model: BuilderModel, catalogue: Catalogue): string {
  const join = model.join === 'all' ? ' && ' : ' || '
  const parts = model.rows.flatMap((row) => {
    if ('fact' in row) return rowText(row, catalogue) ?? []
    const inner = row.rows.flatMap((one) => rowText(one, catalogue) ?? [])
    const text = inner.join(row.join === 'all' ? ' && ' : ' || ')
    return inner.length === 0 ? [] : [inner.length > 1 && row.join !== model.join ? `(${text})` : text]
  })
  return parts.join(join)
}

/** Whether a row says of which fact, but not yet what of it; `fromBuilder` leaves it out. */
export function isUnfinished(row: BuilderRow, catalogue: Catalogue): boolean {
  return row.fact !== '' && rowText(row, catalogue) === null
}

/** Whether all rows say something, but for those in which nothing was chosen yet. */
export function isFinished({ rows }: BuilderModel | BuilderGroup, catalogue: Catalogue): boolean {
  return rows.every((part) => ('fact' in part ? !isUnfinished(part, catalogue) : isFinished(part, catalogue)))
}

/** The text of one row, or null while its value is not filled in. */
export function rowText(row: BuilderRow, catalogue: Catalogue): string | null {
  const fact = catalogue.get(row.fact)
  if (!fact) return null
  const { key } = fact
  const value = row.value === undefined ? null : literal(row.value, familyOf(fact))
  if (!needsNoValue(row.test) && value === null) return null
  switch (row.test) {
    case 'yes':
      return key
    case 'no':
      return `!${key}`
    case 'known':
      return `has(${key})`
    case 'unknown':
      return `!has(${key})`
    case 'one_of':
      return `${key} in ${value}`
    case 'none_of':
      return `!(${key} in ${value})`
    case 'contains':
      return `${key}.contains(${value})`
    case 'contains_not':
      return `!${key}.contains(${value})`
    case 'starts_with':
      return `${key}.startsWith(${value})`
    case 'ends_with':
      return `${key}.endsWith(${value})`
    case 'includes':
      return `${value} in ${key}`
    case 'includes_not':
      return `!(${value} in ${key})`
    default:
      return `${key} ${operatorOf[row.test]} ${value}`
  }
}

function literal(value: BuilderValue, family: Family): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null
  if (typeof value === 'string') {
    if (value === '') return null
    return family === 'day' ? `date(${quote(value)})` : quote(value)
  }
  if ('today' in value) {
    if (value.today === 0) return 'today'
    return `today ${value.today < 0 ? '-' : '+'} ${Math.abs(value.today)}`
  }
  if (value.length === 0) return null
  return `[${value.map((one) => (typeof one === 'number' ? String(one) : quote(one))).join(', ')}]`
}
