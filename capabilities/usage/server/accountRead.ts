import { sql } from 'kysely'
import { factCatalogue, factColumn } from '#capabilities/facts/server/index.ts'
import { addDays, type Day, dayOf } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext, Workspace } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { EventStore } from '#platform/events/store.ts'
import { isDay } from '../core/definition.ts'
import { peersAtLeast, percentile, placeOf } from '../core/percentile.ts'
import { featureWeeksQuery, offeredQuery, type Query, usersQuery, weekStarts } from '../core/plan.ts'
import { championCandidates, proficiency } from '../core/proficiency.ts'
import { completeTo } from './complete.ts'
import { dailyLine } from './metricPreview.ts'
import { metricInForce } from './metricRead.ts'

export type Asked = {
  tx: Tx
  events: EventStore
  workspaceId: WorkspaceId
  account: string
  today: Day
  now: Date
  workspace: Workspace
}

/** Reads about one account of the caller's workspace; 404 where there is none. */
export function ofAccount<T>(context: CallContext, account: string, read: (asked: Asked) => Promise<T>): Promise<T> {
  return context.transaction(async (tx) => {
    await mustExist(tx, account)
    const { events, caller } = context
    const { workspaceId, workspace } = caller
    return read({ tx, events, workspaceId, workspace, account, today: context.today(), now: context.now() })
  })
}

/** Not found where there is no such account. */
export async function mustExist(tx: Tx, account: string): Promise<void> {
  const { rows } = await sql`select from accounts where id = ${account}`.execute(tx)
  if (rows.length === 0) throw notFound()
}

const usersShown = 200
const monthDays = 28
const day = 86_400_000

async function rowsOf<Row>(events: EventStore, { sql: text, params }: Query): Promise<Row[]> {
  return events.query<Row>(text, params)
}

/** Features by week and the people of an account. */
export async function readAccountUsage(asked: Asked, weeks: number) {
  const { tx, events, workspaceId, account, today } = asked
  type FeatureRow = { event: string; kind: 'track' | 'page' | 'screen'; week: number; uses: number; users: number }
  type UserRow = {
    person: string
    uses: number
    days: number
    weeks: number
    features: number
    mastered: number
    last: number
  }
  const [features, users, offeredRows, first] = await Promise.all([
    rowsOf<FeatureRow>(events, featureWeeksQuery(workspaceId, account, today, weeks)),
    rowsOf<UserRow>(events, usersQuery(workspaceId, account, today, weeks * 7, usersShown)),
    rowsOf<{ offered: number }>(events, offeredQuery(workspaceId, today, monthDays)),
    firstUse(asked),
  ])
  const known = await readUsers(
    tx,
    users.map((user) => user.person),
  )
  const starts = weekStarts(today, weeks)
  const offered = offeredRows[0]?.offered ?? 0
  const seenAgo = (last: number) => Math.max(0, Math.floor((asked.now.getTime() - last) / day))
  const candidates = championCandidates(
    users.map(({ last, ...use }) => ({ ...use, seenAgo: seenAgo(last) })),
    { weeks, offered },
  )
  return {
    measured: first !== null,
    completeTo: await lateSince(tx, workspaceId),
    weeks: starts,
    features: byFeature(features, weeks),
    users: users.map(({ person, last, mastered, weeks: _, ...counts }, at) => {
      const { first_seen, ...named } = known.get(person) ?? {
        name: null,
        email: null,
        contactId: null,
        first_seen: null,
      }
      return {
        key: person,
        ...named,
        ...counts,
        lastSeen: new Date(last).toISOString(),
        level: proficiency(mastered, offered),
        candidate: candidates[at]!,
        isNew: first_seen !== null && dayOf(first_seen.getTime(), asked.workspace.timeZone) >= starts[0]!,
      }
    }),
  }
}

const minute = 60_000

async function lateSince(tx: Tx, workspaceId: WorkspaceId): Promise<string | null> {
  const at = await completeTo(tx, workspaceId)
  return at !== null && Date.now() - at.getTime() > minute ? at.toISOString() : null
}

type Feature = { event: string; kind: 'track' | 'page' | 'screen'; uses: number[]; users: number[] }

