import { beforeAll, beforeEach, expect, test } from 'vitest'
import { testServer, type Visitor } from '#test/servers/server.ts'

let admin: Visitor
let api: Visitor['api']['accounts']
let ids: string[]

beforeAll(async () => {
  admin = await (await testServer()).signIn('admin')
  api = admin.api.accounts
})
beforeEach(async () => {
  ids = []
  for (const name of ['甲', '乙', '丙'])
    ids.push((await api.create({ name, tags: ['既存'], region: name === '丙' ? '関東' : '関西' })).id)
})

const accounts = () => Promise.all(ids.map(async (id) => (await api.get({ id })).account))

test('a preview says what would change and changes nothing', async () => {
  const before = await accounts()
  const preview = await api.changes.preview({ selection: { ids }, change: { region: '関東', addTags: ['既存'] } })
  expect(preview).toMatchObject({ accounts: 3, changed: 2, same: 1, issues: [] })
  expect(preview.sample[0]).toMatchObject({ name: '甲', changes: [{ field: 'region', before: '関西', after: '関東' }] })
  expect(await accounts()).toEqual(before)
})

test('many accounts are changed at once, and all of it is taken back', async () => {
  const before = await accounts()
  const change = { region: '関東', addTags: ['新規'], removeTags: ['既存'], assignments: { csm: admin.personId } }
  const applied = await api.changes.apply({ selection: { ids }, change })
  expect(applied).toMatchObject({ accounts: 3, changed: 3, same: 0 })
  for (const account of await accounts())
    expect(account).toMatchObject({
      region: '関東',
      tags: ['新規'],
      assignments: [{ role: 'csm', personId: admin.personId }],
    })
  expect(await api.changes.undo({ id: applied.changeId })).toEqual({ undone: 3, kept: 0 })
  const strip = (list: typeof before) => list.map(({ version: _version, updatedAt: _updated, ...account }) => account)
  expect(strip(await accounts())).toEqual(strip(before))
  await expect(api.changes.undo({ id: applied.changeId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('what somebody changed since stays when a change is taken back', async () => {
  const applied = await api.changes.apply({ selection: { ids }, change: { region: '九州' } })
  const [first] = await accounts()
  await api.update({ id: first!.id, version: first!.version, region: '北海道' })
  expect(await api.changes.undo({ id: applied.changeId })).toEqual({ undone: 2, kept: 1 })
  expect((await accounts()).map((account) => account.region)).toEqual(['北海道', '関西', '関東'])
})

test('a selection by condition takes all that match', async () => {
  await expect.poll(async () => (await api.list({ search: '丙' })).rows.some((row) => row.id === ids[2])).toBe(true)
  const matching = { condition: 'account.region == "関東"', search: '丙' }
  const preview = await api.changes.preview({ selection: { matching }, change: { archived: true } })
  expect(preview.sample.map((one) => one.id)).toContain(ids[2])
})

test('a wrong value is refused before anything is changed', async () => {
  const change = { region: '関東', custom: { nothing: 1 } }
  const preview = await api.changes.preview({ selection: { ids }, change })
  expect(preview.issues).toMatchObject([{ field: 'custom.nothing', rule: 'unknown_field' }])
  await expect(api.changes.apply({ selection: { ids }, change })).rejects.toMatchObject({ code: 'REFUSED' })
  expect((await accounts())[0]!.region).toBe('関西')
})
