import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Taking } from '#kernel/taking.ts'

/** Parts that must answer before requests are worth sending here, and how each is asked. Throwing is no answer. */
export type Readiness = Readonly<Record<string, () => Promise<unknown>>>

const patience = 2000 // ms: who asks gives up soon after

const words = { all: 'ready', little: 'nearly_full', nothing: 'away' } as const satisfies Record<Taking, string>

/**
 * /readyz: 200 where every part answers, else 503 and which do not. /healthz tells whether pages can be used at all, which
 * they can while the event store is away; with a disk that is nearly full it still is ready: another Banso on the same stores
 * would be no better off. A load balancer that has another Banso to send to asks here.
 */
export function mountReadiness(app: FastifyInstance, parts: Readiness, taking: () => Taking): void {
  app.get('/readyz', async (_request, reply) => {
    const told = await Promise.all(
      Object.entries(parts).map(async ([name, ask]) => [name, (await answers(ask)) ? 'ready' : 'away'] as const),
    )
    const ready = told.every(([, state]) => state === 'ready') && taking() !== 'nothing'
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, parts: { ...Object.fromEntries(told), disk: words[taking()] } })
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
