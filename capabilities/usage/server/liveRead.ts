import { sql } from 'kysely'
import type { RecentEvent } from '#capabilities/usage/contract/live.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { journalRows } from '#platform/events/journal.ts'
import type { EventStore } from '#platform/events/store.ts'
import { groupKey, usageKinds, userKey } from '../core/event.ts'
import type { JournalEvent } from './accept.ts'
import { completeTo } from './complete.ts'
import { waitingEvents } from './intake.ts'

const hour = 3_600_000
const namesShown = 200

type NameRow = {
  event: string
  kind: RecentEvent['kind']
  lastDay: number
  lastHour: number
  users: number
  nobodys: number
  first: number
  last: number
}

const arrived = `from events final where gone = 0 and workspace_id = {workspace:UUID} and received_at > {since:DateTime64(3)}`
const isUse = `kind in (${usageKinds.map((kind) => `'${kind}'`).join()})`
const isNobodys = `account_id = '00000000-0000-0000-0000-000000000000' and ${isUse}`

/** What is arriving, by the clock of arrival. */
export async function readOverview(tx: Tx, events: EventStore, workspaceId: WorkspaceId, now: Date) {
  const day = {
    workspace: workspaceId,
    since: new Date(now.getTime() - 24 * hour),
    hourAgo: new Date(now.getTime() - hour),
  }
  // Before the figures: a store that is being filled could become complete after they were read.
  const isCompleteTo = await completeTo(tx, workspaceId)
  const [names, totals, minutes, known, open] = await Promise.all([
    events.query<NameRow>(
      `select event, kind, count() as lastDay, countIf(received_at > {hourAgo:DateTime64(3)}) as lastHour,
        uniqExact(person_key) as users, countIf(${isNobodys}) as nobodys,
        toUnixTimestamp64Milli(min(received_at)) as first, toUnixTimestamp64Milli(max(received_at)) as last
       ${arrived} group by event, kind order by lastDay desc, event limit ${namesShown}`,
      day,
    ),
    events.query<{
      events: number
      users: number
      accounts: number
      nobodys: number
      clockAhead: number
      last: number
    }>(
      `select count() as events, uniqExactIf(person_key, person_key != '') as users,
        uniqExactIf(account_id, account_id != '00000000-0000-0000-0000-000000000000') as accounts, countIf(${isNobodys}) as nobodys,
        countIf(clock_ahead > 0) as clockAhead, toUnixTimestamp64Milli(max(received_at)) as last ${arrived}`,
      day,
    ),
    events.query<{ ago: number; events: number }>(
      `select intDiv(dateDiff('second', received_at, {now:DateTime64(3)}), 60) as ago, count() as events
       ${arrived} group by ago`,
      { workspace: workspaceId, since: day.hourAgo, now },
    ),
    namesBefore(events, workspaceId, day.since),
    readOpen(tx),
  ])
  const total = totals[0]!
  const perMinute = new Map(minutes.map((row) => [row.ago, row.events]))
  return {
    ...open,
    waiting: await waitingEvents(tx, workspaceId),
    completeTo: isCompleteTo?.toISOString() ?? null,
    lastReceivedAt: total.events === 0 ? await lastReceived(tx, workspaceId) : new Date(total.last).toISOString(),
    lastDay: {
      events: total.events,
      users: total.users,
      accounts: total.accounts,
      nobodys: total.nobodys,
      clockAhead: total.clockAhead,
    },
    minutes: Array.from({ length: 60 }, (_, i) => perMinute.get(59 - i) ?? 0),
    names: names.map(({ first, last, ...name }) => ({
      ...name,
      firstAt: new Date(first).toISOString(),
      lastAt: new Date(last).toISOString(),
      isNew: !known.has(`${name.kind} ${name.event}`),
    })),
  }
}

/** Names in the roll-up of earlier days: what is not among them has come up only now. */
async function namesBefore(events: EventStore, workspaceId: WorkspaceId, before: Date): Promise<Set<string>> {
  const rows = await events.query<{ kind: string; event: string }>(
    `select distinct kind, event from usage_days
     where workspace_id = {workspace:UUID} and day < toDate({before:DateTime64(3)}) limit 10000`,
    { workspace: workspaceId, before },
  )
  return new Set(rows.map((row) => `${row.kind} ${row.event}`))
}

