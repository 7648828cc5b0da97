import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Permission } from '#kernel/exchange.ts'
import type { CallParts } from './callContext.ts'
import type { Caller } from './context.ts'
import type { LiveMessage } from './live.ts'
import type { Heard, LiveHub } from './liveHub.ts'
import { reachedLately, toldWithin } from './liveReach.ts'
import type { RawRoutes } from './raw.ts'

// What a person must be allowed to see to be told that it changed.
const needs: Record<LiveMessage['topic'], Permission | null> = {
  account: 'accounts.read',
  segment: 'accounts.read',
  cta: 'accounts.read',
  plan: 'accounts.read',
  content: 'accounts.read',
  map: 'journey.read',
  renewal: 'accounts.read',
  history: 'accounts.read',
  view: 'accounts.read',
  ingest: 'ingest.read',
  import: 'imports.run',
  settings: null,
  mail: 'accounts.read',
}

const heartbeatMs = 15_000
/** A reader this far behind (bytes) is dropped; it comes back and asks for everything anew. */
const mostUnread = 256 * 1024

// What a page asked for is older than its stream: by `ago` ms, its question's way to us included.
const asked = z.object({ ago: z.coerce.number().int().min(0).catch(0) })
const underWayMs = 250

/**
 * The one stream of a page: GET /api/v1/live (server-sent events). Each message says what changed, not how: the page
 * asks for it by its own rights. Who may no longer be here is let go at the next heartbeat, or at once when rights change.
 * `ago`: since when (ms) the page has been asking; what changed since then is told first, or `gap` where that is not known.
 */
export function liveRoutes(hub: LiveHub, accountsIn: CallParts['accountsIn']): RawRoutes {
  return (app: FastifyInstance) => {
    const open = new Set<ServerResponse>()
    let closing = false
    app.addHook('preClose', async () => {
      closing = true
      open.forEach(leave)
    })

    app.get('/api/v1/live', { config: { mayCall: 'signedIn', watches: true } }, async (request, reply) => {
      let { caller } = (await request.callContext()) as { caller: Caller }
      reply.hijack()
      const stream = reply.raw
      open.add(stream)
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) stream.setHeader(name, value)
      stream.writeHead(200, {
        'x-request-id': request.id,
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      stream.write('retry: 1500\n\n')
      if (closing) return leave(stream)

      const write = (text: string) => {
        if (stream.writableLength > mostUnread) stream.destroy()
        else stream.write(text)
      }
      const send = (id: string, message: LiveMessage) => write(`id: ${id}\ndata: ${JSON.stringify(message)}\n\n`)
      const reached = reachedLately(async () => (caller.reach ? accountsIn(caller.workspaceId, caller.reach) : []))
      let telling = Promise.resolve()
      const tell = ({ id, workspaceId, message }: Heard) => {
        const permission = needs[message.topic]
        if (workspaceId !== caller.workspaceId || (permission && !caller.permissions.has(permission))) return
        if (!caller.reach) return send(id, message)
        // One after the other, as they were heard; whoever misses one comes back and asks for everything anew.
        telling = telling
          .then(async () => {
            const told = toldWithin(message, await reached())
            if (told && !stream.writableEnded) send(id, told)
          })
          .catch(() => void stream.end())
      }
      const checkAgain = async () => {
        try {
          const now = await request.findCaller()
          if (now?.workspaceId !== caller.workspaceId) stream.end()
          else caller = now
        } catch {
          // The database is away: the rights known last hold until it is back, and nothing is told meanwhile anyway.
        }
      }

      const lastId = request.headers['last-event-id']
      const { ago } = asked.parse(request.query)
      if (typeof lastId === 'string') hub.since(lastId)?.forEach(tell)
      else if (ago > 0) {
        const missed = hub.within(ago + underWayMs)
        if (missed) missed.forEach(tell)
        else write('event: gap\ndata: {}\n\n')
      }
      const unsubscribe = hub.subscribe({
        heard: (heard) => {
          const rightsMayHaveChanged = heard.message.topic === 'settings' && heard.workspaceId === caller.workspaceId
          if (rightsMayHaveChanged) void checkAgain().then(() => stream.writableEnded || tell(heard))
          else tell(heard)
        },
        gap: () => stream.end(),
      })
      const heartbeat = setInterval(() => {
        write(': here\n\n')
        void checkAgain()
      }, heartbeatMs)
      stream.on('close', () => {
        clearInterval(heartbeat)
        unsubscribe()
        open.delete(stream)
      })
    })
  }
}

/** Ends a stream, and its connection with it: kept alive, that would hold up the stop of the server. */
function leave(stream: ServerResponse): void {
  const { socket } = stream
  stream.end(() => socket?.destroy())
}
