import { rounded } from './metric.ts'
import type { Day } from '#kernel/day.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Query } from './plan.ts'

/** One step on the way from using the product to what the customer gets out of it. */
export type ChainLink = {
  readonly key: string
  readonly label: Label
  /** Events of the product that show it; none: the product cannot see it, somebody has to report it. */
  readonly events: readonly string[]
}

/** `measured`: the product shows it. `reported`: somebody wrote it down. `blind`: nobody knows whether it happens. */
export type LinkState = 'measured' | 'reported' | 'blind'

/** For how many days what was seen or reported speaks for a link. */
export const coveredDays = 90

/** The state of each link, from the events seen and the links reported in the last days. */
export function linkStates(
  links: readonly ChainLink[],
  seen: { readonly events: ReadonlySet<string>; readonly reported: ReadonlySet<string> },
): LinkState[] {
  return links.map(({ key, events }) => {
    if (events.some((event) => seen.events.has(event))) return 'measured'
    return seen.reported.has(key) ? 'reported' : 'blind'
  })
}

/** Per cent of the links of which nobody knows anything, to one place; null without a chain. */
export function blindShare(states: readonly LinkState[]): number | null {
  if (states.length === 0) return null
  return rounded((states.filter((state) => state === 'blind').length / states.length) * 100)
}

/** Something wrong with a chain: the place of the link, and the rule. */
export type ChainIssue = { readonly field: string; readonly rule: 'link_unnamed' | 'link_twice' }

/** What is wrong with a chain; nothing: it can be kept. */
export function chainIssues(links: readonly ChainLink[]): ChainIssue[] {
  return links.flatMap(({ key, label }, at): ChainIssue[] => {
    if (label.ja.trim() === '') return [{ field: `links.${at}.label`, rule: 'link_unnamed' }]
    return links.findIndex((one) => one.key === key) < at ? [{ field: `links.${at}.key`, rule: 'link_twice' }] : []
  })
}

/** Which of some events each account (null: every one in use) was seen with in the last days, and when last. */
export function evidenceQuery(
  workspace: string,
  accounts: readonly string[] | null,
  given: { events: readonly string[]; asOf: Day },
): Query {
  const whose =
    accounts === null ? `account_id != '00000000-0000-0000-0000-000000000000'` : 'account_id in {accounts:Array(UUID)}'
  return {
    sql: `select toString(account_id) as account, toString(event) as event, toString(max(day)) as lastDay
from usage_days final
where gone = 0 and workspace_id = {workspace:UUID} and ${whose} and event in {events:Array(String)}
  and day > {asOf:Date} - ${coveredDays} and day <= {asOf:Date}
group by account_id, event`,
    params: { workspace, ...given, ...(accounts === null ? {} : { accounts }) },
  }
}
