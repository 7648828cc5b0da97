import { setTimeout as wait } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'

/** Whether this process is the one of all that work on the same database which does what only one may do at a time. */
export type Lead = {
  isMine: () => boolean
  /** This process, among all that work on the same database (a UUID): what it takes for itself bears it (`isOfTheGone`). */
  self: string
  stop: () => Promise<void>
}

const everyMs = 1000 // between looks: for how long nobody leads after the leader was killed
const present = 7_310_443 // any number, the same in every Banso: whoever holds a lock of this class lives
const patienceMs = 5000 // after which a connection that does not answer is given up, and the lead with it

/**
 * Holds the lead `key`, or waits for whoever holds it to go. It is PostgreSQL that knows: the lead is a lock of a connection
 * of its own, and goes with it, however the process ends. Resolves after the first look.
 */
export async function holdLead(login: pg.ClientConfig, key: number): Promise<Lead> {
  let client: pg.Client | null = null
  let mine = false
  const self = crypto.randomUUID()
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
      await opened.query('select pg_advisory_lock_shared($1::int, hashtext($2))', [present, self])
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
    self,
    stop: async () => {
      stopping.abort()
      await watching
    },
  }
}

/**
 * Whether what bears the name of a process is of one that works no more. It is PostgreSQL that knows, within a moment of a
 * process's death; a process whose connection broke is taken for gone until it has another.
 */
export const isOfTheGone = (name: RawBuilder<unknown>): RawBuilder<boolean> => sql`
  (hashtext(${name}::text)::bigint & 4294967295) not in (
    select l.objid::bigint from pg_locks l join pg_database d on d.oid = l.database
    where l.locktype = 'advisory' and l.granted and l.classid = ${present}::int::oid and d.datname = current_database())`
