import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sharedData } from '#test/build/shared.ts'
import { banso, type Operated, type Session, setUp, settledAt, signIn, startOn } from '#test/servers/operator.ts'

// Data that others made; it lies beside the repository and is no part of it.
const raven = `${sharedData}/ravenstack`
const there = fs.existsSync(raven)
if (!there) console.warn(`no RavenStack at ${raven}: that it comes back from a backup is left out`)

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-ravenstack-'))
const [data, backup] = [path.join(folder, 'data'), path.join(folder, 'one.backup')]
const period = { from: '2023-01-01', to: '2024-12-31' }
let running: Operated
afterAll(async () => {
  await running?.stop()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** All that the pages would show: what moved MRR, each customer's facts and score, use and conversations. */
async function figures({ api }: Session) {
  const { facts } = await api.facts.catalogue({})
  const customers = []
  for (let cursor: string | undefined; ; ) {
    const columns = facts.map(({ key }) => key).join(',')
    const page = await api.accounts.list({ columns, limit: 100, ...(cursor ? { cursor } : {}) })
    customers.push(...page.rows)
    if (!page.next) break
    cursor = page.next
  }
  const some = customers.filter((_, at) => at % 35 === 0).map(({ id }) => id)
  const each = async <T>(ask: (id: string) => Promise<T>) => Promise.all(some.map(ask))
  const all: Record<string, unknown> = {
    customers,
    bridge: await api.revenue.ledger.waterfall(period),
    movements: await api.revenue.ledger.movements({ ...period, limit: 100 }),
    retention: await api.revenue.ledger.retention({ from: '2023-12-31', to: '2024-12-31' }),
    cohorts: await api.revenue.measures.cohorts({ by: 'month' }),
    segments: await api.facts.segments.list({}),
    contracts: await each((id) => api.revenue.list({ id })),
    scores: await each((id) => api.health.why({ id })),
    use: await each((id) => api.usage.history({ id, days: 1100 })),
    kept: await api.usage.adoption.retention({ months: 24 }),
  }
  // But for the moment at which they were asked for.
  const text = JSON.stringify(all, (key, value: unknown) => (key === 'asOf' ? undefined : value))
  return JSON.parse(text) as Record<string, object>
}

describe.skipIf(!there)('RavenStack', () => {
  test('lost with its data directory, it comes back from a backup with every figure the same', async () => {
    fs.mkdirSync(data)
    running = await startOn(data)
    const first = await setUp(running, { name: 'RavenStack' })
    for (const name of ['accounts', 'subscriptions', 'support_tickets', 'churn_events', 'feature_usage'])
      expect((await banso('import', `${raven}/${name}.csv`, '--data', data)).code).toBeOneOf([0, 2])
    await settledAt(data)
    const before = await figures(first)
    expect(before['customers']).toHaveLength(350)
    expect(await banso('backup', backup, '--data', data)).toMatchObject({ code: 0 })
    await running.stop()
    fs.rmSync(data, { recursive: true })
    expect(await banso('restore', backup, '--data', data, '--yes')).toMatchObject({ code: 0 })
    running = await startOn(data)
    await settledAt(data)
    const after = await figures(await signIn(running))
    for (const [name, told] of Object.entries(before)) expect([name, after[name]]).toEqual([name, told])
  }, 600_000)
})
