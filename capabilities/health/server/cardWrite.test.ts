import { expect, test } from 'vitest'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { givenFacts } from '#test/build/givenFacts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import type { Draft } from '../core/draft.ts'
import { newKey } from '../core/order.ts'
import { dear } from '../core/ready/dear.ts'
import { readCards } from './cards.ts'
import { readVersions } from './cardVersions.ts'
import { createCard, publishCard, reorderCards, restoreCard, switchCard } from './cardWrite.ts'
import { previewDraft } from './preview.ts'

const database = await testDatabase()
const events = testEvents()
const workspace = await testWorkspace(database)
const { account, given, pass, facts } = await givenFacts(database, events, workspace)

let clock = Date.parse('2026-11-01T01:00:00Z')
const personId = crypto.randomUUID()
const call = {
  caller: { workspace, workspaceId: workspace.id, personId } as never,
  database,
  live: { publish: async () => {} } as never,
  now: () => new Date(clock),
  newId: <T extends string>() => crypto.randomUUID() as unknown as T,
  today: () => dayOf(clock, workspace.timeZone),
  transaction: <T>(work: Parameters<typeof database.workspace<T>>[1]) => database.workspace(workspace.id, work),
}
const at = () => new Date(clock).toISOString()

/** A stream of numbers that is the same on every run. */
let seed = 7
const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
const maybe = (value: FactValue): FactValue => (random() < 0.15 ? null : value)
const someFacts = (): Record<string, FactValue> => ({
  'account.signed_up_on': random() < 0.3 ? '2026-10-10' : '2024-04-01',
  'touch.last_on': maybe(`2026-10-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`),
  'metric.licence_use': maybe(Math.floor(random() * 110)),
  'metric.weekly_active_users.change': maybe(Math.floor(random() * 120) - 60),
  'metric.habit_weeks_12': maybe(Math.floor(random() * 13)),
  'metric.features_used_28d': maybe(Math.floor(random() * 9)),
  'metric.last_seen_on': maybe(`2026-10-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`),
  'survey.nps.latest': maybe(Math.floor(random() * 11)),
  'survey.nps.on': '2026-09-01',
  'inquiry.satisfaction_90d': maybe(1 + Math.floor(random() * 40) / 10),
  'pulse.latest': maybe(1 + Math.floor(random() * 5)),
  'contract.mrr': Math.floor(random() * 1_000_000),
})

const accounts: AccountId[] = []
for (let n = 0; n < 120; n++) accounts.push(await account(`顧客${n}`, someFacts()))
await pass(at())
// Some values go missing, so that there are held ones.
for (const id of accounts.slice(0, 40)) given(id, { 'inquiry.satisfaction_90d': null })
clock += 3_600_000
await pass(at())

const { key: ownKey, ...base } = dear
const useOnly: Draft = {
  ...base,
  dimensions: base.dimensions.map((one) => ({ ...one, weight: one.key === 'adoption' ? 90 : 5 })),
}
const standing = async (id: AccountId) => {
  const { value } = await facts(id, at())
  return { score: value('health.score'), grade: value('health.grade') }
}
const preview = (key: string, draft: Draft) => previewDraft(call, { key, draft, move: null, skip: 0, limit: 200 })

/** Publishes, computes, and holds every account against what the preview had said. */
async function expectSame(key: string, draft: Draft, publish: () => Promise<unknown>): Promise<number> {
  const before = new Map(await Promise.all(accounts.map(async (id) => [id, await standing(id)] as const)))
  const told = await preview(key, draft)
  await publish()
  clock += 3_600_000
  await pass(at())
  const named = new Map(told.named.map((one) => [one.id, one]))
  for (const id of accounts) {
    const now = await standing(id)
    if (named.has(id)) expect(named.get(id)).toMatchObject({ before: before.get(id), after: now })
    else expect(now.grade).toBe(before.get(id)!.grade)
  }
  expect(told.accounts).toBe(accounts.length)
  expect(told.total).toBe(told.named.length)
  const again = await preview(key === newKey ? 'none' : key, draft)
  expect(again.total).toBe(0)
  return told.total
}
const inTx = <T>(work: Parameters<typeof call.transaction<T>>[0]) => call.transaction(work)

test('what a preview says is what publishing then computes, account by account', async () => {
  const changed = await expectSame(ownKey, useOnly, () =>
    inTx((tx) => publishCard(tx, call, { key: 'dear', basedOn: 1, draft: useOnly, note: '活用を重く' })),
  )
  expect(changed).toBeGreaterThan(5)
})

test('the same for another scope, which hands accounts from card to card', async () => {
  const draft: Draft = {
    ...base,
    label: { ja: '大口', en: 'Large' },
    when: 'contract.mrr >= 500000 || !has(pulse.latest)',
  }
  const changed = await expectSame(newKey, draft, () =>
    inTx((tx) => createCard(tx, call, { draft, note: '大口を分ける' })),
  )
  expect(changed).toBeGreaterThan(0)
  const cards = await inTx((tx) => readCards(tx, workspace.id))
  expect(cards.map((card) => card.label.ja)).toEqual(['DEAR(導入期)', '大口', 'DEAR(定着期以降)'])
})

test('the same where no card is left for some', async () => {
  const draft: Draft = { ...useOnly, when: 'pulse.latest >= 3' }
  const told = await preview('dear', draft)
  expect(told.moves.filter(({ to }) => to === null).length).toBeGreaterThan(0)
  await expectSame('dear', draft, () =>
    inTx((tx) => publishCard(tx, call, { key: 'dear', basedOn: 2, draft, note: '所感のある顧客だけ' })),
  )
})

test('a version that somebody else published first is a conflict, and nothing is written', async () => {
  const late = inTx((tx) => publishCard(tx, call, { key: 'dear', basedOn: 2, draft: base, note: '遅い' }))
  await expect(late).rejects.toMatchObject({ code: 'CONFLICT', data: { issues: [{ rule: 'changed_meanwhile' }] } })
  const both = await Promise.allSettled(
    ['a', 'b'].map((note) => inTx((tx) => publishCard(tx, call, { key: 'dear', basedOn: 3, draft: useOnly, note }))),
  )
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an older version comes back as a new one, and the versions tell who did what and why', async () => {
  await inTx((tx) => restoreCard(tx, call, { key: 'dear', version: 1, basedOn: 4, note: '元の重みへ' }))
  const versions = await inTx((tx) => readVersions(tx, workspace.id, 'dear'))
  expect(versions.map(({ version }) => version)).toEqual([5, 4, 3, 2, 1])
  expect(versions[0]).toMatchObject({ note: '元の重みへ', publishedBy: { id: personId } })
  const [card] = (await inTx((tx) => readCards(tx, workspace.id))).filter(({ key }) => key === 'dear')
  expect(card!.dimensions.map(({ weight }) => weight)).toEqual(dear.dimensions.map(({ weight }) => weight))
})

test('cards are put into another order and out of use, and come back', async () => {
  const keys = async () => (await inTx((tx) => readCards(tx, workspace.id))).map(({ key }) => key)
  const before = await keys()
  await inTx((tx) => reorderCards(tx, call, before.toReversed()))
  expect(await keys()).toEqual(before.toReversed())
  await expect(inTx((tx) => reorderCards(tx, call, ['dear']))).rejects.toMatchObject({ code: 'CONFLICT' })
  await inTx((tx) => switchCard(tx, call, { key: 'dear_onboarding', used: false }))
  expect(await keys()).not.toContain('dear_onboarding')
  await inTx((tx) => switchCard(tx, call, { key: 'dear_onboarding', used: true }))
  expect(await keys()).toEqual(before.toReversed())
})
