import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import { loggable } from './loggable.ts'

/** What changed: pages that show it ask again. At most 100 ids are told; `ids` is empty where there were more. */
export type LiveMessage = {
  readonly topic:
    | 'account'
    | 'segment'
    | 'cta'
    | 'plan'
    | 'content'
    | 'map'
    | 'renewal'
    | 'history'
    | 'ingest'
    | 'import'
    | 'view'
    | 'settings'
    | 'mail'
  readonly ids: readonly string[]
}

/** Tells open pages, in whatever process they are served from, what has changed. */
export type Live = {
  /**
   * Sends to the pages of one workspace. With `tx` it is sent when that transaction commits, and not at all when it
   * does not; such commits wait for each other, so where commits are many, publish after them, without `tx`: then
   * several messages within a tenth of a second become one. Never throws for want of a database.
   */
  readonly publish: (workspaceId: WorkspaceId, message: LiveMessage, tx?: Tx) => Promise<void>
}

export const liveChannel = 'banso_live'
const mostIds = 100
const restMs = 100

/** The sending side. `stop` sends what is still collected. */
export function livePublisher(database: Database, log: Logger): Live & { stop: () => Promise<void> } {
  let collected = new Map<string, Set<string>>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending = Promise.resolve()

  const send = async (messages: string[]) => {
    try {
      await database.system((tx) =>
        sql`select pg_notify(${liveChannel}, message) from unnest(${messages}::text[]) as message`.execute(tx),
      )
    } catch (error) {
      // Pages ask for everything anew when their stream comes back; nothing else is lost with a message.
      log.warn({ error: loggable(error), part: 'live' }, 'changes could not be told to open pages')
    }
  }

  const flush = () => {
    timer = undefined
    const messages = [...collected].map(([key, ids]) =>
      payloadOf(...(key.split(' ') as [WorkspaceId, Topic]), [...ids]),
    )
    collected = new Map()
    sending = send(messages)
  }

  return {
    publish: async (workspaceId, { topic, ids }, tx) => {
      if (tx) {
        await sql`select pg_notify(${liveChannel}, ${payloadOf(workspaceId, topic, ids)})`.execute(tx)
        return
      }
      const key = `${workspaceId} ${topic}`
      const known = collected.get(key) ?? new Set()
      for (const id of ids.length === 0 ? [anyOfThem] : ids.slice(0, mostIds + 1)) known.add(id)
      collected.set(key, known)
      timer ??= setTimeout(flush, restMs)
    },
    stop: async () => {
      clearTimeout(timer)
      if (collected.size > 0) flush()
      await sending
    },
  }
}

type Topic = LiveMessage['topic']
const anyOfThem = '*' // among the ids collected

function payloadOf(workspaceId: WorkspaceId, topic: Topic, ids: readonly string[]): string {
  return JSON.stringify([workspaceId, topic, ids.length > mostIds || ids.includes(anyOfThem) ? [] : ids])
}

/** What a notification of PostgreSQL says, or null where it is none of ours. */
export function readPayload(payload: string | undefined): { workspaceId: WorkspaceId; message: LiveMessage } | null {
  if (!payload) return null
  const [workspaceId, topic, ids] = JSON.parse(payload) as [WorkspaceId, Topic, string[]]
  return { workspaceId, message: { topic, ids } }
}
