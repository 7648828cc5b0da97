import { beforeAll, expect, test } from 'vitest'
import { addDays, addMonths, dayOf, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { offer } from '#test/build/events.ts'
import { buildTrackedAccount } from '#test/build/usage.ts'
import { testEvents } from '#test/servers/events.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { acceptEvents } from './accept.ts'
import { readSilence } from './silence.ts'

let server: TestServer
let api: Visitor['api']['usage']['adoption']
const accounts: Record<string, AccountId> = {}
const today = dayOf(Date.now(), 'Asia/Tokyo')
const patience = { timeout: 45_000 }

type Use = { of: string; event: string; on: Day; user?: string; times?: number; hour?: string }
const bring = (...uses: Use[]) =>
  server.database.workspace(server.workspace.id, (tx) =>
    acceptEvents(
      tx,
      server.workspace.id,
      offer(
        ...uses.map(({ of, event, on, user = 'u', times = 1, hour = '03' }) => ({
          at: Date.parse(`${on}T${hour}:00:00Z`),
          event,
          userId: `${of} ${user}`,
          accountId: accounts[of]!,
          quantity: times,
          messageId: crypto.randomUUID(),
        })),
      ),
    ),
  )

const ago = (days: number) => addDays(today, -days)
const month = (back: number, of = 5) => addDays(addMonths(`${today.slice(0, 7)}-01` as Day, -back), of)

beforeAll(async () => {
  server = await testServer()
  api = (await server.signIn('viewer')).api.usage.adoption
  for (const name of ['alpha', 'beta', 'gamma'])
    accounts[name] = await buildTrackedAccount(server.database, server.workspace, name)
  await bring(
    { of: 'alpha', event: 'import', on: ago(5), hour: '01' },
    { of: 'alpha', event: 'report', on: ago(4), user: 'a' },
    { of: 'alpha', event: 'report', on: ago(3), user: 'b' },
    { of: 'beta', event: 'report', on: ago(6) },
    { of: 'beta', event: 'import', on: ago(2) },
    { of: 'gamma', event: 'import', on: ago(40), times: 9 },
    { of: 'gamma', event: 'report', on: ago(1) },
    { of: 'alpha', event: 'open', on: month(3) },
    { of: 'alpha', event: 'open', on: month(1) },
    { of: 'beta', event: 'open', on: month(3) },
  )
  await server.app.ingest.projector.settled()
})

test('features stand by the share of customers that use them, and by cohort', async () => {
  const read = () => api.features({ days: 28 })
  await expect.poll(async () => (await read()).cohorts.reduce((sum, one) => sum + one.accounts, 0), patience).toBe(3)
  const { features, cohorts } = await read()
  const report = features.find((one) => one.event === 'report')!
  expect(report).toMatchObject({ accounts: 3, accountsBefore: 0, users: 4, uses: 4 })
  expect(report.byCohort.reduce((sum, one) => sum + one, 0)).toBe(3)
  expect(report.byCohort).toHaveLength(cohorts.length)
})

test('a week without an event of anybody is told apart from a customer that is silent', async () => {
  const silence = (day: Day) =>
    readSilence({ caller: { workspaceId: server.workspace.id }, events: testEvents(), today: () => day })
  expect(await silence(today)).toEqual({ lastOn: null })
  expect(await silence(addDays(today, 5))).toEqual({ lastOn: null })
  expect(await silence(addDays(today, 6))).toEqual({ lastOn: ago(1) })
  expect(await silence(addDays(today, 900))).toEqual({ lastOn: ago(1) })
  expect(await silence(ago(900))).toEqual({ lastOn: null })
})

test('a funnel counts those who did one after the other, in time', async () => {
  const steps = async (within: number) => (await api.funnel({ events: ['import', 'report'], within, days: 90 })).steps
  expect(await steps(7)).toEqual([
    { event: 'import', reached: 3 },
    { event: 'report', reached: 1 },
  ])
  expect((await steps(60))[1]!.reached).toBe(2)
})

test('retention tells who is still active months after they began', async () => {
  const { cohorts } = await api.retention({ of: 'accounts', months: 12 })
  expect(cohorts.find((one) => one.month === `${month(3).slice(0, 7)}-01`)).toMatchObject({
    size: 2,
    active: [2, expect.any(Number), expect.any(Number)],
  })
})

test('who rises, who falls, and who stopped using what', async () => {
  await expect
    .poll(async () => (await api.movers({ metric: 'events_7d' })).rising[0], patience)
    .toMatchObject({
      account: { name: 'alpha' },
      now: 3,
      previous: 0,
      change: null,
    })
  const { stopped } = await api.movers({ metric: 'events_7d' })
  expect(stopped).toMatchObject([{ account: { name: 'gamma' }, event: 'import', usesBefore: 9, lastDay: ago(40) }])
  await expect(api.movers({ metric: 'no_such' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('shares are of all customers, also of those who came before the quarters shown', async () => {
  const quarters = Array.from({ length: 10 }, (_, back) => `since ${3 * (back + 1)} months`)
  for (const [at, name] of quarters.entries()) {
    accounts[name] = await buildTrackedAccount(server.database, server.workspace, name)
    await bring({ of: name, event: 'report', on: month(3 * (at + 1)) }, { of: name, event: 'report', on: ago(1) })
  }
  await expect.poll(async () => (await api.features({ days: 28 })).measured, patience).toBe(13)
  const { cohorts, features } = await api.features({ days: 28 })
  expect(cohorts).toHaveLength(8)
  expect(features.find((one) => one.event === 'report')).toMatchObject({ accounts: 13 })
})

test('who left is none of those who might use a feature now, but still of those who once began', async () => {
  const before = await api.retention({ of: 'accounts', months: 12 })
  const admin = await server.signIn('admin')
  const [startOn, endOn] = [ago(400), ago(30)]
  const price = { startOn, amount: 120_000, intervalMonths: 12, quantity: 1 }
  const lines = [{ product: 'all', plan: 'Pro', price }]
  await admin.api.revenue.create({ id: accounts['gamma']!, startOn, endOn, autoRenews: false, lines })
  const counted = async () => {
    const { measured, left, features } = await api.features({ days: 28 })
    return { measured, left, report: features.find((one) => one.event === 'report')?.accounts }
  }
  await expect.poll(counted, patience).toEqual({ measured: 12, left: 1, report: 12 })
  expect(await api.retention({ of: 'accounts', months: 12 })).toEqual(before)
  expect((await api.movers({ metric: 'events_7d' })).stopped).toEqual([])
})
