import { beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let key: string

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  const field = {
    subject: 'account' as const,
    key: 'sites',
    type: 'number' as const,
    labelJa: '拠点数',
    labelEn: 'Sites',
  }
  await admin.api.accounts.fields.create(field)
  const { content } = admin.api
  const item = await content.create({ kind: 'understanding', format: 'form', title: '拠点の確認', language: 'ja' })
  const none = { ja: '', en: '' }
  const asked = { label: { ja: '拠点はいくつですか', en: '' }, help: none, choices: [], low: none, high: none }
  const question = { key: 'sites', kind: 'number' as const, required: false, field: 'sites', ...asked }
  const definition = { ...item.definition, body: { format: 'form' as const, questions: [question] } }
  const written = await content.write({ id: item.id, draft: item.draft, definition })
  key = (await content.publish({ id: item.id, draft: written.draft, note: '' })).key
})

const newAccount = async (sites?: number) =>
  (await admin.api.accounts.create({ name: '若草電機', ...(sites === undefined ? {} : { custom: { sites } }) })).id
const answer = (id: string, sites: number, send = true) =>
  admin.api.content.answer({ id, key, stepId: null, contactId: null, answers: { sites }, send })
const take = (id: string, taken: boolean) => admin.api.content.takeAnswer({ id, key, question: 'sites', taken })
const sitesOf = async (id: string) => (await admin.api.accounts.get({ id })).account.custom['sites'] ?? null

test('an answer fills its field once the sheet is complete, and a later answer takes the place of it', async () => {
  const id = await newAccount()
  await answer(id, 3, false)
  expect(await sitesOf(id)).toBeNull()
  const { forms } = await answer(id, 3)
  expect(forms[0]!.fields).toMatchObject([{ question: 'sites', now: 3, isTaken: true, mayTakeBack: true }])
  await answer(id, 4)
  expect(await sitesOf(id)).toBe(4)
})

test('what a person has put there stays and is told beside the answer, until one of ours takes the answer', async () => {
  const id = await newAccount(7)
  const { forms } = await answer(id, 5)
  expect(await sitesOf(id)).toBe(7)
  expect(forms[0]!.fields).toMatchObject([{ now: 7, isTaken: false, mayTakeBack: false }])
  await take(id, true)
  expect(await sitesOf(id)).toBe(5)
  await take(id, false)
  expect(await sitesOf(id)).toBe(7)
})

test('an answer that was taken back does not come again, is not taken back twice, and all of it is in the log', async () => {
  const id = await newAccount()
  await answer(id, 3)
  await take(id, false)
  await answer(id, 3)
  expect(await sitesOf(id)).toBeNull()
  await expect(take(id, false)).rejects.toMatchObject({ data: { issues: [{ rule: 'content.not_from_sheet' }] } })
  const { entries } = await admin.api.access.audit.list({ subjectId: id })
  expect(entries.filter(({ action }) => action === 'account.update').map(({ after }) => after)).toMatchObject([
    { custom: {} },
    { custom: { sites: 3 } },
  ])
})
