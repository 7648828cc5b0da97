import { type RawBuilder, sql } from 'kysely'
import type { Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import { inAllNames } from '#capabilities/facts/core/condition/names.ts'
import type { ArithmeticOperator, CompareOperator, Family } from '#capabilities/facts/core/condition/syntax.ts'
import type { Condition, Operand } from '#capabilities/facts/core/condition/tree.ts'
import { type FactDefinition, isCustomFact } from '#capabilities/facts/core/fact.ts'
import { addDays } from '#kernel/day.ts'
import { minorDigits } from '#kernel/money.ts'

type Fragment = RawBuilder<unknown>
type Scope = Moment & { table: string }

const operators = {
  '==': sql`=`,
  '!=': sql`<>`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
} satisfies Record<CompareOperator, Fragment>

const mirrored = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

/**
 * A condition as SQL over `account_facts` (or the alias `table`), for a `where`. It is true where the condition holds, and
 * false or null where it does not: every clause is null at worst where a value is missing, and `not` asks `is not true`.
 * Columns stand in the text (their names are the catalogue's), values are bound.
 */
export function conditionSql(condition: Condition, moment: Moment, table = 'account_facts'): RawBuilder<boolean> {
  return sql<boolean>`(${truth(inAllNames(condition), { ...moment, table })})`
}

/** The stored value of a fact as a column; of a clock fact, the date it counts from. */
export function factColumn(fact: FactDefinition, table = 'account_facts'): Fragment {
  const key = fact.derived?.of ?? fact.key
  if (!isCustomFact({ ...fact, key })) return sql`${sql.id(table, key)}`
  const custom = sql.id(table, 'custom')
  const name = sql.lit(key)
  switch (fact.derived ? 'date' : fact.type) {
    case 'number':
    case 'percent':
      return sql`(${custom}->>${name})::double precision`
    case 'money':
      return sql`(${custom}->>${name})::bigint`
    case 'date':
      return sql`(${custom}->>${name})::date`
    case 'yes_no':
      return sql`(${custom}->>${name})::boolean`
    case 'instant':
      return sql`(${custom}->>${name})::timestamptz`
    case 'list':
      return sql`(${custom}->${name})`
    default:
      return sql`(${custom}->>${name})`
  }
}

/** The value of a fact as it is shown and sorted: clock facts counted as whole days, everything else as it is stored. */
export function factSql(fact: FactDefinition, moment: Moment, table = 'account_facts'): Fragment {
  const column = factColumn(fact, table)
  if (!fact.derived) return column
  const today = sql`${moment.today}::date`
  return fact.derived.measure === 'days_since' ? sql`(${today} - ${column})` : sql`(${column} - ${today})`
}

function truth(condition: Condition, scope: Scope): Fragment {
  switch (condition.is) {
    case 'constant':
      return condition.value ? sql`true` : sql`false`
    case 'yes':
      return factColumn(condition.fact, scope.table)
    case 'has':
      return sql`${factColumn(condition.fact, scope.table)} is not null`
    case 'not':
      return sql`(${truth(condition.of, scope)}) is not true`
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => sql`(${truth(part, scope)})`)
      return sql.join(parts, condition.is === 'all' ? sql` and ` : sql` or `)
    }
    case 'compare':
      return comparison(condition, scope)
    case 'one_of':
      return oneOf(condition, scope)
    case 'in_list': {
      const value = operandSql(condition.value, scope)
      const list = factColumn(condition.fact, scope.table)
      if (isCustomFact(condition.fact)) return sql`${list} @> to_jsonb(${value})`
      return sql`${value} = any(${list})`
    }
    case 'test': {
      const value = operandSql(condition.value, scope)
      const part = operandSql(condition.part, scope)
      if (condition.test === 'contains') return sql`strpos(${value}, ${part}) > 0`
      if (condition.test === 'startsWith') return sql`starts_with(${value}, ${part})`
      return sql`right(${value}, length(${part})) = ${part}`
    }
  }
}

