import { beforeAll, expect, test } from 'vitest'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { addDays, day, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { givenFacts } from '#test/build/givenFacts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import type { Draft } from '../core/draft.ts'
import { newKey } from '../core/order.ts'
import { peersOf, spreadsAmong } from '../core/peers.ts'
import { percentileOf } from '../core/percentile.ts'
import { createCard } from './cardWrite.ts'
import { healthDerivation } from './derive.ts'
import { previewDraft } from './preview.ts'
import { replayCards } from './replay.ts'
import { readSpreads } from './spreads.ts'
import { presentWhy } from './whyPresent.ts'
import { readWhy } from './whyRead.ts'

const database = await testDatabase()
const events = testEvents()
const workspace = await testWorkspace(database)
const { account, given, pass, facts } = await givenFacts(database, events, workspace)
const at = '2026-11-01T01:00:00Z'
const today = day('2026-11-01')
const ids: AccountId[] = []
const used: number[] = []

const call = {
  caller: { workspace, workspaceId: workspace.id, personId: crypto.randomUUID() } as never,
  database,
  live: { publish: async () => {} } as never,
  now: () => new Date(at),
  newId: <T extends string>() => crypto.randomUUID() as unknown as T,
  today: () => dayOf(Date.parse(at), workspace.timeZone),
  transaction: <T>(work: Parameters<typeof database.workspace<T>>[1]) => database.workspace(workspace.id, work),
}
const inTx = <T>(work: Parameters<typeof database.workspace<T>>[1]) => database.workspace(workspace.id, work)

const label = { ja: '利用', en: 'Use' }
const corners = [
  { at: 0, points: 0 },
  { at: 100, points: 100 },
]
const curve = { shape: 'percentile', within: 'account.industry', corners } as const
const measure = {
  key: 'used',
  label,
  fact: 'metric.licence_use',
  curve,
  missing: { then: 'leave_out' },
  weight: 1,
} as const
const draft: Draft = {
  label,
  when: null,
  bands: { healthyFrom: 70, watchFrom: 50, hysteresis: 0 },
  confidenceNeeded: 0,
  dimensions: [{ key: 'adoption', label, weight: 1, measures: [measure] }],
}
const use = { fact: 'metric.licence_use', within: 'account.industry' }

beforeAll(async () => {
  for (let n = 0; n < 46; n++) {
    const value = (n * 37) % 23 // some of them alike
    used.push(value)
    const industry = n < 24 ? '製造' : n < 45 ? '小売' : '金融'
    ids.push(
      await account(`顧客${n}`, {
        'account.industry': industry,
        'metric.licence_use': value,
        'contract.state': 'active',
        'account.signed_up_on': '2020-04-01',
      }),
    )
  }
  await pass(at)
})

const readingOf = (id: AccountId) => {
  const n = ids.indexOf(id)
  const industry = n < 24 ? '製造' : n < 45 ? '小売' : '金融'
  return (key: string): FactValue => (key === 'metric.licence_use' ? used[n]! : industry)
}
const scoreOf = async (id: AccountId) => (await facts(id, at)).value('health.score')
let foretold = new Map<AccountId, number | null>()

test('what publishing would do is foretold from the accounts in hand', async () => {
  const asked = { key: newKey, draft: { ...draft, when: 'true' }, move: null, skip: 0, limit: 200 }
  const { named } = await previewDraft(call, asked)
  foretold = new Map(named.map(({ id, after }) => [id, after.score]))
  expect(foretold.size).toBeGreaterThan(40)
})

test('the database measures spreads as the core does, and one account is scored as all of them are', async () => {
  await inTx((tx) => createCard(tx, call, { draft: { ...draft, when: 'true' }, note: '比べる' }))
  const spreads = await inTx((tx) => readSpreads(tx, workspace.id, [use], today))
  const expected = spreadsAmong([use], ids.map(readingOf))
  const known = (all: typeof spreads, id: AccountId) => peersOf(all, use, readingOf(id))!
  for (const id of [ids[0]!, ids[30]!, ids[45]!]) {
    const [stored, inHand] = [known(spreads, id), known(expected, id)]
    expect(stored).toMatchObject({ size: inHand.size, group: inHand.group, fellBack: inHand.fellBack })
    for (const [piece, cut] of inHand.cuts.entries()) expect(stored.cuts[piece]).toBeCloseTo(cut, 9)
  }
  await pass(at)
  const [first] = ids as [AccountId]
  const together = await scoreOf(first)
  expect(together).toBe(Math.round(percentileOf(known(expected, first).cuts, used[0]!)))
  for (const [id, score] of foretold) expect(await scoreOf(id)).toBe(score)
  given(first, { 'metric.licence_use': 22 })
  await pass(at, [first])
  expect(await scoreOf(first)).toBeGreaterThan(90)
  given(first, { 'metric.licence_use': used[0]! })
  await pass(at, [first])
  expect(await scoreOf(first)).toBe(together)
})

test('why tells the place, the group and its size, and says when all stand in for a small one', async () => {
  const placeOf = async (id: AccountId) => {
    const parts = await inTx(async (tx) =>
      readWhy({ tx, events, workspace, accountId: id, facts: await facts(id, at) }),
    )
    return presentWhy(parts!, new Date(at)).dimensions[0]!.measures[0]!.place
  }
  expect(await placeOf(ids[30]!)).toMatchObject({ among: 21, group: { value: '小売' }, fellBack: false })
  expect(await placeOf(ids[45]!)).toMatchObject({ among: 46, group: { value: '金融' }, fellBack: true })
})

test('at the beginning of a turn spreads are measured anew, and those of the days before stay', async () => {
  for (const id of ids) given(id, { 'metric.licence_use': 50 })
  await pass('2026-11-01T05:00:00Z')
  const tomorrow = addDays(today, 1)
  await inTx((tx) => healthDerivation.beforeAll!({ tx, workspace, today: tomorrow }))
  const middle = async (on: typeof today) =>
    (await inTx((tx) => readSpreads(tx, workspace.id, [use], on))).values().next().value!.all!.cuts[50]
  expect(await middle(tomorrow)).toBe(50)
  expect(await middle(today)).toBeLessThan(23)
})

test('at a past day customers are compared with the customers of that day', async () => {
  const { catalogue } = await facts(ids[0]!, at)
  const asked = { events, workspace, catalogue, days: [{ day: today, rebuilt: false }] }
  const { shown } = await replayCards(asked, [{ ...draft, key: 'replayed' }])
  expect(new Set(shown.map(({ score }) => score))).toEqual(new Set([50]))
})
