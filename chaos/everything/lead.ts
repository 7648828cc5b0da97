import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** What one process alone does at a time, by the lock in PostgreSQL it holds meanwhile. */
const locks = { leader: 7_310_442_019, projector: 6_204_118_733 }
export type Role = keyof typeof locks

const looks = 2 // ms between looks for who projects: a pass takes some tens of them

/** Looks at PostgreSQL, apart from the product, who has a role; processes are told apart by the name of their connections. */
export async function holderOf(login: pg.ClientConfig, role: Role): Promise<string> {
  const client = new pg.Client(login)
  await client.connect()
  try {
    for (;;) {
      const [holder] = await holders(client, role)
      if (holder) return holder
      await wait(looks)
    }
  } finally {
    await client.end()
  }
}

async function holders(client: pg.Client, role: Role): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and (l.classid::bigint << 32 | l.objid::bigint) = $1`,
    [locks[role]],
  )
  return rows.map(({ name }) => name)
}

/** Looks who leads until it is stopped: how many at the most at one look, and for how long nobody (ms). */
export function watchLeads(login: pg.ClientConfig) {
  const stopping = new AbortController()
  const seen = { most: 0, longest: 0 }
  let last = performance.now()
  const look = async () => {
    const client = new pg.Client(login)
    client.on('error', () => {}) // the question in hand fails, too
    try {
      await client.connect()
      for (; !stopping.signal.aborted; await wait(50)) {
        const leading = await holders(client, 'leader')
        seen.most = Math.max(seen.most, leading.length)
        seen.longest = Math.max(seen.longest, performance.now() - last)
        if (leading.length > 0) last = performance.now()
      }
    } catch {
      await wait(50) // the database was killed
    } finally {
      void client.end().catch(() => {})
    }
  }
  const watching = (async () => {
    while (!stopping.signal.aborted) await look()
  })()
  return {
    stop: async () => {
      stopping.abort()
      await watching
      return seen
    },
  }
}