/** One line a feature, the most used first. */
function byFeature(
  rows: readonly { event: string; kind: Feature['kind']; week: number; uses: number; users: number }[],
  weeks: number,
): Feature[] {
  const features = new Map<string, Feature>()
  for (const { event, kind, week, uses, users } of rows) {
    const key = `${kind} ${event}`
    const feature = features.get(key) ?? { event, kind, uses: Array(weeks).fill(0), users: Array(weeks).fill(0) }
    features.set(key, feature)
    feature.uses[week] = uses
    feature.users[week] = users
  }
  const sum = (feature: Feature) => feature.uses.reduce((total, uses) => total + uses, 0)
  return [...features.values()].sort((a, b) => sum(b) - sum(a) || (a.event < b.event ? -1 : 1))
}

type KnownUser = { name: string | null; email: string | null; contactId: string | null; first_seen: Date | null }

/** Names of users: those the contact goes by, where the user is one, else what the product said. */
async function readUsers(tx: Tx, keys: readonly string[]): Promise<Map<string, KnownUser>> {
  const { rows } = await sql<KnownUser & { user_key: string }>`
    select u.user_key, coalesce(c.name, u.name) as name, coalesce(c.email, u.email) as email, c.id as "contactId",
      u.first_seen
    from product_users u left join contacts c on c.workspace_id = u.workspace_id and c.id = u.contact_id
    where u.user_key = any(${keys}::text[])
  `.execute(tx)
  return new Map(rows.map(({ user_key, ...user }) => [user_key, user]))
}

async function firstUse({ events, workspaceId, account }: Asked): Promise<Day | null> {
  const rows = await events.query<{ day: Day }>(
    `select toString(min(day)) as day from usage_days final
     where gone = 0 and workspace_id = {workspace:UUID} and account_id = {account:UUID} having count() > 0`,
    { workspace: workspaceId, account },
  )
  return rows[0]?.day ?? null
}

/** A metric day by day: 0 where nothing was done, null before the first use; with its peers as of now. */
export async function readHistory(asked: Asked, key: string, days: number) {
  const { tx, events, workspaceId, account, today } = asked
  const metric = await metricInForce(tx, workspaceId, key)
  if (!metric || isDay(metric)) throw notFound()
  const { rows } = await sql<{ seats: number | null }>`
    select "contract.seats" as seats from account_facts where workspace_id = ${workspaceId} and account_id = ${account}
  `.execute(tx)
  const line = { account: { id: account, seats: rows[0]?.seats ?? null }, from: addDays(today, 1 - days), to: today }
  const points = await dailyLine({ events, workspaceId }, metric, line)
  return { points, ...(await amongPeers(asked, `metric.${key}`)) }
}

/** Median of measured customers of the same touch model, and where this one stands; among all, where these are too few. */
async function amongPeers({ tx, workspace, account }: Asked, key: string) {
  const fact = (await factCatalogue(tx, workspace)).get(key)
  if (!fact) return { median: null, percentile: null, place: null, peers: { by: 'all' as const, accounts: 0 } }
  const value = factColumn(fact, 'f')
  type Figures = { median: number | null; accounts: number; below: number; equal: number }
  const { rows } = await sql<Figures & { own: number | null }>`
    with own as (
      select f."account.touch_model" as model, ${value} as value from account_facts f
      where f.workspace_id = ${workspace.id} and f.account_id = ${account}
    ), peers as (
      select ${value} as value, f."account.touch_model" = own.model as alike, own.value as own
      from account_facts f left join own on true
      where f.workspace_id = ${workspace.id} and f."metric.last_seen_on" is not null and ${value} is not null
    ), counted as (
      select pick.alike, max(own) as own, percentile_cont(0.5) within group (order by value) as median,
        count(*) as accounts, count(*) filter (where value < own) as below, count(*) filter (where value = own) as equal
      from peers join (values (true), (false)) as pick (alike) on peers.alike or not pick.alike group by pick.alike
    )
    select own, median, accounts, below, equal from counted
    where not alike or accounts >= ${peersAtLeast} order by alike desc
  `.execute(tx)
  const [found] = rows
  const placed = found && found.own !== null ? found : null
  return {
    median: found?.median ?? null,
    percentile: placed ? percentile(placed.below, placed.equal, placed.accounts) : null,
    place: placed ? placeOf(placed.below, placed.equal, placed.accounts) : null,
    peers: { by: rows.length > 1 ? ('touch_model' as const) : ('all' as const), accounts: found?.accounts ?? 0 },
  }
}
