import { setImmediate as next, setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** Whether PostgreSQL answers at all: one that hangs refuses nothing, and everybody would wait for it. */
export type DatabaseWatch = { isAway: () => boolean; stop: () => Promise<void> }

/**
 * Asks PostgreSQL for a sign of life once a second, on a connection of its own. It is away when none came for
 * `patienceMs`; a restart is shorter, and whoever asks meanwhile is served after it.
 */
export function watchDatabase(login: pg.ClientConfig, patienceMs = 5000): DatabaseWatch {
  let away = false
  let client: pg.Client | null = null
  const stopping = new AbortController()

  const ask = async () => {
    if (!client) {
      const opened = new pg.Client({ connectionTimeoutMillis: patienceMs, ...login })
      opened.on('error', () => {}) // the question in hand fails, too
      client = opened
      await opened.connect()
    }
    await client.query('select 1')
  }
  const drop = () => {
    const dropped = client
    client = null
    void dropped?.end().catch(() => {})
    ;(dropped as unknown as { connection?: { stream?: { destroy: () => void } } } | null)?.connection?.stream?.destroy()
  }
  const answers = async () => {
    let answered = false
    const asked = ask().then(() => (answered = true))
    asked.catch(() => {})
    const late = wait(patienceMs, undefined, { signal: stopping.signal })
    await Promise.race([asked, late])
    await next() // when this process itself was held up, the answer lies behind the alarm
    if (!answered) throw new Error('no answer')
  }
  const watching = (async () => {
    let last = performance.now()
    while (!stopping.signal.aborted) {
      try {
        await answers()
        last = performance.now()
        away = false
      } catch {
        drop()
        away = performance.now() - last >= patienceMs
      }
      await wait(1000, undefined, { signal: stopping.signal }).catch(() => {})
    }
    drop()
  })()
  return {
    isAway: () => away,
    stop: async () => {
      stopping.abort()
      await watching
    },
  }
}

/** The error of whatever is asked for while it is away (`isUnavailable`). */
export function databaseAway(): Error {
  return Object.assign(new Error('the database does not answer'), { code: '57P03' })
}
