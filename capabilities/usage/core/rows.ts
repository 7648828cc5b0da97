import { addDays, type Day } from '#kernel/day.ts'
import { type Binding, bind, fromDays, reachOf } from './counting.ts'
import type { Counting } from './definition.ts'
import { usageKinds } from './event.ts'

/** Accounts by the order of their ids: those after `after` (null: from the first) up to `upTo`. */
export type AccountRange = { readonly after: string | null; readonly upTo: string }

/** Whose use is counted. Null: all accounts'. */
export type Scope = { readonly workspaceId: string; readonly accounts: readonly string[] | AccountRange | null }

/** Days, both included. */
export type DaySpan = { readonly from: Day; readonly to: Day }

/** A counting over its window, or (`back` 1) over the window before. */
export type Windowed = { readonly counting: Counting; readonly back: 0 | 1 }

const kinds = usageKinds.map((kind) => `'${kind}'`).join(', ')
const nobody = '00000000-0000-0000-0000-000000000000'

/** Rows of use that can count on some day of the span; the `at` of events only helps to skip whole months. */
export function rowsSql(windows: readonly Windowed[], scope: Scope, span: DaySpan, binding: Binding): string {
  const reach = reachOfAll(windows)
  const since = reach === null ? null : addDays(span.from, -reach)
  const bounds = [
    `workspace_id = {workspace:UUID}`,
    whose(scope, binding),
    `day <= ${bind(binding, span.to, 'Date')}`,
    ...(since === null ? [] : [`day > ${bind(binding, since, 'Date')}`]),
  ]
  const names = namesOf(windows)
  if (names) bounds.push(`event in ${bind(binding, names, 'Array(String)')}`)
  if (windows.every(({ counting }) => fromDays(counting)))
    return `select account_id, day, toString(kind) as kind, toString(event) as event, person_key, uses, last_at as at
  from usage_days final where gone = 0 and ${bounds.join(' and ')}`
  bounds.push(`kind in (${kinds})`)
  if (since !== null) bounds.push(`at > toDateTime64(${bind(binding, addDays(since, -1), 'String')}, 3, 'UTC')`)
  const properties = [...binding.properties].map(
    ([path, column]) => `, toString(getSubcolumn(props, ${bind(binding, path, 'String')})) as ${column}`,
  )
  return `select account_id, day, toString(kind) as kind, toString(event) as event, person_key, quantity as uses, at${properties.join('')}
  from events final where gone = 0 and ${bounds.join(' and ')}`
}

/** The condition that picks the accounts of a scope. */
export function whose({ accounts }: Scope, binding: Binding): string {
  if (accounts === null) return `account_id != ${bind(binding, nobody, 'UUID')}`
  if (!('upTo' in accounts)) return `account_id in ${bind(binding, accounts, 'Array(UUID)')}`
  const { after, upTo } = accounts
  return `account_id > ${bind(binding, after ?? nobody, 'UUID')} and account_id <= ${bind(binding, upTo, 'UUID')}`
}

function namesOf(windows: readonly Windowed[]): string[] | null {
  if (windows.some(({ counting }) => counting.events.length === 0)) return null
  return [...new Set(windows.flatMap(({ counting }) => counting.events))]
}

function reachOfAll(windows: readonly Windowed[]): number | null {
  const reaches = windows.map(({ counting, back }) => reachOf(counting.over, back))
  return reaches.some((reach) => reach === null) ? null : Math.max(...(reaches as number[]))
}
