import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** Parts that must answer before requests are worth sending here, and how each is asked. Throwing is no answer. */
export type Readiness = Readonly<Record<string, () => Promise<unknown>>>

const patience = 2000 // ms: who asks gives up soon after

/**
 * /readyz: 200 where every part answers, else 503 and which do not. /healthz tells whether pages can be used at all, which
 * they can while the event store is away; a load balancer that has another Banso to send to asks here.
 */
export function mountReadiness(app: FastifyInstance, parts: Readiness): void {
  app.get('/readyz', async (_request, reply) => {
    const told = await Promise.all(
      Object.entries(parts).map(async ([name, ask]) => [name, (await answers(ask)) ? 'ready' : 'away'] as const),
    )
    const ready = told.every(([, state]) => state === 'ready')
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, parts: Object.fromEntries(told) })
  })
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  const late = wait(patience, false, { ref: false })
  return Promise.race([
    late,
    ask().then(
      () => true,
      () => false,
    ),
  ])
}
