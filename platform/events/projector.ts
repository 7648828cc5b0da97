import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import { type JournalChunk, type JournalKind, journalRows } from './journal.ts'
import { storeIdentity } from './schema.ts'
import { EventStoreUnavailable, type EventStore } from './store.ts'
import { traced } from '#platform/telemetry/traces.ts'

/** Some chunks of one workspace and one kind, on their way into the event store. */
export type ProjectionPass = {
  /** Open until the chunks are marked as projected: what is written here is undone if anything fails. */
  tx: Tx
  workspaceId: WorkspaceId
  chunks: readonly JournalChunk[]
  events: EventStore
  /** A number higher than that of any pass before: of two rows of the same key the higher version counts. */
  nextVersion: () => Promise<number>
}

/**
 * Brings chunks into the event store. It may be called again for the same chunks after a pass that was interrupted at
 * any point, part of its rows being in the store already, and must come to the same result.
 */
export type Projection = (pass: ProjectionPass) => Promise<void>

export type ProjectorTools = {
  database: Database
  events: EventStore
  projections: Readonly<Record<JournalKind, Projection>>
  /**
   * Done about once an hour while nothing waits, by one process alone: nobody else writes to the event store meanwhile.
   * Where PostgreSQL is gone in between, others may: `stillAlone` throws then, to be asked before anything is replaced.
   * Answers whether there may be more to do, which then comes a minute later: what arrives goes first.
   */
  tidy?: (events: EventStore, stillAlone: () => Promise<void>) => Promise<boolean>
  log: (message: string, detail: Record<string, unknown>) => void
}

export type Projector = {
  /** There is something to do (`journalChannel` was heard): looked for at once instead of at the next turn. */
  wake: () => void
  /** Events come by the thousand: so many in its last pass that what was just computed from them is overtaken at once. */
  crowded: () => boolean
  /** Resolves when nothing waits any more. */
  settled: () => Promise<void>
  stop: () => Promise<void>
}

const rowsAtOnce = { events: 20_000, facts: 60_000 } satisfies Record<JournalKind, number>
const chunksAtOnce = 2000
const crowd = 4000 // events in a pass: some 10,000 a second
const hour = 3_600_000
const turn = 500 // ms between looks for what nobody told of
// ms between passes, so that they are worth their commits: as long as the last one took, which leaves others their turn
// where there is much to do. None where a whole load waits.
const pace = { least: 60, most: 250 }
const factsWait = 500 // ms for which changes of facts wait for company: an event is waited for by somebody, history is not
const lock = 6_204_118_733 // any number, the same in every Banso: one pass at a time

/**
 * Projects the journal into the event store for as long as it runs, one pass after another. A store that is not the one
 * the journal was projected to (new, replaced, put aside as broken) is filled from the beginning.
 */
export function startProjector(tools: ProjectorTools): Projector {
  const stopping = new AbortController()
  let awake: () => void = () => {}
  let sleeping = new Promise<void>((resolve) => (awake = resolve))
  const idle: (() => void)[] = []
  let crowded = false

  const running = (async () => {
    let store: string | null = null
    let tidyAt = Date.now() + hour / 60
    for (let failures = 0; !stopping.signal.aborted; ) {
      // Only a look that begins after the question can tell that nothing waits.
      const asked = idle.length
      try {
        store ??= await recogniseStore(tools)
        const begun = performance.now()
        const pass = await projectOnce(tools, store, asked > 0 ? 0 : factsWait)
        failures = 0
        if (pass !== null && pass !== 'elsewhere') {
          if (pass.kind === 'events') crowded = pass.rows >= crowd
          if (pass.rows < rowsAtOnce[pass.kind]) await wait(pauseAfter(performance.now() - begun))
          continue
        }
        crowded = false
        if (pass === null) {
          for (const resolve of idle.splice(0, asked)) resolve()
          if (Date.now() >= tidyAt) {
            tidyAt = Date.now() + hour
            if (await tidyOnce(tools)) tidyAt = Date.now() + hour / 60
          }
        }
        await Promise.race([sleeping, wait(turn)])
      } catch (error) {
        if (stopping.signal.aborted) break
        if (failures === 0 || !(error instanceof EventStoreUnavailable))
          tools.log('the journal could not be projected; it is tried again', { error: String(error), failures })
        failures++
        await wait(Math.min(100 * 2 ** failures, 3000), undefined, { signal: stopping.signal }).catch(() => {})
      }
      sleeping = new Promise<void>((resolve) => (awake = resolve))
    }
    for (const resolve of idle.splice(0)) resolve()
  })()

  return {
    wake: () => awake(),
    crowded: () => crowded,
    settled: () =>
      new Promise((resolve) => {
        idle.push(resolve)
        awake()
      }),
    stop: async () => {
      stopping.abort()
      awake()
      await running
    },
  }
}

function pauseAfter(pass: number): number {
  return Math.min(pace.most, Math.max(pace.least, pass))
}

