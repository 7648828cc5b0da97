import { createHash, timingSafeEqual } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'

/** One figure of the moment. Labels name kinds and states: never a person, a customer or an address. */
export type Figure = { name: string; help: string; value: number; labels?: Readonly<Record<string, string>> }

export type Metrics = {
  /** What a collector shows as `Authorization: Bearer …`. */
  readonly token: string
  readonly figures: () => Promise<readonly Figure[]>
}

const bounds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] // s

/**
 * /metrics in the text form of Prometheus 0.0.4: requests by class of status and how long they took, the process, and
 * what the product tells of itself. Without the token it is as if there were nothing.
 */
export function mountMetrics(app: FastifyInstance, { token, figures }: Metrics): void {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const requests = new Map<string, number>()
  const within = bounds.map(() => 0)
  let [count, seconds] = [0, 0]
  app.addHook('onResponse', async (_request, reply) => {
    const kind = `${Math.floor(reply.statusCode / 100)}xx`
    requests.set(kind, (requests.get(kind) ?? 0) + 1)
    const took = reply.elapsedTime / 1000
    count += 1
    seconds += took
    for (const [at, bound] of bounds.entries()) if (took <= bound) within[at]! += 1
  })
  app.addHook('onClose', async () => {
    delay.disable()
  })
  const own = (): Figure[] => {
    const { user, system } = process.cpuUsage()
    const figure = (name: string, help: string, value: number) => ({ name, help, value })
    return [
      ...[...requests].map(([status, value]) => ({
        name: 'banso_http_requests_total',
        help: 'Requests answered, by class of status.',
        value,
        labels: { status },
      })),
      figure('process_cpu_seconds_total', 'CPU seconds of this process.', (user + system) / 1e6),
      figure('process_resident_memory_bytes', 'Resident memory of this process.', process.memoryUsage.rss()),
      figure('banso_event_loop_delay_seconds', 'Delay of the event loop, 99th percentile.', delay.percentile(99) / 1e9),
    ]
  }
  app.get('/metrics', async (request, reply) => {
    if (!sameText(request.headers.authorization ?? '', `Bearer ${token}`)) return reply.callNotFound()
    const histogram = [
      '# HELP banso_http_request_seconds How long requests took.',
      '# TYPE banso_http_request_seconds histogram',
      ...bounds.map((bound, at) => `banso_http_request_seconds_bucket{le="${bound}"} ${within[at]}`),
      `banso_http_request_seconds_bucket{le="+Inf"} ${count}`,
      `banso_http_request_seconds_sum ${seconds}`,
      `banso_http_request_seconds_count ${count}`,
    ]
    const text = [...linesOf([...own(), ...(await figures())]), ...histogram].join('\n')
    return reply.type('text/plain; version=0.0.4').header('cache-control', 'no-store').send(`${text}\n`)
  })
}

function linesOf(figures: readonly Figure[]): string[] {
  const told = new Set<string>()
  return figures.flatMap(({ name, help, value, labels = {} }) => {
    const head = told.has(name)
      ? []
      : [`# HELP ${name} ${help}`, `# TYPE ${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}`]
    told.add(name)
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text.replace(/[\\"\n]/g, '_')}"`)
    return [...head, `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`]
  })
}

/** Compares digests: neither the length nor the first wrong letter shows in the time it takes. */
function sameText(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(one!, other!)
}
