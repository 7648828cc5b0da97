import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { givenFacts } from '#test/build/givenFacts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import type { Moving } from '../contract/maps.ts'
import { conditionsOf } from '../core/map.ts'
import { draftOf, type MapDraft, newPhase } from '../core/mapDraft.ts'
import { removePhase } from '../core/mapEdit.ts'
import { mapIssues } from '../core/mapIssues.ts'
import type { Named } from '../core/mapMove.ts'
import { readyMaps } from '../core/ready/maps.ts'
import { threePhases } from '../core/ready/threePhases.ts'
import { beginMap, discardDraft, readDrafts, saveDraft } from './drafts.ts'
import { lateForMaps } from './late.ts'
import { mapVersions, openMap } from './mapList.ts'
import { previewMap } from './mapPreview.ts'
import { publishMap, switchMap } from './mapPublish.ts'

const database = await testDatabase()
const workspace = await testWorkspace(database)
const { account, pass, facts } = await givenFacts(database, testEvents(), workspace)

let clock = Date.parse('2026-11-01T01:00:00Z')
const call = {
  caller: { workspace, workspaceId: workspace.id, personId: crypto.randomUUID() } as never,
  database,
  live: { publish: async () => {} } as never,
  now: () => new Date(clock),
  newId: <T extends string>() => crypto.randomUUID() as unknown as T,
  today: () => dayOf(clock, workspace.timeZone),
}
const inTx = <T>(work: Parameters<typeof database.workspace<T>>[1]) => database.workspace(workspace.id, work)
const at = () => new Date(clock).toISOString()

/** A stream of numbers that is the same on every run. */
let seed = 11
const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
const someFacts = (): Record<string, FactValue> => ({
  'account.signed_up_on': ['2026-10-10', '2026-03-01', '2024-04-01'][Math.floor(random() * 3)]!,
  'account.touch_model': ['high', 'low', 'tech'][Math.floor(random() * 3)]!,
  'metric.first_value_on': random() < 0.7 ? '2026-10-20' : null,
  'metric.features_used_28d': Math.floor(random() * 8),
  'metric.active_days_28d': Math.floor(random() * 20),
  'metric.habit_weeks_12': Math.floor(random() * 13),
  'contract.arr': Math.floor(random() * 9_000_000),
})
const accounts: AccountId[] = []
for (let n = 0; n < 60; n++) accounts.push(await account(`顧客${n}`, someFacts()))
await pass(at())

const standing = async (id: AccountId) => {
  const { value } = await facts(id, at())
  return { map: value('journey.map'), phase: value('phase.key'), version: value('journey.map_version') }
}
const standings = async () => new Map(await Promise.all(accounts.map(async (id) => [id, await standing(id)] as const)))

async function save(key: string, draft: MapDraft): Promise<number> {
  const { version } = await inTx((tx) => openMap(tx, workspace.id, key))
  const [kept] = await inTx((tx) => readDrafts(tx, workspace.id, { key }))
  const given = { key, draft, basedOn: version ?? 0, revision: kept?.revision ?? 0 }
  return (await inTx((tx) => saveDraft(tx, call, given))).revision
}

/** Previews, publishes, computes, and holds every account against what the preview had said. */
async function publishAsTold(key: string, draft: MapDraft, moving: Moving, named: Named = {}) {
  const asked = { key, moving, named }
  const revision = await save(key, draft)
  const before = await standings()
  const told = await inTx((tx) => previewMap(tx, call, { ...asked, draft, limit: 200 }))
  await inTx((tx) => publishMap(tx, call, { ...asked, revision, note: '見直し' }))
  clock += 3_600_000
  await pass(at())
  const byId = new Map(told.named.map((one) => [one.id, one]))
  for (const [id, now] of await standings()) {
    const change = byId.get(id)
    const was = before.get(id)!
    expect([id, now.map, now.phase]).toEqual([id, change?.to.map ?? was.map, change?.to.phase ?? was.phase])
  }
  return told
}

const base = draftOf(threePhases)
const easier: MapDraft = {
  ...base,
  phases: base.phases.map((phase) => ({
    ...phase,
    milestones: phase.milestones.filter(({ key }) => key !== 'operation' && key !== 'spread'),
  })),
}

