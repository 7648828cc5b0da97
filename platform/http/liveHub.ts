import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import type { WorkspaceId } from '#kernel/id.ts'
import { type LiveMessage, liveChannel, readPayload } from './live.ts'

/** One message as it was heard, at which instant (ms); ids of one hub grow. */
export type Heard = {
  readonly id: string
  readonly at: number
  readonly workspaceId: WorkspaceId
  readonly message: LiveMessage
}

/** The receiving side of one process: hears what any process publishes. */
export type LiveHub = {
  /** `heard` is called for every message of every workspace; `gap` when some may have been missed. */
  readonly subscribe: (listener: { heard: (message: Heard) => void; gap: () => void }) => () => void
  /** What was heard after the message with this id; null where that is not known any more. */
  readonly since: (id: string) => readonly Heard[] | null
  /** What was heard within the last so many ms; null where it did not listen for as long, or heard more than it keeps. */
  readonly within: (ms: number) => readonly Heard[] | null
  readonly stop: () => Promise<void>
}

const remembered = 1000

/** Listens on a connection of its own, and listens again when that breaks. */
export function openLiveHub(login: pg.ClientConfig, log: Logger): LiveHub {
  const epoch = Date.now().toString(36)
  const listeners = new Set<{ heard: (message: Heard) => void; gap: () => void }>()
  const recent: Heard[] = []
  const stopping = new AbortController()
  let client: pg.Client | undefined
  let count = 0
  let knownFrom = Number.POSITIVE_INFINITY

  const hear = (payload: string | undefined) => {
    const read = readPayload(payload)
    if (!read) return
    const heard = { id: `${epoch}-${++count}`, at: Date.now(), ...read }
    recent.push(heard)
    if (recent.length > remembered) knownFrom = recent.shift()!.at + 1
    for (const listener of listeners) listener.heard(heard)
  }

  const listenOnce = async () => {
    const connection = new pg.Client({ ...login, keepAlive: true })
    client = connection
    connection.on('notification', ({ payload }) => hear(payload))
    const broken = new Promise<void>((resolve) => {
      connection.on('error', () => resolve())
      connection.on('end', () => resolve())
    })
    try {
      await connection.connect()
      await connection.query(`listen ${liveChannel}`)
      recent.length = 0
      knownFrom = Date.now()
      for (const listener of listeners) listener.gap()
      await broken
    } finally {
      await connection.end().catch(() => {}) // already gone
    }
  }

  const running = (async () => {
    for (let failures = 0; !stopping.signal.aborted; failures++) {
      const begun = Date.now()
      await listenOnce().catch((error: unknown) => log.warn({ err: error, part: 'live' }, 'live stream cannot listen'))
      if (Date.now() - begun > 10_000) failures = 0
      await wait(Math.min(5000, 100 * 2 ** failures), undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    since: (id) => {
      const at = recent.findIndex((heard) => heard.id === id)
      return at >= 0 ? recent.slice(at + 1) : null
    },
    within: (ms) => {
      const from = Date.now() - ms
      return from >= knownFrom ? recent.filter((heard) => heard.at >= from) : null
    },
    stop: async () => {
      stopping.abort()
      await client?.end().catch(() => {})
      await running
    },
  }
}
