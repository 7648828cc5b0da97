import { sql } from 'kysely'
import type { Taking } from '#kernel/taking.ts'
import { diskOf } from '#platform/files/disk.ts'
import type { Figure } from '#platform/telemetry/metrics.ts'
import type { Readiness } from '#platform/telemetry/readiness.ts'
import type { App } from './app.ts'

/** How each store is asked for a sign of life. */
export function readinessOf({ database, events }: App, isAway: () => boolean): Readiness {
  return {
    database: async () => {
      if (isAway()) throw new Error('it gave no sign of life')
      await database.system((tx) => sql`select 1`.execute(tx))
    },
    events: () => events.query('select 1'),
  }
}

const refusing = { all: 0, little: 1, nothing: 2 } as const satisfies Record<Taking, number>

type Waiting = { chunks: number; since: number; dirty: number; failing: number; bytes: number }

/** What waits inside the product, over all workspaces: what an operator wants to be woken for. */
export function figuresOf({ database, files }: App, directory: string): () => Promise<readonly Figure[]> {
  return async () => {
    const [waiting, mails] = await database.system(async (tx) => {
      const { rows } = await sql<Waiting>`
        select (select count(*)::int from journal where projected_to is null) as chunks,
          (select coalesce(extract(epoch from now() - min(at)), 0)::float8 from journal where projected_to is null) as since,
          (select count(*)::int from dirty_accounts) as dirty,
          (select count(*)::int from dirty_accounts where not_before is not null) as failing,
          pg_database_size(current_database())::float8 as bytes`.execute(tx)
      const states = await sql<{ state: string; mails: number }>`
        select status as state, count(*)::int as mails from mails group by status`.execute(tx)
      return [rows[0]!, states.rows] as const
    })
    const { free, size } = await diskOf(directory)
    const taken = files.disk.taking()
    const figure = (name: string, help: string, value: number): Figure => ({ name, help, value })
    return [
      figure('banso_journal_waiting_chunks', 'Chunks accepted that the event store does not have yet.', waiting.chunks),
      figure('banso_journal_waiting_seconds', 'How long the oldest of them waits.', waiting.since),
      figure('banso_accounts_waiting', 'Customers whose facts are to be computed.', waiting.dirty),
      figure('banso_accounts_failing', 'Of these, customers that failed and are tried again later.', waiting.failing),
      figure('banso_database_bytes', 'Size of the database.', waiting.bytes),
      figure('banso_disk_free_bytes', 'Free space where the data lies.', free),
      figure('banso_disk_bytes', 'Space where the data lies.', size),
      figure('banso_disk_refusing', '1 while the disk refuses what grows, 2 while it takes no write.', refusing[taken]),
      ...mails.map(({ state, mails: value }): Figure => {
        return { name: 'banso_mails', help: 'Mails by state.', value, labels: { state } }
      }),
    ]
  }
}
