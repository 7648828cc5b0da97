import { beforeAll, expect, test } from 'vitest'
import { testServer, type Visitor } from '#test/servers/server.ts'

let admin: Visitor
let api: Visitor['api']['accounts']
beforeAll(async () => {
  admin = await (await testServer()).signIn('admin')
  api = admin.api.accounts
})

const newAccount = async () => (await api.create({ name: '青海精機' })).id

test('people are kept with their roles, and who is missing is told', async () => {
  const id = await newAccount()
  const contact = await api.contacts.create({
    id,
    name: '大西 直美',
    nameKana: 'オオニシ ナオミ',
    email: 'onishi@example.co.jp',
    roles: ['promoter', 'operator'],
    attitude: 'supporter',
    influence: 4,
  })
  expect(contact).toMatchObject({ roles: ['promoter', 'operator'], attitudeOn: expect.any(String), version: 1 })
  const { rows, gaps } = await api.contacts.list({ id })
  expect(rows).toEqual([contact])
  expect(gaps.map((gap) => gap.kind)).toEqual(['no_decision_maker', 'promoter_is_operator', 'one_person'])
})

test('a change of a contact can be taken back, and an outdated one is refused', async () => {
  const before = await api.contacts.create({ id: await newAccount(), name: '田中', title: '部長' })
  const { contact, undo } = await api.contacts.update({ id: before.id, version: 1, title: null, phone: '03-0000-0000' })
  expect(contact).toMatchObject({ title: null, phone: '03-0000-0000', version: 2 })
  const stale = api.contacts.update({ id: before.id, version: 1, title: '課長' })
  await expect(stale).rejects.toMatchObject({ code: 'CONFLICT' })
  const back = await api.contacts.update({ ...undo, id: before.id })
  expect(back.contact).toEqual({ ...before, version: 3, updatedAt: back.contact.updatedAt })
})

test('nobody reports to themselves, not even round three corners', async () => {
  const id = await newAccount()
  const chief = await api.contacts.create({ id, name: '社長' })
  const head = await api.contacts.create({ id, name: '部長', reportsTo: chief.id })
  const circle = api.contacts.update({ id: chief.id, version: 1, reportsTo: head.id })
  await expect(circle).rejects.toMatchObject({ data: { issues: [{ field: 'reportsTo', rule: 'reports_to_cycle' }] } })
  const stranger = await api.contacts.create({ id: await newAccount(), name: '他社' })
  const foreign = api.contacts.update({ id: chief.id, version: 1, reportsTo: stranger.id })
  await expect(foreign).rejects.toMatchObject({ data: { issues: [{ rule: 'unknown_contact' }] } })
})

test('an external id belongs to one contact', async () => {
  const id = await newAccount()
  await api.contacts.create({ id, name: '一', externalId: 'C-1' })
  const second = api.contacts.create({ id, name: '二', externalId: 'C-1' })
  await expect(second).rejects.toMatchObject({ data: { issues: [{ field: 'externalId', rule: 'external_id_taken' }] } })
})

test('an archived contact leaves the list and its gap, and comes back', async () => {
  const id = await newAccount()
  const contact = await api.contacts.create({ id, name: '決裁者', roles: ['decision_maker'] })
  await api.contacts.archive({ id: contact.id })
  expect((await api.contacts.list({ id })).rows).toEqual([])
  expect((await api.contacts.list({ id, archived: 'with' })).rows).toHaveLength(1)
  await api.contacts.restore({ id: contact.id })
  expect((await api.contacts.list({ id })).gaps.map((gap) => gap.kind)).not.toContain('no_decision_maker')
})