async function readOpen(tx: Tx): Promise<{ unknownGroups: number; quarantined: number }> {
  const { rows } = await sql<{ unknownGroups: number; quarantined: number }>`
    select (select count(*) from usage_groups where account_id is null) as "unknownGroups",
      (select count(*) from event_quarantine where state = 'waiting') as quarantined
  `.execute(tx)
  return rows[0]!
}

async function lastReceived(tx: Tx, workspaceId: WorkspaceId): Promise<string | null> {
  const { rows } = await sql<{ at: Date }>`
    select at from journal where workspace_id = ${workspaceId} and kind = 'events' order by seq desc limit 1
  `.execute(tx)
  return rows[0]?.at.toISOString() ?? null
}

const recentShown = 100

/** The events accepted last, straight from the journal: they are there before they are in any figure. */
export async function readRecent(tx: Tx, workspaceId: WorkspaceId): Promise<RecentEvent[]> {
  const { rows: chunks } = await sql<{ body: Buffer }>`
    select body from journal where workspace_id = ${workspaceId} and kind = 'events' order by seq desc limit 40
  `.execute(tx)
  const events: JournalEvent[] = []
  for (const { body } of chunks) {
    const lines = journalRows(body).toString().split('\n')
    for (const line of lines.toReversed()) {
      const row = JSON.parse(line) as JournalEvent | { instruction: string }
      if (!('instruction' in row)) events.push(row)
      if (events.length === recentShown) break
    }
    if (events.length === recentShown) break
  }
  const accountOf = await accountsOf(tx, events)
  return events.map((event) => ({
    message: event.message,
    kind: event.kind,
    event: event.event,
    user: userKey(event),
    group: event.groupId,
    account: accountOf(event),
    at: new Date(event.at).toISOString(),
    receivedAt: new Date(event.receivedAt).toISOString(),
    clockAhead: event.clockAhead,
    props: event.props,
    traits: event.traits,
  }))
}

type Named = { id: string; name: string } | null

async function accountsOf(tx: Tx, events: readonly JournalEvent[]): Promise<(event: JournalEvent) => Named> {
  const { rows } = await sql<{ key: string; id: string; name: string }>`
    select 'group ' || g.group_key as key, a.id, a.name from usage_groups g join accounts a on a.id = g.account_id
    where g.group_key = any(${events.map(groupKey)}::text[])
    union all
    select 'user ' || u.user_key, a.id, a.name from product_users u join accounts a on a.id = u.account_id
    where u.user_key = any(${events.map(userKey)}::text[])
    union all
    select 'account ' || id::text, id, name from accounts
    where id = any(${events.map((event) => event.accountId)}::uuid[])
  `.execute(tx)
  const found = new Map(rows.map(({ key, id, name }) => [key, { id, name }]))
  return (event) => {
    if (event.accountId !== null) return found.get(`account ${event.accountId}`) ?? null
    const group = groupKey(event)
    return found.get(group === '' ? `user ${userKey(event)}` : `group ${group}`) ?? null
  }
}

const groupsShown = 200

/** Groups without an account, the most recently seen first. */
export async function readUnknownGroups(tx: Tx) {
  const { rows } = await sql<{
    group_key: string
    name: string | null
    users: number
    first_seen: Date
    last_seen: Date
  }>`
    select g.group_key, g.traits->>'name' as name, g.first_seen, g.last_seen,
      (select count(distinct user_key) from user_ties t where t.group_key = g.group_key) as users
    from usage_groups g where g.account_id is null order by g.last_seen desc, g.group_key limit ${groupsShown + 1}
  `.execute(tx)
  return {
    groups: rows.slice(0, groupsShown).map((row) => ({
      source: row.group_key.slice(0, row.group_key.indexOf('/')),
      id: row.group_key.slice(row.group_key.indexOf('/') + 1),
      name: row.name,
      users: row.users,
      firstSeen: row.first_seen.toISOString(),
      lastSeen: row.last_seen.toISOString(),
    })),
    more: rows.length > groupsShown,
  }
}
