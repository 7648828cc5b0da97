import { sql } from 'kysely'
import type { HistoryMetric } from '#capabilities/usage/contract/account.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import { type Count, standardMetrics } from '../core/metric.ts'
import { featureWeeksQuery, historyQuery, type Query, usersQuery, weekStarts } from '../core/plan.ts'
import { completeTo } from './complete.ts'

export type Asked = { tx: Tx; events: EventStore; workspaceId: WorkspaceId; account: string; today: Day }

const usersShown = 200

async function rowsOf<Row>(events: EventStore, { sql: text, params }: Query): Promise<Row[]> {
  return events.query<Row>(text, params)
}

/** Features by week and the people of an account. */
export async function readAccountUsage(asked: Asked, weeks: number) {
  const { tx, events, workspaceId, account, today } = asked
  type FeatureRow = { event: string; kind: 'track' | 'page' | 'screen'; week: number; uses: number; users: number }
  type UserRow = { person: string; uses: number; days: number; features: number; last: number }
  const [features, users, first] = await Promise.all([
    rowsOf<FeatureRow>(events, featureWeeksQuery(workspaceId, account, today, weeks)),
    rowsOf<UserRow>(events, usersQuery(workspaceId, account, today, weeks * 7, usersShown)),
    firstUse(asked),
  ])
  const known = await readUsers(
    tx,
    users.map((user) => user.person),
  )
  const starts = weekStarts(today, weeks)
  return {
    measured: first !== null,
    completeTo: await lateSince(tx, workspaceId),
    weeks: starts,
    features: byFeature(features, weeks),
    users: users.map(({ person, last, ...counts }) => {
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
        isNew: first_seen !== null && first_seen.toISOString().slice(0, 10) >= starts[0]!,
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
     where workspace_id = {workspace:UUID} and account_id = {account:UUID} having count() > 0`,
    { workspace: workspaceId, account },
  )
  return rows[0]?.day ?? null
}

/** A metric day by day: 0 where nothing was done, null before the first use. */
export async function readHistory(asked: Asked, metric: HistoryMetric, days: number) {
  const { tx, events, workspaceId, account, today } = asked
  const count: Count = standardMetrics.find((one) => one.key === metric)!.value as Count
  const from = addDays(today, 1 - days)
  const rows = await rowsOf<{ day: Day; value: number }>(events, historyQuery(count, workspaceId, account, from, today))
  const first = await firstUse(asked)
  const values = new Map(rows.map((row) => [row.day, row.value]))
  return {
    points: Array.from({ length: days }, (_, i) => {
      const day = addDays(from, i)
      return { day, value: first === null || day < first ? null : (values.get(day) ?? 0) }
    }),
    median: await medianOf(tx, `metric.${metric}`),
  }
}

async function medianOf(tx: Tx, fact: string): Promise<number | null> {
  const { rows } = await sql<{ median: number | null }>`
    select percentile_cont(0.5) within group (order by ${sql.id(fact)}) as median from account_facts
    where ${sql.id('metric.last_seen_on')} is not null
  `.execute(tx)
  return rows[0]!.median
}
