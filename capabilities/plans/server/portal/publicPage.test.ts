import { beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let path: string

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  path = (await admin.api.portal.setPage({ key: 'onboarding', isPublic: true })).path!.replace('/t/', '/public-plans/')
})

/** What somebody is answered who has no link and is not signed in. */
const anybody = async (more = '') => {
  const answer = await fetch(`${server.address}/api/v1${path}${more}`)
  return { status: answer.status, text: await answer.text() }
}
const shown = async () =>
  (JSON.parse((await anybody()).text) as { stages: { steps: { content: { key: string }[] }[] }[] }).stages.flatMap(
    ({ steps }) => steps.flatMap(({ content }) => content.map(({ key }) => key)),
  )
const itemOf = async (key: string) => {
  const { items } = await admin.api.content.names()
  return admin.api.content.get({ id: items.find((one) => one.key === key)!.id })
}
const mark = async (key: string, marked: boolean) => {
  const { id, draft, definition } = await itemOf(key)
  return admin.api.content.write({ id, draft, definition: { ...definition, public: marked } })
}
const publish = ({ id, draft }: { id: string; draft: number }) => admin.api.content.publish({ id, draft, note: '' })

test('a public page shows no item until one is marked for the public and published, and takes it away again', async () => {
  expect(await shown()).toEqual([])
  expect((await anybody('/content/roles_guide')).status).toBe(404)
  const marked = await mark('roles_guide', true)
  expect(await shown()).toEqual([])
  await publish(marked)
  expect(await shown()).toEqual(['roles_guide'])
  expect((await admin.api.portal.pageOf({ key: 'onboarding' })).content.filter(({ isShown }) => isShown)).toMatchObject(
    [{ id: marked.id }],
  )
  expect((await anybody('/content/roles_guide')).status).toBe(200)
  await admin.api.content.retire({ id: marked.id, retired: true })
  expect([await shown(), (await anybody('/content/roles_guide')).status]).toEqual([[], 404])
  await admin.api.content.retire({ id: marked.id, retired: false })
})

test('nothing internal is on it: no purpose, no hearing sheet, no item of our own steps, no file of an older version', async () => {
  await publish(await mark('settings_checklist', true))
  for (const key of ['hearing_kickoff', 'kickoff_guide']) await publish(await mark(key, true))
  expect(await shown()).not.toContain('hearing_kickoff')
  expect(await shown()).not.toContain('kickoff_guide')
  for (const key of ['hearing_kickoff', 'kickoff_guide', 'users_mail'])
    expect([key, (await anybody(`/content/${key}`)).status]).toEqual([key, 404])
  const { text } = await anybody('/content/settings_checklist')
  expect(Object.keys(JSON.parse(text) as object).toSorted()).toEqual(['body', 'key', 'summary', 'title'])
  expect(text).not.toContain((await itemOf('settings_checklist')).definition.purpose.ja)
  expect((await anybody(`/content/settings_checklist/files/${crypto.randomUUID()}`)).status).toBe(404)
})

test('a page that is withdrawn takes everything with it', async () => {
  await publish(await mark('users_mail', true))
  expect((await anybody('/content/users_mail')).status).toBe(200)
  await admin.api.portal.setPage({ key: 'onboarding', isPublic: false })
  expect([(await anybody()).status, (await anybody('/content/users_mail')).status]).toEqual([404, 404])
})
