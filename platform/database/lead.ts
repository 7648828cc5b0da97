import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** Whether this process is the one of all that work on the same database which does what only one may do at a time. */
export type Lead = { isMine: () => boolean; stop: () => Promise<void> }

const everyMs = 1000 // between looks: for how long nobody leads after the leader was killed
const patienceMs = 5000 // after which a connection that does not answer is given up, and the lead with it

/**
 * Holds the lead `key`, or waits for whoever holds it to go. It is PostgreSQL that knows: the lead is a lock of a connection
 * of its own, and goes with it, however the process ends. Resolves after the first look.
 */
export async function holdLead(login: pg.ClientConfig, key: number): Promise<Lead> {
  let client: pg.Client | null = null
  let mine = false
  const stopping = new AbortController()
  const drop = () => {
    mine = false
    const dropped = client
    client = null
    void dropped?.end().catch(() => {}) // what is broken needs no farewell
  }
  const look = async () => {
    if (!client) {
      const opened = new pg.Client({ connectionTimeoutMillis: patienceMs, query_timeout: patienceMs, ...login })
      opened.on('error', () => {}) // the next question fails, too
      await opened.connect()
      client = opened
    }
    if (mine) await client.query('select 1')
    else mine = (await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [key])).rows[0]!.mine
  }
  await look().catch(drop)
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => {})
      if (!stopping.signal.aborted) await look().catch(drop)
    }
    drop()
  })()
  return {
    isMine: () => mine,
    stop: async () => {
      stopping.abort()
      await watching
    },
  }
}
