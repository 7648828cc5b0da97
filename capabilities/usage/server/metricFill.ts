import { ClickHouseError } from '@clickhouse/client'
import { sql } from 'kysely'
import { startOfDay } from '#capabilities/facts/server/index.ts'
import { addDays, type Day, dayOf } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import { storeIdentity } from '#platform/events/schema.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { Live } from '#platform/http/live.ts'
import type { Queue } from '#platform/queue/queue.ts'
import type { OwnMetric } from '../core/definition.ts'
import { pastStatement } from '../core/past.ts'
import { metricInForce } from './metricRead.ts'

const fillJob = 'usage.fillMetric'
const rowsAtOnce = 1_000_000 // of the roll-up, fewer where the event store has no memory for them
const nobody = '00000000-0000-0000-0000-000000000000'
const tellEvery = 2000 // ms: open pages ask again each time

/** What filling a metric's past takes. */
export type FillParts = { database: Database; events: EventStore; live: Live; now: () => Date }

type Filled = { key: string; version: number }

/** Asks for the past of a published metric to be written, up to yesterday: today is computed as ever. */
export async function askForFill(tx: Tx, call: CallContext, { key, version }: Filled): Promise<void> {
  const { workspaceId } = call.caller
  await sql`
    insert into metric_fills (workspace_id, key, version, to_day, asked_at)
    values (${workspaceId}, ${key}, ${version}, ${addDays(call.today(), -1)}, ${call.now()})
    on conflict (workspace_id, key) do update set version = excluded.version, state = 'waiting', from_day = null,
      to_day = excluded.to_day, done_to = null, done_account = null, percent = 0, asked_at = excluded.asked_at, filled_at = null, store = null
  `.execute(tx)
  await call.queue.enqueue(tx, fillJob, workspaceId, { key, version })
}

/** Lets this process write the past of metrics; what a restart interrupted goes on where it was. */
export async function workOnFills(queue: Queue, parts: FillParts): Promise<void> {
  await queue.work(fillJob, ({ workspaceId, data, signal }) => fillMetric(parts, workspaceId, data as Filled, signal), {
    long: true,
    retries: 100,
  })
}

type FillRow = { version: number; state: string; to_day: Day; done_account: string | null }

/**
 * Writes what a metric was at the end of each past day into the history of facts, for some accounts after others, in the
 * event store itself. A version that is no longer the newest is left to the job of the newer one.
 */
export async function fillMetric(
  { database, events, live, now }: FillParts,
  workspaceId: WorkspaceId,
  { key, version }: Filled,
  signal: AbortSignal,
): Promise<void> {
  const inScope = <T>(work: (tx: Tx) => Promise<T>) => database.workspace(workspaceId, work)
  const { fill, metric, timeZone } = await inScope((tx) => readFill(tx, workspaceId, key))
  if (fill?.version !== version || fill.state === 'done' || !metric) return
  const store = await storeIdentity(events)
  const from = await firstUse(events, workspaceId)
  const note = async (state: 'running' | 'done', done: { account: string | null; percent: number }) => {
    const kept = await inScope((tx) =>
      sql`
        update metric_fills set state = ${state}, from_day = ${from}, done_account = ${done.account},
          percent = ${done.percent}, done_to = ${state === 'done' && from !== null ? fill.to_day : null},
          filled_at = ${state === 'done' ? now() : null}, store = ${store}
        where workspace_id = ${workspaceId} and key = ${key} and version = ${version}
      `.execute(tx),
    )
    return Number(kept.numAffectedRows ?? 0) > 0
  }
  let told = now().getTime()
  const tell = async () => {
    if (now().getTime() - told < tellEvery) return
    told = now().getTime()
    await live.publish(workspaceId, { topic: 'settings', ids: [] })
  }
  if (from !== null && from <= fill.to_day) {
    const span = { from, to: fill.to_day }
    const ends = daysOf(span).map((day) => startOfDay(addDays(day, 1), timeZone) - 1)
    if (fill.done_account === null) await forget(events, workspaceId, key, ends.at(-1)! + 1)
    let after = fill.done_account
    let size = rowsAtOnce
    let parts = await partsOf(events, workspaceId, { after, size })
    while (parts.length > 0) {
      signal.throwIfAborted()
      const { upTo, accounts, percent } = parts.shift()!
      const scope = { workspaceId, accounts: { after, upTo } }
      const statement = pastStatement(metric, scope, span, { fact: `metric.${key}`, ends })
      try {
        await events.command(statement.sql, statement.params)
      } catch (error) {
        if (!isTooMuch(error) || accounts === 1) throw error
        size = Math.ceil(size / 4)
        parts = await partsOf(events, workspaceId, { after, size })
        continue
      }
      after = upTo
      if (!(await note('running', { account: after, percent }))) return
      await tell()
    }
  }
  await note('done', { account: null, percent: 100 })
  await live.publish(workspaceId, { topic: 'settings', ids: [] })
  await live.publish(workspaceId, { topic: 'history', ids: [] })
}

