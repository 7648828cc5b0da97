import { sql } from 'kysely'
import { addDays, type Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { CallContext } from '#platform/http/context.ts'
import { blindShare, type ChainLink, coveredDays, evidenceQuery, linkStates } from '../core/coverage.ts'
import type { Asked } from './accountRead.ts'

/** The links of a workspace, in their order; version 0: none were ever kept. */
export async function readChain(tx: Tx, workspaceId: WorkspaceId): Promise<{ version: number; links: ChainLink[] }> {
  const { rows } = await sql<{ version: number; links: ChainLink[] }>`
    select version, links from value_chains where workspace_id = ${workspaceId}
  `.execute(tx)
  return rows[0] ?? { version: 0, links: [] }
}

type Seen = { events: Map<string, Day>; reported: Map<string, Day> }
type Scope = { workspaceId: WorkspaceId; accounts: readonly string[] | null; asOf: Day }

/** What was seen and reported of accounts (null: of all) in the last days, each with its last day; accounts without anything are left out. */
export async function readEvidence(
  tx: Tx,
  events: EventStore,
  links: readonly ChainLink[],
  { workspaceId, accounts, asOf }: Scope,
): Promise<Map<string, Seen>> {
  const found = new Map<string, Seen>()
  const of = (account: string): Seen => {
    const seen = found.get(account) ?? { events: new Map(), reported: new Map() }
    found.set(account, seen)
    return seen
  }
  const names = [...new Set(links.flatMap((link) => link.events))]
  if (names.length > 0) {
    const query = evidenceQuery(workspaceId, accounts, { events: names, asOf })
    type Row = { account: string; event: string; lastDay: Day }
    for (const row of await events.query<Row>(query.sql, query.params))
      of(row.account).events.set(row.event, row.lastDay)
  }
  const { rows } = await sql<{ account: string; link: string; on: Day }>`
    select account_id as account, link, max(happened_on) as on from outside_activities
    where workspace_id = ${workspaceId} and archived_at is null
      and happened_on > ${addDays(asOf, -coveredDays)} and happened_on <= ${asOf}
      and (${accounts === null} or account_id = any(${accounts ?? []}::uuid[]))
    group by account_id, link
  `.execute(tx)
  for (const { account, link, on } of rows) of(account).reported.set(link, on)
  return found
}

/** The state of each link, where something is known of the account. */
export function statesOf(links: readonly ChainLink[], seen: Seen | undefined) {
  return linkStates(links, {
    events: new Set(seen?.events.keys()),
    reported: new Set(seen?.reported.keys()),
  })
}

/** Which links are seen of one account, and what was reported of it. */
export async function readCoverage({ tx, events, workspaceId, account, today }: Asked) {
  const { links } = await readChain(tx, workspaceId)
  const seen = (await readEvidence(tx, events, links, { workspaceId, accounts: [account], asOf: today })).get(account)
  const states = statesOf(links, seen)
  const lastOf = ({ key, events: names }: ChainLink, at: number): Day | null => {
    if (states[at] === 'blind') return null
    if (states[at] === 'reported') return seen?.reported.get(key) ?? null
    const days = names.flatMap((name) => seen?.events.get(name) ?? [])
    return days.reduce((last, day) => (day > last ? day : last))
  }
  const { rows } = await sql<{ id: string; link: string; on: Day; note: string; by: string | null }>`
    select o.id, o.link, o.happened_on as on, o.note, p.name as by
    from outside_activities o left join people p on p.workspace_id = o.workspace_id and p.id = o.author_id
    where o.workspace_id = ${workspaceId} and o.account_id = ${account} and o.archived_at is null
      and o.happened_on > ${addDays(today, -coveredDays)}
    order by o.happened_on desc, o.created_at desc limit 50
  `.execute(tx)
  return {
    links: links.map((link, at) => ({
      key: link.key,
      label: link.label,
      state: states[at]!,
      lastOn: lastOf(link, at),
    })),
    blindShare: blindShare(states),
    reported: rows,
  }
}

/** Of how many customers (not archived, under contract or without any yet) each link is measured, reported or blind. */
export async function readCoverageOfAll(context: CallContext) {
  const { workspaceId } = context.caller
  return context.transaction(async (tx) => {
    const { links } = await readChain(tx, workspaceId)
    const { rows } = await sql<{ id: string }>`
      select a.id from accounts a
      left join account_facts f on f.workspace_id = a.workspace_id and f.account_id = a.id
      where a.workspace_id = ${workspaceId} and a.archived_at is null and f."contract.state" is distinct from 'ended'
    `.execute(tx)
    const asked = { workspaceId, accounts: null, asOf: context.today() }
    const seen = links.length > 0 ? await readEvidence(tx, context.events, links, asked) : new Map<string, Seen>()
    const counts = links.map(({ key, label }) => ({ key, label, measured: 0, reported: 0, blind: 0 }))
    for (const { id } of rows) for (const [at, state] of statesOf(links, seen.get(id)).entries()) counts[at]![state]++
    return { accounts: rows.length, links: counts }
  })
}
