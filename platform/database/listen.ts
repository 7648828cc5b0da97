import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/**
 * Calls `heard` with the text of every notification on a channel, and with null whenever the connection was made anew, for
 * something may have been missed meanwhile. It lasts until `stop`, also over restarts of the database.
 */
export async function listen(
  login: pg.ClientConfig,
  channel: string,
  heard: (text: string | null) => void,
): Promise<{ stop: () => Promise<void> }> {
  const leaving = new AbortController()
  const { promise: first, resolve: listening } = Promise.withResolvers<void>()
  let client: pg.Client | undefined

  const once = async () => {
    const connection = new pg.Client({ ...login, keepAlive: true, connectionTimeoutMillis: 5000 })
    client = connection
    const broken = new Promise<void>((resolve) => {
      connection.on('error', () => resolve())
      connection.on('end', () => resolve())
    })
    connection.on('notification', ({ payload }) => heard(payload ?? ''))
    try {
      await connection.connect()
      await connection.query(`listen ${pg.escapeIdentifier(channel)}`)
      listening()
      heard(null)
      await broken
    } finally {
      await connection.end().catch(() => {}) // it is gone already
    }
  }

  const running = (async () => {
    for (let pause = 100; !leaving.signal.aborted; pause = Math.min(pause * 2, 5000)) {
      const begun = Date.now()
      await once().catch(() => {}) // tried again until it is there
      if (Date.now() - begun > 10_000) pause = 100
      await wait(pause, undefined, { signal: leaving.signal }).catch(() => {})
    }
  })()
  await Promise.race([first, wait(5000, undefined, { ref: false })])
  return {
    stop: async () => {
      leaving.abort()
      await client?.end().catch(() => {})
      await running
    },
  }
}
