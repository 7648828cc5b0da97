import { beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor['api']['accounts']['views']
let viewer: Visitor['api']['accounts']['views']
beforeAll(async () => {
  server = await testServer()
  admin = (await server.signIn('admin')).api.accounts.views
  viewer = (await server.signIn('viewer')).api.accounts.views
})

const columns = ['account.industry', 'contract.arr']
const names = async (views: typeof admin) => (await views.list({})).rows.map((view) => view.name)

test('a new workspace begins with ready-made views, in its language', async () => {
  expect(await names(viewer)).toContain('健康度が危険')
})

test("one's own view is seen by nobody else, a shared one by all", async () => {
  await admin.create({ name: '私だけ', columns })
  await admin.create({ name: 'みんなの', columns, sharing: 'shared', sort: '-contract.arr' })
  expect(await names(admin)).toEqual(expect.arrayContaining(['私だけ', 'みんなの']))
  expect(await names(viewer)).toContain('みんなの')
  expect(await names(viewer)).not.toContain('私だけ')
})

test('whoever may not share keeps views to themselves, and shared ones as they are', async () => {
  await expect(viewer.create({ name: '共有', columns, sharing: 'shared' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const own = await viewer.create({ name: '自分の', columns })
  await expect(viewer.update({ id: own.id, version: 1, sharing: 'shared' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  const shared = await admin.create({ name: '基準', columns, sharing: 'shared' })
  await expect(viewer.update({ id: shared.id, version: 1, name: '改' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('a removed view can be made again from the answer', async () => {
  const view = await admin.create({
    name: '消す',
    columns,
    condition: 'account.has_owner',
    groupBy: 'account.industry',
  })
  const {
    id: _id,
    version: _version,
    ownerId: _owner,
    ownerName: _name,
    mayChange: _may,
    ...removed
  } = await admin.remove({
    id: view.id,
  })
  expect(await names(admin)).not.toContain('消す')
  const again = await admin.create(removed)
  expect(again).toMatchObject({ ...view, id: again.id })
})

test('a view changed meanwhile is not written over', async () => {
  const view = await admin.create({ name: '順番', columns })
  await admin.update({ id: view.id, version: view.version, position: 5 })
  await expect(admin.update({ id: view.id, version: view.version, position: 6 })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})
