import { beforeAll, expect, test } from 'vitest'
import { importParts, textImporter } from '#test/build/importParts.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let take: ReturnType<typeof textImporter>
let id: string
let contact: string
beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  take = textImporter(await importParts(server.database), server.workspace.id)
  id = (await admin.api.accounts.create({ name: '青海精機' })).id
  contact = (await admin.api.accounts.contacts.create({ id, name: '大西', email: 'onishi@example.jp' })).id
})

test('inquiries are kept with their moments, and changed when they are solved later', async () => {
  const open =
    '顧客名,問い合わせ番号,件名,優先度,受付日時,メールアドレス\n青海精機,#1,帳票が遅い,高,2026-04-01 09:30,onishi@example.jp\n'
  expect((await take(open, { kind: 'inquiries' })).counts).toMatchObject({ created: 1 })
  const solved = '顧客名,問い合わせ番号,受付日時,解決日時,満足度\n青海精機,#1,2026-04-01 09:30,2026-04-02 10:00,4\n'
  expect((await take(solved, { kind: 'inquiries' })).counts).toMatchObject({ changed: 1 })
  const { rows } = await admin.api.timeline.inquiries.list({ id })
  expect(rows).toMatchObject([
    {
      subject: '帳票が遅い',
      severity: 'high',
      contact: { id: contact },
      openedAt: '2026-04-01T00:30:00.000Z',
      solvedAt: '2026-04-02T01:00:00.000Z',
      satisfaction: 4,
    },
  ])
})

test('an inquiry that was solved before it was opened is refused, an unknown contact left out', async () => {
  const { counts, issues } = await take(
    '顧客名,問い合わせ番号,受付日時,解決日時,担当者ID\n青海精機,#2,2026-04-02,2026-04-01,\n青海精機,#3,2026-04-02,,誰か\n',
    { kind: 'inquiries' },
  )
  expect(counts).toMatchObject({ created: 1, rejected: 1 })
  expect(issues).toMatchObject([
    { line: 2, column: '解決日時', rule: 'solved_before_opened' },
    { line: 3, column: '担当者ID', rule: 'contact_unknown', value: '誰か' },
  ])
})

test('answers are taken on their scale', async () => {
  const text =
    '顧客名,回答ID,種類,点数,コメント,回答日\n青海精機,R-1,NPS,9,助かっています,2026-04-01\n青海精機,R-2,満足度,6,,2026-04-01\n'
  const { counts, issues } = await take(text, { kind: 'survey_answers' })
  expect(counts).toMatchObject({ created: 1, rejected: 1 })
  expect(issues).toMatchObject([{ line: 3, column: '点数', rule: 'csat_scale', value: '6' }])
  const { entries } = await admin.api.timeline.stream({ id, kinds: 'survey' })
  expect(entries).toMatchObject([{ survey: { kind: 'nps', score: 9, comment: '助かっています' } }])
})