type Part = { upTo: string; accounts: number; percent: number }

/** Accounts after one, in parts of so many rows of the roll-up: what one statement can hold. */
async function partsOf(
  events: EventStore,
  workspaceId: WorkspaceId,
  { after, size }: { after: string | null; size: number },
): Promise<Part[]> {
  return events.query<Part>(
    `select toString(max(account_id)) as upTo, count() as accounts, toInt32(floor(99 * max(share))) as percent from (
       select account_id, sum(n) over (order by account_id) as rows, rows / sum(n) over () as share
       from (
         select account_id, count() as n from usage_days
         where workspace_id = {workspace:UUID} and account_id != {nobody:UUID} group by account_id
       )
     ) where account_id > {after:UUID} group by intDiv(rows, {size:UInt64}) as part order by part`,
    { workspace: workspaceId, nobody, after: after ?? nobody, size },
  )
}

async function readFill(tx: Tx, workspaceId: WorkspaceId, key: string) {
  const { rows } = await sql<FillRow & { time_zone: string }>`
    select f.version, f.state, f.to_day, f.done_account, w.time_zone
    from metric_fills f join workspaces w on w.workspace_id = f.workspace_id
    where f.workspace_id = ${workspaceId} and f.key = ${key}
  `.execute(tx)
  const metric: OwnMetric | undefined = await metricInForce(tx, workspaceId, key)
  return { fill: rows[0], metric, timeZone: rows[0]?.time_zone ?? 'UTC' }
}

/** What stood there of an earlier version, or of a fill that was broken off before it was noted. */
async function forget(events: EventStore, workspaceId: WorkspaceId, key: string, before: number): Promise<void> {
  const facts = ['', '.previous', '.change'].map((suffix) => `metric.${key}${suffix}`)
  await events.command(
    `delete from fact_history where workspace_id = {workspace:UUID} and fact in {facts:Array(String)}
       and known_at < fromUnixTimestamp64Milli({before:Int64})`,
    { workspace: workspaceId, facts, before },
  )
}

async function firstUse(events: EventStore, workspaceId: WorkspaceId): Promise<Day | null> {
  const rows = await events.query<{ day: Day }>(
    `select toString(min(day)) as day from usage_days
     where workspace_id = {workspace:UUID} and account_id != {nobody:UUID} having count() > 0`,
    { workspace: workspaceId, nobody },
  )
  return rows[0]?.day ?? null
}

/**
 * Asks for the past of metrics again that another event store had: what stood in it besides the journal's is made anew
 * from the events. To be called when the store has everything.
 */
export async function refillLost({ database, events, now }: FillParts, queue: Queue): Promise<void> {
  const lost = await database.system(async (tx) => {
    const { rows } = await sql<{ workspace_id: WorkspaceId; key: string; version: number; store: string }>`
      select f.workspace_id, f.key, f.version, f.store from metric_fills f where f.state = 'done' and f.store is not null
        and not exists (select from journal j where j.projected_to is null and j.workspace_id = f.workspace_id)
    `.execute(tx)
    return rows
  })
  if (lost.length === 0) return
  const store = await storeIdentity(events)
  for (const { workspace_id, key, version } of lost.filter((fill) => fill.store !== store))
    await database.workspace(workspace_id, async (tx) => {
      const { rows } = await sql<{ time_zone: string }>`select time_zone from workspaces`.execute(tx)
      const today = dayOf(now().getTime(), rows[0]?.time_zone ?? 'UTC')
      await sql`
        update metric_fills set state = 'waiting', done_to = null, done_account = null, percent = 0, to_day = ${addDays(today, -1)}, store = null
        where workspace_id = ${workspace_id} and key = ${key} and version = ${version}
      `.execute(tx)
      await queue.enqueue(tx, fillJob, workspace_id, { key, version })
    })
}

/** The event store has not the memory for so many days at once. */
const isTooMuch = (error: unknown) => error instanceof ClickHouseError && error.code === '241'

function daysOf({ from, to }: { from: Day; to: Day }): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