function comparison(condition: Condition & { is: 'compare' }, scope: Scope): Fragment {
  const { operator, left, right } = condition
  const direct = indexable(operator, left, right, scope) ?? indexable(mirrored[operator], right, left, scope)
  return direct ?? sql`${operandSql(left, scope)} ${operators[operator]} ${operandSql(right, scope)}`
}

/**
 * The forms that an index on the column can answer, the same in meaning: a clock fact against whole days is its date
 * against a day, money against whole minor units stays an integer.
 */
function indexable(operator: CompareOperator, left: Operand, right: Operand, scope: Scope): Fragment | null {
  if (left.is !== 'fact' || right.is !== 'number' || isCustomFact(left.fact)) return null
  const column = factColumn(left.fact, scope.table)
  const { derived, type } = left.fact
  if (derived && Number.isInteger(right.value) && Math.abs(right.value) <= 100_000) {
    const since = derived.measure === 'days_since'
    const day = addDays(scope.today, since ? -right.value : right.value)
    if (day < '0001' || day > '9999-12-31' || day.length !== 10) return null
    return sql`${column} ${operators[since ? mirrored[operator] : operator]} ${day}::date`
  }
  if (type !== 'money') return null
  const minor = right.value * 10 ** minorDigits(scope.currency)
  const exact = Number.isSafeInteger(minor) && minor / 10 ** minorDigits(scope.currency) === right.value
  return exact ? sql`${column} ${operators[operator]} ${minor}::bigint` : null
}

const arrayTypes = { number: sql`double precision[]`, text: sql`text[]`, day: sql`date[]` }

function oneOf(condition: Condition & { is: 'one_of' }, scope: Scope): Fragment {
  if (condition.items.length === 0) return sql`false`
  const value = operandSql(condition.value, scope)
  const plain = condition.items.flatMap((item) =>
    item.is === 'number' || item.is === 'text' || item.is === 'day' ? [item.value] : [],
  )
  const type = arrayTypes[condition.family as Exclude<Family, 'truth' | 'list'>]
  if (plain.length === condition.items.length) return sql`${value} = any(${plain}::${type})`
  return sql.join(
    condition.items.map((item) => sql`${value} = ${operandSql(item, scope)}`),
    sql` or `,
  )
}

const signs = { '+': sql`+`, '-': sql`-`, '*': sql`*`, '/': sql`/` } satisfies Record<ArithmeticOperator, Fragment>

function operandSql(operand: Operand, scope: Scope): Fragment {
  switch (operand.is) {
    case 'number':
      return sql`${operand.value}::double precision`
    case 'text':
      return sql`${operand.value}::text`
    case 'truth':
      return operand.value ? sql`true` : sql`false`
    case 'day':
      return sql`${operand.value}::date`
    case 'today':
      return sql`${scope.today}::date`
    case 'fact':
      return factOperand(operand.fact, scope)
    case 'days_between':
      return sql`(${operandSql(operand.later, scope)} - ${operandSql(operand.earlier, scope)})::double precision`
    case 'shifted':
      return sql`(${operandSql(operand.day, scope)} + ${operand.days}::int)`
    case 'arithmetic': {
      const right = operandSql(operand.right, scope)
      const by = operand.operator === '/' ? sql`nullif(${right}, 0)` : right
      return sql`(${operandSql(operand.left, scope)} ${signs[operand.operator]} ${by})`
    }
  }
}

/** A fact's value as conditions calculate with it: numbers in double precision, money in major units, instants as days. */
function factOperand(fact: FactDefinition, scope: Scope): Fragment {
  const value = factSql(fact, scope, scope.table)
  if (fact.derived) return sql`${value}::double precision`
  if (fact.type === 'instant') return sql`(${value} at time zone ${scope.timeZone})::date`
  if (fact.type !== 'money') return value
  const digits = minorDigits(scope.currency)
  return digits === 0 ? sql`${value}::double precision` : sql`(${value}::double precision / ${sql.lit(10 ** digits)})`
}