/**
 * The identity of the store. Where the journal was projected to another one, everything in it waits again. To be done before
 * anybody reads from the store: an empty one would pass for one that has it all.
 */
export async function recogniseStore({
  database,
  events,
  log,
}: Pick<ProjectorTools, 'database' | 'events' | 'log'>): Promise<string> {
  const store = await storeIdentity(events)
  const isAnother = async (tx: Tx) => {
    const { rows } = await sql<{ other: boolean }>`
      select projected_to <> ${store}::uuid as other from journal
      where projected_to is not null order by seq desc limit 1
    `.execute(tx)
    return rows[0]?.other ?? false
  }
  await database.system(async (tx) => {
    // First without waiting: a process that starts beside others would wait for a whole pass of theirs.
    if (!(await isAnother(tx))) return
    await sql`select pg_advisory_xact_lock(${lock})`.execute(tx)
    if (!(await isAnother(tx))) return
    const { numAffectedRows } = await sql`
      update journal set projected_to = null where projected_to is not null and projected_to <> ${store}::uuid
    `.execute(tx)
    log('the event store is another one: it is filled from the journal', { chunks: Number(numAffectedRows ?? 0) })
  })
  return store
}

/**
 * One pass over what waits longest; changes of facts are left until they have waited for `patience` ms. Null: nothing
 * waits; `elsewhere`: another process is at it, and may have more to do.
 */
export async function projectOnce(
  tools: ProjectorTools,
  store: string,
  patience = 0,
): Promise<{ kind: JournalKind; rows: number } | 'elsewhere' | null> {
  return tools.database.system(async (tx) => {
    const { rows: locked } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${lock}) as mine`.execute(tx)
    if (!locked[0]!.mine) return 'elsewhere'
    const found = await takeChunks(tx, patience)
    if (!found) return null
    const { workspaceId, kind, chunks } = found
    await traced('project', { 'banso.journal_kind': kind, 'banso.chunks': chunks.length }, () =>
      tools.projections[kind]({ tx, workspaceId, chunks, events: tools.events, nextVersion: () => nextVersion(tx) }),
    )
    await sql`
      update journal set projected_to = ${store}
      where workspace_id = ${workspaceId} and seq = any(${chunks.map((chunk) => chunk.seq)}::bigint[])
    `.execute(tx)
    return { kind, rows: chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0) }
  })
}

async function tidyOnce({ database, events, tidy }: ProjectorTools): Promise<boolean> {
  if (!tidy) return false
  return database.system(async (tx) => {
    const { rows } = await sql<{ free: boolean }>`
      select pg_try_advisory_xact_lock(${lock}) and not exists (select from journal where projected_to is null) as free
    `.execute(tx)
    // The lock is this transaction's, and goes with it.
    const stillAlone = async () => void (await sql`select`.execute(tx))
    return rows[0]!.free && tidy(events, stillAlone)
  })
}

type Row = { seq: number; kind: JournalKind; row_count: number; body: Buffer }

/** The oldest chunk that waits and those after it of the same workspace and kind, as many as make one good insert. */
async function takeChunks(tx: Tx, patience: number) {
  const { rows: first } = await sql<{ workspace_id: WorkspaceId; kind: JournalKind; seq: number }>`
    select workspace_id, kind, seq from journal
    where projected_to is null and (kind = 'events' or at <= now() - make_interval(secs => ${patience / 1000}))
    order by seq limit 1
  `.execute(tx)
  if (!first[0]) return null
  const { workspace_id: workspaceId, kind, seq } = first[0]
  // Locked: what an import that is undone at this moment takes back is either taken here first or not at all.
  const { rows } = await sql<Row>`
    select seq, kind, row_count, body from journal where seq in (
      select seq from (
        select seq, sum(row_count) over (order by seq) - row_count as before from (
          select seq, row_count from journal
          where projected_to is null and workspace_id = ${workspaceId} and kind = ${kind} and seq >= ${seq}
          order by seq limit ${chunksAtOnce}
        ) as waiting
      ) as counted where before < ${rowsAtOnce[kind]}
    ) and projected_to is null order by seq for update
  `.execute(tx)
  if (rows.length === 0) return null
  const chunks = rows.map((row): JournalChunk => {
    return { seq: row.seq, kind: row.kind, rowCount: row.row_count, rows: journalRows(row.body) }
  })
  return { workspaceId, kind, chunks }
}

async function nextVersion(tx: Tx): Promise<number> {
  const { rows } = await sql<{ version: number }>`select nextval('projection_version') as version`.execute(tx)
  return rows[0]!.version
}

/** Fact changes go in as they are: a change that is put in twice has the same key, and counts once. */
export const factProjection: Projection = async ({ events, chunks }) => {
  const written = await events.insert('fact_history', Buffer.concat(chunks.flatMap(({ rows }) => [rows, newline])))
  const sent = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0)
  if (written !== sent) throw new Error(`the event store wrote ${written} of ${sent} fact changes`)
}

const newline = Buffer.from('\n')
