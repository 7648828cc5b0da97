import type { FactUnit, Label } from '#capabilities/facts/core/fact.ts'

/** What is counted: events, people, days, features, or what a property of events says. */
export type Aggregation =
  | 'count' // how often
  | 'users' // different people
  | 'days' // different days with use
  | 'weeks' // different weeks with use, counted back from the day asked for
  | 'user_days' // days on which somebody was active, summed over people
  | 'features' // different events
  | 'first_day' // the first day
  | 'last_day' // the last day
  | PropertyAggregation

/** Of a property's numbers: their sum, mean, greatest, or the latest one. */
export type PropertyAggregation = 'sum' | 'avg' | 'max' | 'last'

/** The last so many days with the day asked for, the calendar month up to it, or everything up to it. */
export type Span = number | 'month' | 'all'

export type PropertyOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'has'

/** What a property of an event must be. An event without the property meets nothing; `has` asks for it alone. */
export type PropertyTest = {
  readonly property: string
  readonly operator: PropertyOperator
  readonly value: string | number | boolean | null
}

/** Some events, counted over a window. */
export type Counting = {
  readonly of: Aggregation
  /** The property whose numbers are put together; null where events themselves are counted. */
  readonly property: string | null
  /** Names of events; none: every event. */
  readonly events: readonly string[]
  /** Leaves out pages and screens that were only looked at. */
  readonly actionsOnly: boolean
  /** All of them must hold. */
  readonly where: readonly PropertyTest[]
  readonly over: Span
}

export type MetricValue =
  | { readonly is: 'counting'; readonly counting: Counting }
  | {
      readonly is: 'ratio'
      readonly part: Counting
      /** Or the licences under contract. */
      readonly whole: Counting | 'licences'
      /** 100 for per cent. */
      readonly times: number
    }
  | PeopleValue

/**
 * A counting of each person who used the product in the window, and what an account's people come to: the one in the
 * middle, the greatest, or the share (per cent) of those with at least so much.
 */
export type PeopleValue = {
  readonly is: 'people'
  readonly each: Counting
  readonly together: 'median' | 'max' | 'share'
  /** For `share` alone. */
  readonly atLeast: number | null
}

/** A metric as data: what becomes the fact `metric.<key>`, and for a compared one `.previous` and `.change` beside it. */
export type MetricDefinition = {
  readonly label: Label
  readonly help: Label | null
  readonly unit: FactUnit | null
  readonly value: MetricValue
  /** Whether the window before it is counted, too, and the change from it. */
  readonly compared: boolean
}

/** A metric that is in force. */
export type OwnMetric = MetricDefinition & { readonly key: string }

export const propertyAggregations: readonly string[] = ['sum', 'avg', 'max', 'last'] satisfies PropertyAggregation[]
const dayAggregations: readonly string[] = ['first_day', 'last_day'] satisfies Aggregation[]

/** Whether a metric's value is a day rather than a number. */
export function isDay({ value }: MetricDefinition): boolean {
  return value.is === 'counting' && dayAggregations.includes(value.counting.of)
}

/** Whether nothing happened means that there is no value, instead of 0. */
export function isMissingWithout(counting: Counting): boolean {
  return ['avg', 'max', 'last', ...dayAggregations].includes(counting.of)
}

export function countingsOf({ value }: MetricDefinition): Counting[] {
  if (value.is === 'counting') return [value.counting]
  if (value.is === 'people') return [value.each]
  return value.whole === 'licences' ? [value.part] : [value.part, value.whole]
}

/** Something wrong with a definition: where, and the rule it breaks (a key of the interface's texts). */
export type DefinitionIssue = { field: string; rule: string }

const longest = 366

/** What is wrong with a definition; nothing: it can be counted. */
export function definitionIssues(definition: MetricDefinition): DefinitionIssue[] {
  const { value, compared, label } = definition
  const issues: DefinitionIssue[] = label.ja.trim() === '' ? [{ field: 'labelJa', rule: 'required' }] : []
  if (value.is === 'counting') issues.push(...countingIssues(value.counting, 'counting'))
  else if (value.is === 'people') issues.push(...peopleIssues(value))
  else {
    issues.push(...countingIssues(value.part, 'part'))
    if (value.whole !== 'licences') issues.push(...countingIssues(value.whole, 'whole'))
    if (countingsOf(definition).some((one) => dayAggregations.includes(one.of)))
      issues.push({ field: 'part.of', rule: 'metric_ratio_of_days' })
    if (!Number.isFinite(value.times) || value.times <= 0) issues.push({ field: 'times', rule: 'metric_times' })
  }
  if (compared && (isDay(definition) || countingsOf(definition).some((one) => one.over === 'all')))
    issues.push({ field: 'compared', rule: 'metric_not_comparable' })
  return issues
}

/** What one person has no number of. */
export const notOfOnePerson: readonly Aggregation[] = ['users', 'user_days', 'first_day', 'last_day']

function peopleIssues({ each, together, atLeast }: PeopleValue): DefinitionIssue[] {
  const issues = countingIssues(each, 'each')
  if (notOfOnePerson.includes(each.of)) issues.push({ field: 'each.of', rule: 'metric_people_of' })
  if (typeof each.over !== 'number') issues.push({ field: 'each.over', rule: 'metric_people_window' })
  if (together === 'share' && (atLeast === null || !Number.isFinite(atLeast)))
    issues.push({ field: 'atLeast', rule: 'metric_at_least' })
  return issues
}

function countingIssues({ of, property, where, over }: Counting, at: string): DefinitionIssue[] {
  const issues: DefinitionIssue[] = []
  if (propertyAggregations.includes(of) !== (property !== null && property !== ''))
    issues.push({ field: `${at}.property`, rule: property ? 'metric_property_unused' : 'metric_property_needed' })
  if (typeof over === 'number' && !(Number.isInteger(over) && over >= 1 && over <= longest))
    issues.push({ field: `${at}.over`, rule: 'metric_window' })
  for (const [i, test] of where.entries()) {
    const ordered = ['<', '<=', '>', '>='].includes(test.operator)
    const fits =
      test.operator === 'has' ||
      (ordered
        ? typeof test.value === 'number'
        : test.operator === 'contains'
          ? typeof test.value === 'string' && test.value !== ''
          : test.value !== null)
    if (test.property === '' || !fits) issues.push({ field: `${at}.where.${i}`, rule: 'metric_test' })
  }
  return issues
}
