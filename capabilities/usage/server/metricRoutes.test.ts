import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { factCatalogue, factsAsOf, recomputeWorkspace } from '#capabilities/facts/server/index.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { offer } from '#test/build/events.ts'
import { buildTrackedAccount } from '#test/build/usage.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import type { MetricDefinition } from '../core/definition.ts'
import { counting } from '../core/readyMade.ts'
import { acceptEvents } from './accept.ts'

let server: TestServer
let admin: Visitor
let api: Visitor['api']['usage']['metrics']
let account: AccountId
const today = dayOf(Date.now(), 'Asia/Tokyo')
const noon = (ago: number) => Date.parse(`${addDays(today, -ago)}T03:00:00Z`)
const patience = { timeout: 45_000 }

const bring = (...uses: { ago: number; event?: string; size?: number; user?: string }[]) =>
  server.database.workspace(server.workspace.id, (tx) =>
    acceptEvents(
      tx,
      server.workspace.id,
      offer(
        ...uses.map(({ ago, event = 'export', size, user = 'u1' }, i) => ({
          at: noon(ago) + i,
          event,
          userId: user,
          accountId: account,
          messageId: crypto.randomUUID(),
          props: size === undefined ? {} : { size, plan: size > 5 ? 'pro' : 'free' },
        })),
      ),
    ),
  )

const bigExports: MetricDefinition = {
  label: { ja: '大きな書き出し', en: 'Big exports' },
  help: null,
  unit: 'count',
  compared: true,
  value: {
    is: 'counting',
    counting: counting('count', 7, { events: ['export'], where: [{ property: 'size', operator: '>', value: 5 }] }),
  },
}
type Sent = Parameters<Visitor['api']['usage']['metrics']['publish']>[0]['definition']
const sent = (definition: MetricDefinition) => definition as Sent

const factOf = async (key: string) =>
  (await admin.api.facts.ofAccount({ id: account })).facts.find((fact) => fact.key === key)?.value

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  api = admin.api.usage.metrics
  account = await buildTrackedAccount(server.database, server.workspace, 'alpha')
  await bring({ ago: 0, size: 9 }, { ago: 0, size: 2 }, { ago: 9, size: 7 }, { ago: 9, size: 8 }, { ago: 40, size: 6 })
  await server.app.ingest.projector.settled()
})

