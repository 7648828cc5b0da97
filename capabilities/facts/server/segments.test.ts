import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const server = await testServer()
let ops: Visitor
let size: string
const ids: string[] = []
const patience = { timeout: 45_000 }
const label = (ja: string, en: string) => ({ ja, en })

beforeAll(async () => {
  ops = await server.signIn('cs_ops')
  for (const employees of [5, 50, 500, 5000, 50_000])
    ids.push((await ops.api.accounts.create({ name: `顧客${employees}`, employees })).id)
  size = (await ops.api.facts.segments.createAxis({ label: label('規模', 'Size'), exclusive: true })).id
})

const make = (en: string, condition: string, axisId = size) =>
  ops.api.facts.segments.create({ axisId, label: label(en, en), kind: 'live', condition })
const axis = async (id = size) => (await ops.api.facts.segments.list()).axes.find((one) => one.id === id)!
const members = async (key: string) =>
  (await ops.api.facts.conditions.count({ condition: `"${key}" in segments` })).matches
const sizes = async (id = size) => (await axis(id)).segments.map((one) => [one.key, one.members])

test('on an exclusive axis each customer is in the first segment that takes it', async () => {
  await make('Large', 'account.employees >= 500')
  await make('Middle', 'account.employees >= 50')
  await expect.poll(() => sizes(), patience).toEqual([['large', 3], ['middle', 1]])
  expect((await axis()).leftovers).toEqual({ accounts: 1, condition: '!("large" in segments) && !("middle" in segments)' })
  expect(await members('large')).toBe(3)
}) // biome-ignore format: sizes stand in a line

test('another order moves whoever both would take, and the stays say so', async () => {
  const [large, middle] = (await axis()).segments
  await ops.api.facts.segments.order({ id: size, ids: [middle!.id, large!.id] })
  await expect.poll(() => sizes(), patience).toEqual([['middle', 4], ['large', 0]])
  const { rows } = await ops.api.facts.segments.moves({ id: large!.id })
  expect(rows.map((move) => move.enters)).toEqual([false, false, false, true, true, true])
  const moved = async (fact: string, key: string) =>
    (await ops.api.facts.conditions.count({ condition: `"${key}" in segments.${fact}_30d` })).matches
  expect([await moved('left', 'large'), await moved('entered', 'middle')]).toEqual([3, 4])
  await ops.api.facts.segments.order({ id: size, ids: [large!.id, middle!.id] })
  await expect.poll(() => sizes(), patience).toEqual([['large', 3], ['middle', 1]])
  expect([await moved('left', 'large'), await moved('left', 'middle')]).toEqual([0, 3])
}) // biome-ignore format: sizes stand in a line

test('a draft tells its members, what it shares and who is left, before it is kept', async () => {
  const draft = { axisId: size, condition: 'account.employees < 1000' }
  expect(await ops.api.facts.segments.preview(draft)).toMatchObject({
    of: 5,
    matches: 3,
    members: 1,
    leftovers: 0,
    leftoversNow: 1,
    overlaps: [
      { key: 'large', accounts: 1, before: true },
      { key: 'middle', accounts: 2, before: true },
    ],
  })
})

test('a segment may ask for health, and a static one takes whom somebody lists; both are undone', async () => {
  const { id: axisId } = await ops.api.facts.segments.createAxis({ label: label('課題', 'Topic') })
  await make('Scored', 'has(health.grade)', axisId)
  const kept = { axisId, label: label('試用', 'Pilot'), kind: 'static' as const }
  const pilot = await ops.api.facts.segments.create(kept)
  const { changeId, changed } = await ops.api.facts.segments.members({ id: pilot.id, accountIds: ids.slice(0, 2), then: 'add' })
  expect(changed).toBe(2)
  await expect.poll(() => sizes(axisId), patience).toEqual([['scored', 5], ['pilot', 2]])
  expect((await axis(axisId)).overlaps).toMatchObject([{ keys: ['pilot', 'scored'], accounts: 2 }])
  expect(await ops.api.facts.segments.undoMembers({ id: changeId })).toEqual({ undone: 2 })
  await expect.poll(() => sizes(axisId), patience).toEqual([['scored', 5], ['pilot', 0]])
  await expect(ops.api.facts.segments.undoMembers({ id: changeId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
}) // biome-ignore format: sizes stand in a line

test('who is archived leaves, and a segment out of use has nobody while conditions that name it can still be read', async () => {
  await ops.api.accounts.archive({ id: ids[4]! })
  await expect.poll(() => members('large'), patience).toBe(2)
  const large = (await axis()).segments[0]!
  const open = await server.database.workspace(ops.workspace.id, (tx) =>
    sql`select from segment_memberships where segment_id = ${large.id} and left_at is null`.execute(tx),
  )
  expect(open.rows).toHaveLength(2)
  await ops.api.facts.segments.update({ id: large.id, archived: true })
  await expect.poll(() => members('large'), patience).toBe(0)
  await ops.api.facts.segments.update({ id: large.id, archived: false })
  await expect.poll(() => members('large'), patience).toBe(2)
})

test('the page of a segment sets its members against the rest, and says how well the axis separates', async () => {
  const large = (await axis()).segments[0]!
  const page = await ops.api.facts.segments.page({ id: large.id, measures: 'account.employees,account.name' })
  expect(page.measures).toEqual([
    {
      fact: 'account.employees',
      members: { known: 2, mean: 2750, median: 2750, sum: 5500 },
      rest: { known: 2, mean: 27.5, median: 27.5, sum: 55 },
    },
  ])
  expect(page).toMatchObject({
    of: 4,
    segment: { key: 'large', members: 2 },
    separation: { groups: 3, outcome: null, circular: [] },
  })
  expect(page.course.at(-1)).toMatchObject({ members: 2 })
  expect(page.course[0]!.members).toBeNull()
})

test('the page of a segment names what asks for it', async () => {
  const condition = 'account.employees > 1 && !("large" in segments)'
  await ops.api.accounts.views.create({ name: '大企業以外', columns: ['account.employees'], condition })
  const [large, middle] = (await axis()).segments
  const usesOf = async (id: string) => (await ops.api.facts.segments.page({ id })).uses
  expect(await usesOf(large!.id)).toMatchObject([{ kind: 'view', name: { ja: '大企業以外' } }])
  expect(await usesOf(middle!.id)).toEqual([])
})

test('what is known only after the segments cannot be asked, and what cannot be read is refused', async () => {
  for (const condition of ['cta.open_count > 0', '"large" in segments'])
    await expect(make('Wrong', condition)).rejects.toMatchObject({
      data: { issues: [{ field: 'condition', rule: 'segment_asks_later' }] },
    })
  await expect(make('Wrong', 'account.employes > 1')).rejects.toMatchObject({ code: 'REFUSED' })
  await expect(make('Wrong', '')).rejects.toMatchObject({ data: { issues: [{ rule: 'segment_needs_condition' }] } })
})

test('whoever may only read changes nothing, and another workspace sees nothing', async () => {
  const viewer = await server.signIn('viewer')
  await expect(viewer.api.facts.segments.createAxis({ label: label('a', 'a') })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  expect((await viewer.api.facts.segments.list()).axes).toHaveLength(2)
  const other = await server.signIn('admin', await testWorkspace(server.database))
  expect((await other.api.facts.segments.list()).axes).toEqual([])
  await expect(other.api.facts.segments.page({ id: (await axis()).segments[0]!.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
