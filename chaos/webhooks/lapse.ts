import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { readPostmaster } from '#platform/database/embedded/postmaster.ts'

const hour = 3600 // s
const looks = 100 // ms between looks whether all that is due was tried
const pauses = `select set_config('session_replication_role', 'replica', false)` // nothing that happens is made of it

/** What comes to pass at an hour since the beginning. */
export type Change = { hour: number; happens: () => void | Promise<void> }

/**
 * Lets hours go by for webhooks: what is due is tried, and all moments they are told apart by are moved into the past, to the
 * next attempt or change, by as much as a tenth of what went by so far. An attempt takes no time of this clock.
 */
export async function letPass(directory: string, hours: number, changes: readonly Change[]): Promise<void> {
  const coming = [...changes].sort((a, b) => a.hour - b.hour)
  for (let passed = 0; passed < hours * hour; ) {
    while (coming[0] && coming[0].hour * hour <= passed) await coming.shift()!.happens()
    const next = await nextDue(directory)
    const until = (coming[0]?.hour ?? hours) * hour - passed
    if (next === null && !coming[0]) return
    const step = Math.min(until, Math.max(next ?? until, passed / 10))
    await asking(directory, async (client) => {
      await client.query(pauses)
      const by = `make_interval(secs => ${step})`
      await client.query(`update webhook_deliveries set next_at = next_at - ${by} where status = 'due'`)
      await client.query(
        `update webhook_endpoints set failing_since = failing_since - ${by}, paused_at = paused_at - ${by}`,
      )
      await client.query(`select pg_notify('banso_webhooks', '')`)
    })
    passed += step
  }
}

/** Seconds until something is due again, once all that is due was tried; null: nothing is. */
async function nextDue(directory: string): Promise<number | null> {
  for (;;) {
    const found = await asking(directory, async (client) => {
      const { rows } = await client.query<{ busy: boolean; next: number | null }>(
        `select count(*) filter (where d.status = 'leased' or d.next_at <= now()) > 0 as busy,
           extract(epoch from min(d.next_at) - now())::float8 as next
         from webhook_deliveries d join webhook_endpoints e on e.workspace_id = d.workspace_id and e.id = d.endpoint_id
         where d.status = 'leased' or (d.status = 'due' and e.paused_at is null)`,
      )
      return rows[0]!
    })
    if (!found.busy) return found.next
    await wait(looks)
  }
}

/** Asks the embedded PostgreSQL of a product, apart from it, until it answers. */
export async function asking<T>(directory: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const host = readPostmaster(path.join(directory, 'postgres'))?.socketDirectory
    const client = new pg.Client({ host, user: 'postgres', database: 'banso' })
    client.on('error', () => {}) // the question in hand fails, too
    try {
      await client.connect()
      await client.query('begin')
      const answer = await work(client)
      await client.query('commit')
      return answer
    } catch (error) {
      if (tries === 100) throw error
      await wait(200) // it was killed, and is being started
    } finally {
      void client.end().catch(() => {})
    }
  }
}
