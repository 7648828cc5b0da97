import { sql } from 'kysely'
import { markDirty } from '#capabilities/facts/server/index.ts'
import { type Tie, withTie } from '#capabilities/usage/core/attribution.ts'
import { groupKey, userKey } from '#capabilities/usage/core/event.ts'
import { dayOf } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Projection, ProjectionPass } from '#platform/events/projector.ts'
import type { Live } from '#platform/http/live.ts'
import { chunksInStore, insertRows, withdrawChunks } from './eventRows.ts'
import { type Groups, readGroups } from './groups.ts'
import { type Entries, type Entry, readEntries } from './journalEntry.ts'
import { type Mover, moveEvents, usersNaming } from './move.ts'
import { learnPeople, type People } from './people.ts'
import { attribute, nobody } from './rows.ts'
import { savePeople } from './savePeople.ts'
import { together } from './together.ts'

/**
 * Brings accepted events into the event store: each with the account it belongs to, and its day rolled up. What becomes
 * known later (a tie, an alias, an account for a group) moves earlier events. Everything in PostgreSQL that follows (who
 * the users are, which accounts to compute anew) is in the pass's transaction.
 */
export function usageProjection(live: Live): Projection {
  return async (pass) => {
    const { tx, workspaceId, chunks, events } = pass
    const entries = await readEntries(chunks)
    // The two stores work at the same time.
    const [{ people, groups, zone }, leftBehind] = await together([whoIsWho(pass, entries), chunksLeftBehind(pass)])
    const accounts = await takeBack(pass, leftBehind, entries.withdrawn)
    const version = await pass.nextVersion()
    const rows = await attribute(workspaceId, entries.events, people, groups, dayIn(zone), version)
    await together([
      insertRows(events, 'events', rows.events),
      insertRows(events, 'usage_days', rows.days),
      savePeople(tx, workspaceId, people).then(groups.save),
    ])
    for (const account of rows.accounts) accounts.add(account)
    const movers = await moversOf(pass, people, groups)
    const move = { events, workspaceId, groups, nextVersion: pass.nextVersion }
    for (const account of await moveEvents(move, movers)) accounts.add(account)
    await markDirty(tx, workspaceId, [...accounts] as AccountId[])
    await live.publish(workspaceId, { topic: 'ingest', ids: [] }, tx)
  }
}

async function whoIsWho(pass: ProjectionPass, { events, resolve }: Entries) {
  const { tx, workspaceId } = pass
  const people = await learnPeople(tx, workspaceId, events)
  await straightenLateTies(pass, people, events)
  const groups = await readGroups(tx, workspaceId, events, groupsOf(people), resolve)
  return { people, groups, zone: await timeZoneOf(tx, workspaceId) }
}

async function timeZoneOf(tx: Tx, workspaceId: WorkspaceId): Promise<string> {
  const { rows } = await sql<{ time_zone: string }>`
    select time_zone from workspaces where workspace_id = ${workspaceId}
  `.execute(tx)
  return rows[0]?.time_zone ?? 'UTC'
}

/** The day of an instant; asked once for each quarter of an hour, the step by which time zones differ. */
function dayIn(zone: string): (at: number) => string {
  const days = new Map<number, string>()
  return (at) => {
    const quarter = Math.floor(at / 900_000)
    let day = days.get(quarter)
    if (day === undefined) days.set(quarter, (day = dayOf(quarter * 900_000, zone)))
    return day
  }
}

function groupsOf(people: People): Set<string> {
  const groups = new Set<string>()
  for (const key of people.keys.keys()) for (const tie of people.tiesOf(key)) groups.add(tie.group)
  return groups
}

/** Chunks of this pass of which an earlier one brought rows before it was interrupted. */
function chunksLeftBehind({ events, workspaceId, chunks }: ProjectionPass): Promise<number[]> {
  return chunksInStore(
    events,
    workspaceId,
    chunks.map((chunk) => chunk.seq),
  )
}

/** Takes back what was left behind, and what an undone import had brought; answers whose use is less now. */
async function takeBack(
  pass: ProjectionPass,
  leftBehind: readonly number[],
  withdrawn: readonly number[],
): Promise<Set<string>> {
  if (leftBehind.length > 0) await withdrawChunks({ ...pass, chunks: leftBehind })
  if (withdrawn.length === 0) return new Set()
  const { accounts, users } = await withdrawChunks({ ...pass, chunks: withdrawn })
  await forgetUsers(pass, users)
  return new Set(accounts.filter((account) => account !== nobody))
}