describe('a metric of a company', () => {
  test('is made of what arrived: events with their counts, properties with values', async () => {
    await expect.poll(() => factOf('metric.events_28d'), patience).toBe(4)
    expect((await api.events()).events).toMatchObject([{ event: 'export', uses: 5, accounts: 1, lastDay: today }])
    const { properties } = await api.properties({ events: ['export'] })
    expect(properties).toMatchObject([
      { path: 'plan', events: 5, numbers: 0, samples: ['pro', 'free'] },
      { path: 'size', events: 5, numbers: 5 },
    ])
  })

  test('is shown on real accounts before it is saved', async () => {
    const shown = await api.preview({ definition: sent(bigExports), days: 91 })
    expect(shown).toMatchObject({ measured: 1, nonZero: 1, median: 1 })
    expect(shown.top).toMatchObject([{ name: 'alpha', value: 1, previous: 2, change: -50, percentile: 50 }])
    expect(shown.line?.points.at(-10)).toEqual({ day: addDays(today, -9), value: 2 })
    expect((await api.list()).metrics.every((metric) => metric.origin === 'ready')).toBe(true)
  })

  test('becomes facts of every account once published, and follows events', async () => {
    await api.publish({ key: 'big_exports', definition: sent(bigExports), basedOn: 0, note: '大きいものだけ' })
    await expect.poll(() => factOf('metric.big_exports'), patience).toBe(1)
    expect([await factOf('metric.big_exports.previous'), await factOf('metric.big_exports.change')]).toEqual([2, -50])
    await bring({ ago: 0, size: 30 })
    await expect.poll(() => factOf('metric.big_exports'), patience).toBe(2)
    const listed = await admin.api.accounts.list({
      columns: 'metric.big_exports',
      condition: 'metric.big_exports >= 2',
    })
    expect(listed.rows).toMatchObject([{ id: account, values: { 'metric.big_exports': 2 } }])
  })

  test('is the same kept up event by event as computed from scratch', async () => {
    const before = await admin.api.facts.ofAccount({ id: account })
    await server.database.workspace(server.workspace.id, (tx) => recomputeWorkspace(tx, server.workspace.id))
    await expect.poll(() => server.app.reactor.progress(server.workspace.id), patience).toBeNull()
    expect(await admin.api.facts.ofAccount({ id: account })).toEqual(before)
  })

  test('has its whole past at once, as it would have been on each day', async () => {
    await expect.poll(async () => (await api.list()).metrics.at(-1)?.fill?.state, patience).toBe('done')
    const { database, workspace, app } = server
    const catalogue = await database.workspace(workspace.id, (tx) => factCatalogue(tx, workspace))
    const facts = ['metric.big_exports', 'metric.big_exports.previous', 'metric.big_exports.change']
    const seen = async (ago: number) => {
      const rows = await factsAsOf(app.events, workspace, { catalogue, facts, day: addDays(today, -ago) })
      return facts.map((key) => rows.get(account)?.[key] ?? null)
    }
    expect(await seen(41)).toEqual([null, null, null])
    expect(await seen(40)).toEqual([1, 0, null])
    expect(await seen(33)).toEqual([0, 1, -100])
    expect(await seen(9)).toEqual([2, 0, null])
    expect(await seen(2)).toEqual([0, 2, -100])
  })

  test('has its past filled again where the event store is another one', async () => {
    const inScope = server.database.workspace
    const change = (tx: Tx) => sql`update metric_fills set store = gen_random_uuid(), filled_at = null`.execute(tx)
    await inScope(server.workspace.id, change)
    const filled = async () => {
      const read = (tx: Tx) => sql<{ at: Date | null }>`select filled_at as at from metric_fills`.execute(tx)
      return (await inScope(server.workspace.id, read)).rows[0]?.at ?? null
    }
    await expect.poll(filled, patience).not.toBeNull()
    expect((await api.list()).metrics.at(-1)?.fill).toMatchObject({ state: 'done', from: addDays(today, -40) })
  })

  test('is refused where its key or what it stands on is taken, and where it cannot be counted', async () => {
    const other = { key: 'big_exports', definition: sent(bigExports) }
    await expect(api.publish({ ...other, basedOn: 0 })).rejects.toMatchObject({
      data: { issues: [{ rule: 'metric_key_taken' }] },
    })
    await expect(api.publish({ ...other, basedOn: 7 })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(api.publish({ ...other, key: 'licence_use', basedOn: 0 })).rejects.toMatchObject({ code: 'REFUSED' })
    const sum = { ...bigExports, value: { is: 'counting' as const, counting: counting('sum', 7) } }
    await expect(api.preview({ definition: sent(sum) })).rejects.toMatchObject({
      data: { issues: [{ field: 'counting.property', rule: 'metric_property_needed' }] },
    })
    const viewer = await server.signIn('viewer')
    await expect(viewer.api.usage.metrics.archive({ key: 'big_exports' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('that is archived leaves the catalogue, and comes back with its past', async () => {
    await api.archive({ key: 'big_exports' })
    const keys = async () => (await admin.api.facts.catalogue()).facts.map((fact) => fact.key)
    expect(await keys()).not.toContain('metric.big_exports')
    await api.restore({ key: 'big_exports' })
    expect(await keys()).toContain('metric.big_exports')
    await expect.poll(() => factOf('metric.big_exports'), patience).toBe(2)
  })
})

test('a ready-made metric is changed under its key, and goes back to how it was brought', async () => {
  const { metrics } = await api.list()
  const weekly = metrics.find((metric) => metric.key === 'events_7d')!
  const only = counting('count', 7, { events: ['export'], where: [{ property: 'plan', operator: '==', value: 'pro' }] })
  const definition = { ...weekly.definition, value: { is: 'counting' as const, counting: only } }
  await expect.poll(() => factOf('metric.events_7d'), patience).toBe(3)
  await api.publish({ key: 'events_7d', definition: sent(definition), basedOn: 0, past: 'kept' })
  await expect.poll(() => factOf('metric.events_7d'), patience).toBe(2)
  const askedFor = () =>
    server.database.workspace(
      server.workspace.id,
      async (tx) => (await sql`select asked from day_turns`.execute(tx)).rows,
    )
  const before = await askedFor()
  const renamed = { ...definition, label: { ja: '書き出しの数', en: 'Exports' } }
  await api.publish({ key: 'events_7d', definition: sent(renamed), basedOn: 1, past: 'kept' })
  expect(await askedFor()).toEqual(before) // another name is nothing to compute
  await api.archive({ key: 'events_7d' })
  await expect.poll(() => factOf('metric.events_7d'), patience).toBe(3)
})

test('a metric of people is each person’s, and what they come to is the customer’s', async () => {
  await bring({ ago: 3, user: 'u2' }, { ago: 50, user: 'u3' })
  const each = counting('count', 28, { events: ['export'] })
  const ofPeople = (together: 'median' | 'share', atLeast: number | null): MetricDefinition => ({
    label: { ja: '1人あたりの書き出し', en: 'Exports per person' },
    help: null,
    unit: together === 'share' ? 'percent' : 'count',
    compared: true,
    value: { is: 'people', each, together, atLeast },
  })
  await api.publish({ key: 'exports_each', definition: sent(ofPeople('median', null)), basedOn: 0 })
  await api.publish({ key: 'keen_share', definition: sent(ofPeople('share', 5)), basedOn: 0 })
  await expect.poll(() => factOf('metric.exports_each'), patience).toBe(3)
  await expect.poll(() => factOf('metric.keen_share'), patience).toBe(50)
  const { people } = await admin.api.usage.people({ id: account, metric: 'exports_each' })
  expect(people).toEqual([
    { key: 'u1', value: 5 },
    { key: 'u2', value: 1 },
  ])
  const { points } = await admin.api.usage.history({ id: account, metric: 'exports_each', days: 28 })
  expect(points.slice(-4).map((point) => point.value)).toEqual([1.5, 1.5, 1.5, 3])
  const wrong = ofPeople('share', null)
  await expect(api.preview({ definition: sent(wrong) })).rejects.toMatchObject({
    data: { issues: [{ field: 'atLeast', rule: 'metric_at_least' }] },
  })
})
