import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
})

test('a workspace that was made before a ready-made template came is offered it, brings it in, and takes it back', async () => {
  const { ready, templates } = admin.api.outreach
  await server.database.workspace(server.workspace.id, (tx) =>
    sql`delete from outreach_templates where key = 'training'`.execute(tx),
  )
  await templates.remove({ key: 'stuck', removed: true }) // taken away on purpose: it is not offered
  expect(await ready.offered()).toEqual({
    templates: [{ key: 'training', name: { ja: '操作研修のご案内', en: expect.any(String) } }],
    sequences: [],
  })
  const keys = async () => (await templates.list()).templates.map(({ key }) => key)
  const brought = await ready.bringIn({})
  expect(brought).toEqual({ templates: ['training'], sequences: [] })
  expect(await keys()).toContain('training')
  expect(await keys()).not.toContain('stuck')
  expect(await ready.offered()).toEqual({ templates: [], sequences: [] })
  await ready.takeBack(brought)
  expect(await keys()).not.toContain('training')
})