test('the ready-made maps are sound, and ask only facts that are known when phases are told', async () => {
  const { catalogue } = await facts(accounts[0]!, at())
  const ground = { catalogue, late: lateForMaps(catalogue) }
  for (const map of readyMaps) {
    expect(mapIssues(draftOf(map), ground)).toEqual([])
    expect(conditionsOf(map).filter((text) => !readCondition(text, catalogue).ok)).toEqual([])
  }
})

test('what the preview says is what publishing then computes, customer by customer', async () => {
  const told = await publishAsTold('three_phases', easier, { who: 'all' })
  expect(told.changed.accounts).toBeGreaterThan(0)
  expect(told.moved).toBe(60)
  expect((await standing(accounts[0]!)).version).toBe(2)
})

test('customers of a phase that is gone are not published away: a phase is named for them', async () => {
  const without = removePhase(easier, 'adoption')
  const revision = await save('three_phases', without)
  const asked = { key: 'three_phases', moving: { who: 'all' } as const, named: {} }
  const { lost } = await inTx((tx) => previewMap(tx, call, { ...asked, draft: without, limit: 0 }))
  expect(lost).toMatchObject([{ phase: 'adoption', suggested: 'onboarding', to: null }])
  expect(lost[0]!.accounts).toBeGreaterThan(0)
  const publishing = inTx((tx) => publishMap(tx, call, { ...asked, revision, note: '二段に' }))
  await expect(publishing).rejects.toMatchObject({
    data: { issues: [{ rule: 'journey.phase_lost', value: 'adoption' }] },
  })
  await publishAsTold('three_phases', without, { who: 'all' }, { adoption: 'renewal' })
  const { rows } = await inTx((tx) =>
    sql<{ cause: string }>`select cause from account_phases where left_at is null and cause = 'map'`.execute(tx),
  )
  expect(rows).toHaveLength(lost[0]!.accounts)
})

test('a version for new customers alone leaves everybody where they are', async () => {
  const told = await publishAsTold('three_phases', base, { who: 'new' })
  expect([told.moved, told.changed.accounts]).toEqual([0, 0])
  const fresh = await account('新しい顧客', { 'account.signed_up_on': '2026-10-20' })
  await pass(at(), [fresh])
  expect([(await standing(accounts[0]!)).version, (await standing(fresh)).version]).toEqual([3, 4])
  const versions = await inTx((tx) => mapVersions(tx, workspace.id, 'three_phases'))
  expect(versions.map(({ version, followers }) => [version, followers])).toEqual([
    [4, 1],
    [3, 60],
    [2, 0],
    [1, 0],
  ])
})

test('a map of its own takes the customers that it is meant for; switched off, it gives them back', async () => {
  const key = await inTx((tx) => beginMap(tx, call, { from: 'three_phases', ready: true, product: null }))
  const first = newPhase(base, { ja: '契約', en: 'Signed' })
  const draft: MapDraft = {
    ...base,
    label: { ja: 'テックタッチ', en: 'Tech touch' },
    when: 'account.touch_model == "tech"',
    phases: [
      { ...first, aim: first.label, milestones: [{ ...base.phases[0]!.milestones[1]!, key: 'signed' }] },
      ...base.phases,
    ],
  }
  const told = await publishAsTold(key, draft, { who: 'some', when: 'contract.arr >= 1000000' })
  const { after } = told.maps.find((one) => one.key === key)!
  expect(after).toBe(told.moved)
  expect(after).toBeGreaterThan(0)
  await inTx((tx) => switchMap(tx, call, { key, used: false }))
  clock += 3_600_000
  await pass(at())
  const maps = [...(await standings()).values()].map(({ map }) => map)
  expect(new Set(maps)).toEqual(new Set(['three_phases']))
  const last = inTx((tx) => switchMap(tx, call, { key: 'three_phases', used: false }))
  await expect(last).rejects.toMatchObject({ data: { issues: [{ rule: 'journey.last_map' }] } })
})

test('a draft that somebody else saved meanwhile is not written over, and can be thrown away and kept again', async () => {
  const revision = await save('three_phases', easier)
  const stale = inTx((tx) =>
    saveDraft(tx, call, { key: 'three_phases', draft: base, basedOn: 4, revision: revision - 1 }),
  )
  await expect(stale).rejects.toMatchObject({ code: 'CONFLICT' })
  await inTx((tx) => discardDraft(tx, call, 'three_phases'))
  expect((await inTx((tx) => openMap(tx, workspace.id, 'three_phases'))).draft).toBeNull()
  expect(await save('three_phases', easier)).toBe(1)
})
