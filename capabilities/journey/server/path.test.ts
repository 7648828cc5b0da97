import { sql } from 'kysely'
import { beforeAll, expect, test, vi } from 'vitest'
import { dayAgo } from '#test/build/day.ts'
import { linkMap } from '#test/build/linkedMap.ts'
import { testServer, type Visitor } from '#test/servers/server.ts'

const { signIn, database } = await testServer()
const soon = { timeout: 45_000 }
let mori: Visitor
let id: string

beforeAll(async () => {
  mori = await signIn('csm')
  const signedUpOn = dayAgo(20)
  id = (await mori.api.accounts.create({ name: '南天商事株式会社', signedUpOn, touchModel: 'low' })).id
  await vi.waitFor(async () => expect((await mori.api.journey.path({ id })).current).not.toBeNull(), soon)
})

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; data?: { issues?: { rule: string }[] } }) => [error.code, error.data?.issues?.[0]?.rule],
  )

test('a path shows the phase, what is missing to go on, and the help we give', async () => {
  const path = await mori.api.journey.path({ id })
  expect(path.current).toMatchObject({
    phase: 'onboarding',
    usualDays: 60,
    lateness: 'on_time',
    next: 'adoption',
    cause: 'start',
  })
  expect(path.current!.milestones.map((one) => [one.key, one.state])).toContainEqual(['first_value', 'missing'])
  expect(path.current!.support[0]).toMatchObject({ ja: '合同の導入説明会に招く' })
  expect(path.phases.map((phase) => phase.status)).toEqual(['current', 'ahead', 'ahead'])
})

test('a move by hand needs a reason, is kept with it, and can be taken back', async () => {
  expect(await refusal(mori.api.journey.move({ id, phase: 'onboarding', reason: '同じ' }))).toEqual([
    'REFUSED',
    'journey.same_phase',
  ])
  const moved = await mori.api.journey.move({ id, phase: 'adoption', reason: '現場で使われ始めたため' })
  expect(moved.current).toMatchObject({ phase: 'adoption', days: 0, cause: 'person' })
  expect(moved.history[0]).toMatchObject({ reason: '現場で使われ始めたため', person: { id: mori.personId } })
  const back = await mori.api.journey.undoMove({ id, entryId: moved.current!.entryId })
  expect(back.current).toMatchObject({ phase: 'onboarding', cause: 'undo', returns: 0 })
  expect(back.current!.days).toBeGreaterThanOrEqual(20)
  expect(back.history.map((stay) => stay.undone)).toEqual([false, true, false])
  expect(back.moves.find((one) => one.move === 'undo')).toMatchObject({ allowed: false, why: 'nothing_to_undo' })
})

test("a person's word reaches a milestone, and its withdrawal takes it away", async () => {
  const path = await mori.api.journey.reach({ id, milestone: 'first_value', source: 'customer', note: '定例会で確認' })
  const stated = path.current!.milestones.find((one) => one.key === 'first_value')
  expect(stated).toMatchObject({
    state: 'met',
    source: 'customer',
    note: '定例会で確認',
    person: { id: mori.personId },
  })
  const without = await mori.api.journey.unreach({ id, milestone: 'first_value' })
  expect(without.current!.milestones.find((one) => one.key === 'first_value')).toMatchObject({
    state: 'missing',
    source: null,
  })
  expect(await refusal(mori.api.journey.unreach({ id, milestone: 'first_value' }))).toEqual([
    'REFUSED',
    'journey.not_confirmed',
  ])
})

test('an account that is let go by a person stays where it was put, although its criteria hold', async () => {
  for (const milestone of ['first_value', 'basics', 'operation']) await mori.api.journey.reach({ id, milestone })
  await expect.poll(async () => (await mori.api.journey.path({ id })).current!.phase).toBe('adoption')
  const back = await mori.api.journey.move({ id, phase: 'onboarding', reason: '担当者が交代したため' })
  expect(back.current).toMatchObject({ phase: 'onboarding', leave: 'ask', mayLeave: true, returns: 1 })
})

/** A customer who has been at a light success for some days; `change` makes it be looked at anew. */
async function atLight(name: string, days: number) {
  const { id: account } = await mori.api.accounts.create({ name, signedUpOn: dayAgo(1200), successType: 'light' })
  const path = () => mori.api.journey.path({ id: account })
  await vi.waitFor(async () => expect((await path()).current).not.toBeNull(), soon)
  expect(await path()).toMatchObject({ current: { phase: 'renewal' }, oldLightDays: null })
  await database.workspace(mori.workspace.id, (tx) =>
    sql`update account_phases set entered_on = ${dayAgo(days)} where account_id = ${account} and left_at is null`.execute(
      tx,
    ),
  )
  const change = async (to: { tags?: string[]; successType?: 'deep' }) => {
    const { version } = (await mori.api.accounts.get({ id: account })).account
    await mori.api.accounts.update({ id: account, version, ...to })
  }
  return { id: account, oldDays: async () => (await path()).oldLightDays, change }
}

test('a light success that has grown old is pointed out, and raised as a signal, until a deep one is aimed at', async () => {
  const light = await atLight('浜名湖食品', 800)
  await light.change({ tags: ['見直し'] })
  await expect.poll(light.oldDays, soon).toBe(800)
  const { signals } = await mori.api.cockpit.signals({ id: light.id })
  expect(signals.find(({ rule }) => rule.key === 'light_without_deep')?.because.ja).toContain('800日')
  await light.change({ successType: 'deep' })
  await expect.poll(light.oldDays, soon).toBeNull()
})

test('a light success is old once a deep one of its product usually takes no longer', async () => {
  const admin = await signIn('admin')
  const light = await atLight('天竜製紙', 400)
  const price = { startOn: dayAgo(1200), amount: 100, intervalMonths: 1 }
  await mori.api.revenue.create({ id: light.id, startOn: dayAgo(1200), lines: [{ product: '本体', price }] })
  const say = (deepMonths: number | null, version: number) =>
    admin.api.revenue.catalogue.putSuccess({
      product: '本体',
      success: { decided: 'early', lightMonths: 6, deepMonths },
      version,
    })
  await say(12, 0)
  await expect.poll(light.oldDays, soon).toBe(400)
  await say(14, 1)
  await expect.poll(light.oldDays, soon).toBeNull()
})

test('a milestone says what counts for it, in words, and what its map names to use on the way', async () => {
  const admin = await signIn('admin')
  const links = { plans: ['onboarding'], content: ['roles_guide', 'kickoff_guide'] }
  await linkMap(admin.api.journey, 'first_value', links)
  const created = await mori.api.accounts.create({ name: '青海精機', signedUpOn: dayAgo(3), touchModel: 'low' })
  const path = () => mori.api.journey.path({ id: created.id })
  await vi.waitFor(async () => expect((await path()).current).not.toBeNull(), soon)
  const { current } = await path()
  const of = (key: string) => current!.milestones.find((one) => one.key === key)
  expect(of('first_value')).toMatchObject({ ...links, steps: ['first_value'], proof: null })
  expect(of('first_value')!.said).toEqual({ ja: expect.stringMatching(/がわかっている$/), en: expect.any(String) })
  expect(of('basics')).toMatchObject({ plans: [], content: [], steps: [] })
  expect(of('basics')!.said!.ja).toMatch(/3.*以上$/)
  expect(current).toMatchObject(links)
})
