import { setTimeout as wait } from 'node:timers/promises'
import type { MetricDefinition } from '#capabilities/usage/core/definition.ts'
import { counting } from '#capabilities/usage/core/readyMade.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { batches } from '../ingest/batches.ts'

const requestsASecond = 5 // of 100 events each

type Running = {
  address: string
  key: string
  cookie: string
  events: EventStore
  workspace: Workspace
  customers: number
  /** Resolves when what was accepted can be queried. */
  projected: () => Promise<void>
}

const exported = { events: ['exported'] }
const pro = { where: [{ property: 'plan', operator: '==' as const, value: 'pro' }] }
const metrics: Record<string, Pick<MetricDefinition, 'value' | 'compared' | 'unit'>> = {
  people_of_a_feature: {
    value: { is: 'counting', counting: counting('users', 28, exported) },
    compared: true,
    unit: 'people',
  },
  uses_of_a_feature: {
    value: { is: 'counting', counting: counting('count', 28, exported) },
    compared: true,
    unit: 'count',
  },
  share_by_a_property: {
    value: { is: 'ratio', part: counting('users', 90, pro), whole: counting('users', 90), times: 100 },
    compared: true,
    unit: 'percent',
  },
}

/** Publishes metrics one after the other while events come in, and tells how long their past took; throws where an event is lost. */
export async function fillWhileIngesting(running: Running): Promise<void> {
  const { events, workspace, projected } = running
  const begun = Date.now()
  const quiet = new AbortController()
  const others = traffic(running, quiet.signal)
  try {
    for (const [key, metric] of Object.entries(metrics)) {
      const start = performance.now()
      await publish(running, key, metric)
      const filled = await wholePast(running, key)
      const [history] = await events.query<{ n: number }>(
        `select count() as n from fact_history where workspace_id = {workspace:UUID} and fact like concat('metric.', {key:String}, '%')`,
        { workspace: workspace.id, key },
      )
      const seconds = Math.round((performance.now() - start) / 100) / 10
      console.error(`the past of ${key} since ${filled}: ${seconds} s, ${history!.n} rows of history`)
    }
  } finally {
    quiet.abort()
    await others.done
  }
  await projected()
  const params = { workspace: workspace.id, begun }
  const [kept] = await events.query<{ n: number }>(
    `select uniqExact(message) as n from events final
     where gone = 0 and workspace_id = {workspace:UUID} and received_at >= fromUnixTimestamp64Milli({begun:Int64})`,
    params,
  )
  if (kept!.n !== others.sent()) throw new Error(`sent ${others.sent()} events meanwhile, ${kept!.n} can be queried`)
  console.error(`all ${kept!.n} events that came in meanwhile can be queried`)
}

async function publish({ address, cookie }: Running, key: string, metric: (typeof metrics)[string]): Promise<void> {
  const definition = { label: { ja: key, en: key }, help: null, ...metric }
  const answer = await fetch(`${address}/api/v1/metrics`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ key, definition, basedOn: 0 }),
  })
  if (!answer.ok) throw new Error(`not published: ${answer.status} ${await answer.text()}`)
}

type Listed = { metrics: { key: string; fill: { state: string; from: string } | null }[] }

/** The day since which the metric is filled, once it is. */
async function wholePast({ address, cookie }: Running, key: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${address}/api/v1/metrics`, { headers: { cookie } })
    const { metrics: listed } = (await answer.json()) as Listed
    const fill = listed.find((metric) => metric.key === key)?.fill
    if (fill?.state === 'done') return fill.from
    await wait(100)
  }
}

/** Events coming in until told to stop; `sent` so far, all acknowledged. */
function traffic({ address, key, customers }: Running, signal: AbortSignal) {
  let sent = 0
  const headers = { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' }
  const send = async () => {
    for (const body of batches(100_000, customers, 5 * customers)) {
      if (signal.aborted) return
      const begun = performance.now()
      const answer = await fetch(`${address}/v1/batch`, { method: 'POST', headers, body })
      if (!answer.ok) throw new Error(`not accepted: ${answer.status} ${await answer.text()}`)
      await answer.arrayBuffer()
      sent += 100
      await wait(Math.max(0, 1000 / requestsASecond - (performance.now() - begun)))
    }
  }
  return { done: send(), sent: () => sent }
}
