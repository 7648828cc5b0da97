import { type Counting, type PropertyTest, propertyAggregations, type Span } from './definition.ts'

/** Collects what is bound to a statement, so that nobody's text ever stands in it, and the properties it reads. */
export type Binding = {
  readonly params: Record<string, unknown>
  /** Columns of properties, by path: each is read once. */
  readonly properties: Map<string, string>
}

export function newBinding(params: Record<string, unknown>): Binding {
  return { params: { ...params }, properties: new Map() }
}

/** Whether the roll-up by day knows enough; if not, the events themselves are read. */
export function fromDays({ property, where }: Counting): boolean {
  return property === null && where.length === 0
}

/** How many days before the day asked for count in, itself included; null: all. `back` 1 is the window before. */
export function reachOf(over: Span, back: 0 | 1): number | null {
  if (over === 'all') return null
  return over === 'month' ? 31 * (back + 1) : over * (back + 1)
}

/**
 * A counting as an aggregate over rows of `day, kind, event, person_key, uses, at` and the properties' columns, as of the
 * day `asOf` (an expression of our own). Values are bound, property paths too.
 */
export function countingSql(counting: Counting, back: 0 | 1, asOf: string, binding: Binding): string {
  const { of, property, events, over } = counting
  const parts = [insideSql(over, back, asOf), ...thoseSql(counting, binding)]
  if (events.length > 0) parts.push(`event in ${bind(binding, events, 'Array(String)')}`)
  const those = parts.join(' and ')
  if (propertyAggregations.includes(of)) return ofProperty(counting, those, numberOf(property!, binding))
  switch (of) {
    case 'count':
      return `sumIf(uses, ${those})`
    case 'users':
      return `uniqExactIf(person_key, person_key != '' and ${those})`
    case 'user_days':
      return `uniqExactIf((person_key, day), person_key != '' and ${those})`
    case 'features':
      return `uniqExactIf(event, ${those})`
    case 'days':
      return `uniqExactIf(day, ${those})`
    case 'weeks':
      return `uniqExactIf(intDiv(${endSql(over, back, asOf)} - day, 7), ${those})`
    case 'first_day':
      return `if(countIf(${those}) = 0, null, toString(minIf(day, ${those})))`
    default:
      return `if(countIf(${those}) = 0, null, toString(maxIf(day, ${those})))`
  }
}

/** What a row must be besides having one of the names. */
export function thoseSql({ actionsOnly, where }: Counting, binding: Binding): string[] {
  return [...(actionsOnly ? [`kind = 'track'`] : []), ...where.map((test) => testSql(test, binding))]
}

function ofProperty({ of }: Counting, those: string, number: string): string {
  if (of === 'sum') return `ifNull(sumIf(${number}, ${those}), 0)`
  if (of === 'avg') return `avgIf(${number}, ${those})`
  if (of === 'max') return `maxIf(${number}, ${those})`
  return `argMaxIf(${number}, (at, ${number}), ${number} is not null and ${those})` // of two at one moment the greater, whoever came first
}

/** Whether a row's day lies in a window. Days are numbers of our own code. */
export function insideSql(over: Span, back: 0 | 1, asOf: string): string {
  const end = endSql(over, back, asOf)
  if (over === 'all') return `day <= ${end}`
  if (over === 'month') return `day >= toStartOfMonth(${end}) and day <= ${end}`
  return `day > ${end} - ${Math.trunc(over)} and day <= ${end}`
}

/** The last day of a window; the month before ends on the same day of the month, or on its last. */
function endSql(over: Span, back: 0 | 1, asOf: string): string {
  if (back === 0 || over === 'all') return asOf
  return over === 'month' ? `addMonths(${asOf}, -1)` : `(${asOf} - ${Math.trunc(over)})`
}

function testSql({ property, operator, value }: PropertyTest, binding: Binding): string {
  const text = textOf(property, binding)
  if (operator === 'has') return `${text} != ''`
  if (operator === 'contains')
    return `positionCaseInsensitiveUTF8(${text}, ${bind(binding, String(value), 'String')}) > 0`
  const sign = { '==': '=', '!=': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }[operator]
  if (typeof value === 'number')
    return `ifNull(${numberOf(property, binding)} ${sign} ${bind(binding, value, 'Float64')}, false)`
  return `${text} != '' and ${text} ${sign} ${bind(binding, String(value), 'String')}`
}

function textOf(path: string, { properties }: Binding): string {
  let column = properties.get(path)
  if (!column) properties.set(path, (column = `x${properties.size}`))
  return column
}

/** Numbers beyond 10^15 are no measure of anything, as everywhere in facts. */
export function numberOf(path: string, binding: Binding): string {
  const number = `toFloat64OrNull(${textOf(path, binding)})`
  return `if(abs(${number}) <= 1e15, ${number}, null)`
}

/** Binds a value and answers what stands for it. */
export function bind({ params }: Binding, value: unknown, type: string): string {
  const name = `p${Object.keys(params).length}`
  params[name] = value
  return `{${name}:${type}}`
}
