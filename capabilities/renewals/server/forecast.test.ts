import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { addDays, addMonths, dayOf } from '#kernel/day.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { takeWeek } from './snapshots.ts'

let server: TestServer
let admin: Visitor
let csm: Visitor
let api: Visitor['api']['renewals']
let id: string
const today = () => dayOf(Date.now(), 'Asia/Tokyo')

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  api = admin.api.renewals
})
beforeEach(async () => {
  csm = await server.signIn('csm')
  id = (await admin.api.accounts.create({ name: '青海精機' })).id
  const { account } = await admin.api.accounts.get({ id })
  await admin.api.accounts.update({ id, version: account.version, assignments: { csm: csm.personId } })
})

/** A contract of the CSM's customer whose year ends in some days, at so much a year. */
async function contract(days: number, { currency = 'JPY', amount = 120_000 } = {}) {
  const endOn = addDays(today(), days)
  const startOn = addMonths(endOn, -12)
  const price = { startOn, amount, intervalMonths: 12, quantity: 10 }
  const terms = { startOn, endOn, currency, renewalMonths: 12, autoRenews: false }
  await admin.api.revenue.create({ id, ...terms, lines: [{ product: '本体', price }] })
}

async function opened() {
  const ofAccount = async () => (await api.ofAccount({ id })).rows
  await expect.poll(async () => (await ofAccount())[0]?.owner?.id).toBe(csm.personId)
  return (await ofAccount())[0]!
}

test('the forecast tells what is expected, and what moved since a week that was kept', async () => {
  await contract(50)
  const { id: renewal, version } = await opened()
  const week = addDays(today(), -8)
  await server.database.workspace(server.workspace.id, async (tx) => {
    await takeWeek(tx, server.workspace, week)
    await sql`update renewal_snapshots set category = 'at_risk', chance = 40 where renewal_id = ${renewal}`.execute(tx)
  })
  await api.update({ id: renewal, version, category: 'commit', note: '社長が継続と明言' })
  const forecast = await api.forecast({ from: today(), until: addDays(today(), 365), since: undefined })
  expect(forecast.groups.find((group) => group.key === csm.personId)!.forecast).toMatchObject({
    commit: 120_000,
    weighted: 114_000,
    best: 120_000,
  })
  expect(forecast.moves.find((move) => move.id === renewal)).toMatchObject({
    what: 'surer',
    before: { category: 'at_risk', chance: 40, amount: 120_000 },
    now: { category: 'commit', chance: 95 },
    difference: 66_000,
    why: { ja: '社長が継続と明言' },
    by: { name: expect.any(String) },
  })
})

test('what was said two months before is held against what came of it, person by person', async () => {
  await contract(20)
  const { id: renewal, version } = await opened()
  const { version: next } = await api.update({ id: renewal, version, category: 'likely' })
  const week = addDays(today(), 20 - 60)
  await server.database.workspace(server.workspace.id, (tx) => takeWeek(tx, server.workspace, week))
  const loss = { reason: 'other.not_told', evidence: '集約', lesson: '', avoidable: false, winBackOn: null }
  await api.lose({ id: renewal, version: next, ...loss })
  const { people, since } = await api.accuracy({ daysBefore: 60 })
  expect(people.find(({ person }) => person?.id === csm.personId)).toMatchObject({
    count: 1,
    right: 0,
    forecast: 90_000,
    actual: 0,
    error: -100,
    brier: 0.563,
    calibration: [{ from: 70, until: 80, count: 1, came: 0, low: 0 }],
  })
  expect(since).not.toBeNull()
  const { rows } = await api.list({ stand: 'lost', owner: csm.personId, role: 'csm', touchModel: 'none' })
  expect(rows.map((row) => row.id)).toEqual([renewal])
})

test('another currency is told at the latest rate known; without one it is counted, in no sum, and named', async () => {
  await contract(50, { currency: 'USD', amount: 100_000 }) // $1,000 in cents
  const asked = { owner: csm.personId }
  await expect.poll(async () => (await api.totals(asked)).currencies).toHaveLength(1)
  expect((await api.totals(asked)).months).toMatchObject([{ count: 1, atStake: 0, noRate: 1 }])
  const on = addDays(today(), -10)
  await admin.api.revenue.ledger.putRates({
    rates: [
      { currency: 'USD', on: addDays(on, -40), rate: '120' },
      { currency: 'USD', on, rate: '149.87' },
    ],
  })
  expect(await api.totals(asked)).toMatchObject({
    months: [{ count: 1, atStake: 149_870, noRate: 0 }],
    currencies: [{ currency: 'USD', count: 1, on, rate: '149.87' }],
  })
  const forecast = await api.forecast({ from: today(), until: addDays(today(), 365), group: 'role' })
  expect(forecast.currencies).toMatchObject([{ currency: 'USD', on }])
  expect(forecast.groups.find(({ key }) => key === 'csm')).toMatchObject({ label: { en: expect.any(String) } })
})
