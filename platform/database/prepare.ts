import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** A text is prepared once it comes this often: what is asked a few times is planned quicker than it is kept. */
const askedOften = 3

/** Texts that are counted at most, and statements that one connection keeps at most: a plan takes some 100 kB. */
const [countedAtMost, keptAtMost] = [1000, 200]

/**
 * A pool whose connections prepare the statements that come again: PostgreSQL reads and plans such a text once for each
 * connection instead of every time, which takes as long as many of our statements themselves.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const nameOf = namesOfRepeated()
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    connect: async () => {
      const client = await pool.connect()
      const already = known.get(client)
      if (already) return already
      const preparing = preparingClient(client, nameOf)
      known.set(client, preparing)
      return preparing
    },
    end: () => pool.end(),
    options: pool.options,
  }
}

function preparingClient(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  const kept = new Set<string>()
  const named = (text: string): string | undefined => {
    const name = nameOf(text)
    if (name === undefined || kept.has(name)) return name
    if (kept.size >= keptAtMost) return undefined
    kept.add(name)
    return name
  }
  const ask = (text: string, values: unknown[] = []) => {
    // Without values it may be several statements in one message: those cannot be prepared.
    const name = values.length > 0 ? named(text) : undefined
    return name === undefined ? client.query<never>(text, values) : client.query<never>({ name, text, values })
  }
  return {
    query: ask as unknown as PostgresPoolClient['query'], // its other form, of cursors, is nowhere asked for
    release: (error?: boolean | Error) => client.release(error),
  }
}

/** The name under which a text is prepared; none while it has not come often enough. */
function namesOfRepeated(): (text: string) => string | undefined {
  const counted = new Map<string, { times: number; name: string }>()
  let next = 0
  return (text) => {
    const found = counted.get(text)
    if (found) {
      found.times += 1
      counted.delete(text)
      counted.set(text, found) // the one that came last is the last to be forgotten
      return found.times >= askedOften ? found.name : undefined
    }
    if (counted.size >= countedAtMost) counted.delete(counted.keys().next().value!)
    counted.set(text, { times: 1, name: `s${++next}` })
    return undefined
  }
}
