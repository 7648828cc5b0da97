import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import type { Gate } from './gate.ts'

/** A text is prepared once it comes this often: what is asked a few times is planned quicker than it is kept. */
const askedOften = 3

/** Texts that are counted at most, and statements that one connection keeps at most: a plan takes some 100 kB. */
const [countedAtMost, keptAtMost] = [1000, 200]

/**
 * A pool of which only so many connections work at once, and whose connections prepare the statements that come again: PostgreSQL reads and plans such a text once for each
 * connection instead of every time, which takes as long as many of our statements themselves.
 */
export function preparingPool(pool: pg.Pool, gate: Gate): PreparingPool {
  const nameOf = namesOfRepeated()
  const known = new WeakMap<pg.PoolClient, Held>()
  const held = async () => {
    const client = await pool.connect()
    const already = known.get(client)
    if (already) return already
    const opened: Held = { client: preparingClient(client, nameOf, () => opened.leave()), leave: () => {} }
    known.set(client, opened)
    return opened
  }
  return {
    connect: async () => {
      const leave = await gate.enter()
      try {
        const one = await held()
        one.leave = leave
        return one.client
      } catch (error) {
        leave()
        throw error
      }
    },
    end: () => pool.end(),
    options: pool.options,
  }
}

/** A pool as kysely wants it, whose connections show the one they stand on. */
export type PreparingPool = Omit<PostgresPool, 'connect'> & { connect: () => Promise<PreparingClient> }
export type PreparingClient = PostgresPoolClient & Pick<pg.Client, 'connection'>

/** A connection as kysely knows it for as long as it lives, and how its user of the moment leaves the gate. */
type Held = { client: PreparingClient; leave: () => void }

function preparingClient(
  client: pg.PoolClient,
  nameOf: (text: string) => string | undefined,
  onRelease: () => void,
): PreparingClient {
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
    connection: (client as pg.PoolClient & Pick<pg.Client, 'connection'>).connection,
    query: ask as unknown as PostgresPoolClient['query'], // its other form, of cursors, is nowhere asked for
    release: (destroy) => {
      client.release(destroy)
      onRelease()
    },
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
