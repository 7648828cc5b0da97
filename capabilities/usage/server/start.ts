import type { Logger } from 'pino'
import { uuidV7 } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import { journalChannel } from '#platform/events/journal.ts'
import { factProjection, type Projection, type Projector, startProjector } from '#platform/events/projector.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Live } from '#platform/http/live.ts'
import { type Intake, intake } from './intake.ts'
import { compactUsage } from './projection/compact.ts'
import { usageProjection } from './projection/project.ts'
import { settleOwed } from './owed.ts'
import { resolveGroups, watchUsage } from './watch.ts'
import { type WriteKeys, writeKeys } from './writeKeys.ts'

/** Everything between a tracking client and the event store, in this process. */
export type Ingest = {
  intake: Intake
  keys: WriteKeys
  projector: Projector
  stop: () => Promise<void>
}

export type IngestParts = {
  /** Asks for what the event store had besides the journal, where it is another one. */
  refill?: () => Promise<void>
  database: Database
  events: EventStore
  live: Live
  log: Logger
  /** Hears PostgreSQL's notifications on a channel until it is stopped. */
  listen: (channel: string, heard: () => void) => { stop: () => Promise<void> } | Promise<{ stop: () => Promise<void> }>
}

const toldByName = 2000 // changes; of more, pages are told that there are some

/** Changes of facts are told to open pages a second time, when their history can be asked for. */
function toldHistory(live: Live): Projection {
  return async (pass) => {
    await factProjection(pass)
    const few = pass.chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0) <= toldByName
    const text = few ? pass.chunks.map(({ rows }) => rows.toString()).join('\n') : ''
    const ids = new Set(Array.from(text.matchAll(/"account_id":"([^"]+)"/g), ([, id]) => id!))
    await live.publish(pass.workspaceId, { topic: 'history', ids: ids.size > 100 ? [] : [...ids] })
  }
}

/** Opens the intake for tracking clients and sets the projector going. */
export async function startIngest({ database, events, live, log, listen, refill }: IngestParts): Promise<Ingest> {
  const projector = startProjector({
    database,
    events,
    projections: { events: usageProjection(live), facts: toldHistory(live) },
    tidy: async (store, stillAlone) => (await compactUsage(store, new Date(), stillAlone)) !== null,
    log: (message, detail) => log.warn({ part: 'events', ...detail }, message),
  })
  const listening = await listen(journalChannel, projector.wake)
  const watch = watchUsage({
    look: async () => {
      await resolveGroups(database)
      await settleOwed(database, events.ready)
      if (refill && (await events.ready())) await refill()
    },
    onTrouble: (error) => log.warn({ part: 'usage', err: error }, 'what became known later could not be looked for'),
  })
  const newId = () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
  const taking = intake({ database, live, newId, accepted: projector.wake })
  return {
    intake: taking,
    keys: writeKeys(database),
    projector,
    stop: async () => {
      await taking.drain()
      await watch.stop()
      await listening.stop()
      await projector.stop()
    },
  }
}