/** Users of whom nothing is left. */
async function forgetUsers({ tx, events, workspaceId }: ProjectionPass, users: readonly string[]): Promise<void> {
  const left = await events.query<{ user: string }>(
    `select distinct user_key as user from events final
     where gone = 0 and workspace_id = {workspaceId:UUID} and user_key in {users:Array(String)}`,
    { workspaceId, users },
  )
  const gone = new Set(users).difference(new Set(left.map((row) => row.user)))
  await sql`
    with gone as (
      delete from product_users where workspace_id = ${workspaceId} and user_key = any(${[...gone]}::text[])
      returning user_key
    )
    delete from user_ties where workspace_id = ${workspaceId} and user_key in (select user_key from gone)
  `.execute(tx)
}

/**
 * Ties that repeat the one before are not kept. Where a tie comes in later than what it precedes, they matter after all:
 * then the ties are made once more from all `group` events of the user.
 */
async function straightenLateTies(pass: ProjectionPass, people: People, entries: readonly Entry[]): Promise<void> {
  if (people.late.size === 0) return
  const keys = await keysOf(pass, people, people.late)
  const stored = await pass.events.query<{ user: string; at: number; group: string }>(
    `select user_key as user, toUnixTimestamp64Milli(at) as at, group_key as group from events final
     where gone = 0 and workspace_id = {workspaceId:UUID} and kind = 'group' and user_key in {users:Array(String)}`,
    { workspaceId: pass.workspaceId, users: keys },
  )
  const fresh = entries.flatMap(({ event }) =>
    event.kind === 'group' ? [{ user: userKey(event), at: event.at, group: groupKey(event) }] : [],
  )
  const ties = new Map<string, readonly Tie[]>()
  for (const { user, at, group } of [...stored, ...fresh].sort((a, b) => a.at - b.at)) {
    const root = people.rootOf(user)
    if (people.late.has(root)) ties.set(root, withTie(ties.get(root) ?? [], { from: at, group }))
  }
  for (const [root, straight] of ties) people.setTies(root, straight)
}

/** These roots and all keys that are aliases of them, whether they are part of this pass or not. */
async function keysOf(
  { tx, workspaceId }: ProjectionPass,
  people: People,
  roots: ReadonlySet<string>,
): Promise<string[]> {
  const { rows } = await sql<{ user_key: string; canonical_key: string }>`
    select user_key, canonical_key from product_users
    where workspace_id = ${workspaceId} and canonical_key = any(${[...roots]}::text[])
  `.execute(tx)
  const here = [...people.keys.values()].filter((user) => user.canonical !== null && roots.has(user.canonical))
  return [...new Set([...roots, ...rows.map((row) => row.user_key), ...here.map((user) => user.key)])]
}

/** Everybody whose earlier events may belong elsewhere now: tied, linked, or of a group that now has an account. */
async function moversOf(pass: ProjectionPass, people: People, groups: Groups): Promise<Mover[]> {
  const { tx, workspaceId, events } = pass
  const resolved = [...groups.resolved.keys()]
  if (resolved.length === 0 && people.changed.size === 0) return []
  const { rows: tied } = await sql<{ user_key: string }>`
    select distinct user_key from user_ties
    where workspace_id = ${workspaceId} and group_key = any(${resolved}::text[])
  `.execute(tx)
  const roots = new Set([...people.changed, ...tied.map((row) => row.user_key)])
  const keys = await keysOf(pass, people, roots)
  const naming = await usersNaming(events, workspaceId, resolved)
  const elsewhere = [...new Set([...keys, ...naming])].filter((key) => people.keys.get(key)?.known ?? true)
  return elsewhere.length === 0 ? [] : asMovers(pass, elsewhere)
}

/** Roots, ties and the accounts these stand for, as the pass has saved them. */
async function asMovers({ tx, workspaceId }: ProjectionPass, keys: readonly string[]): Promise<Mover[]> {
  const { rows } = await sql<{ user_key: string; root: string; from_at: Date | null; account_id: string | null }>`
    select u.user_key, coalesce(u.canonical_key, u.user_key) as root, t.from_at, g.account_id
    from product_users u
    left join user_ties t on t.workspace_id = u.workspace_id and t.user_key = coalesce(u.canonical_key, u.user_key)
    left join usage_groups g on g.workspace_id = u.workspace_id and g.group_key = t.group_key
    where u.workspace_id = ${workspaceId} and u.user_key = any(${keys}::text[]) order by u.user_key, t.from_at
  `.execute(tx)
  const movers = new Map(keys.map((key) => [key, { key, root: key, ties: [] as { from: number; account: string }[] }]))
  for (const { user_key, root, from_at, account_id } of rows) {
    const mover = movers.get(user_key)!
    mover.root = root
    if (from_at) mover.ties.push({ from: from_at.getTime(), account: account_id ?? nobody })
  }
  return [...movers.values()]
}
