import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { foldText } from '#kernel/japaneseText.ts'
import { testServer, type Visitor } from '#test/servers/server.ts'
import { startTextFill } from './fillTexts.ts'

const server = await testServer()
let admin: Visitor
let api: Visitor['api']['timeline']
let id: string

beforeAll(async () => {
  admin = await server.signIn('admin')
  api = admin.api.timeline
  id = (await admin.api.accounts.create({ name: '青海精機' })).id
})

const note = (body: string, more: object = {}) => api.activities.create({ id, kind: 'note', body, ...more })
const found = async (search: string, more: object = {}) => (await api.search({ search, ...more })).rows

test('everything said with customers is found by parts of words, latest first, with what was found marked', async () => {
  await note('ｻｰﾊﾞｰの応答が遅いとのこと', { at: '2026-01-01T00:00:00Z', title: '電話の内容' })
  await api.inquiries.create({
    id,
    subject: 'サーバー移行の相談',
    externalId: 'T-88',
    openedAt: '2026-01-02T00:00:00Z',
  })
  await api.surveys.create({
    id,
    kind: 'nps',
    score: 3,
    comment: 'さーばーが落ちる',
    answeredAt: '2026-01-03T00:00:00Z',
  })
  const rows = await found('サーバ')
  expect(rows.map(({ type }) => type)).toEqual(['survey', 'inquiry', 'activity'])
  expect(rows[2]).toMatchObject({
    account: { id, name: '青海精機' },
    title: [{ text: '電話の内容', isFound: false }],
    excerpt: [
      { text: 'ｻｰﾊﾞ', isFound: true },
      { text: 'ｰの応答が遅いとのこと', isFound: false },
    ],
  })
  expect(await found('t-88 移行')).toHaveLength(1)
})

test('two letters find, as does one; all words have to be there', async () => {
  await note('銀行の稟議が通った')
  expect(await found('稟議')).toHaveLength(1)
  expect(await found('稟')).toHaveLength(1)
  expect(await found('銀行 稟議')).toHaveLength(1)
  expect(await found('銀行 否決')).toEqual([])
})

test('signs that mean something to LIKE mean themselves', async () => {
  await note('達成率は 95% でした')
  expect(await found('95%')).toHaveLength(1)
  expect(await found('9_%')).toEqual([])
  expect(await found('%'.repeat(200))).toEqual([])
  expect(await found('\\')).toEqual([])
})

test('a search of 200 letters is answered, a longer or empty one refused', async () => {
  const long = '導入の経緯をまとめた長い文です。'.repeat(13).slice(0, 200)
  await note(`${long}以上`)
  expect(await found(long)).toHaveLength(1)
  await expect(api.search({ search: `${long}長` })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(api.search({ search: '　' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})

test('a changed entry is found by its new words alone, an archived one no more until it is back', async () => {
  const { id: entry } = await note('旧姓で登録されている')
  await api.activities.update({ id: entry, version: 1, body: '改姓した' })
  expect([(await found('旧姓')).length, (await found('改姓')).length]).toEqual([0, 1])
  await api.activities.archive({ id: entry })
  expect(await found('改姓')).toEqual([])
  await api.activities.restore({ id: entry })
  expect(await found('改姓')).toHaveLength(1)
})

test('a search is confined by kind, customer, author and days of the workspace', async () => {
  const other = await admin.api.accounts.create({ name: '北野物流' })
  await note('絞込の確認', { at: '2026-03-31T14:59:00Z', kind: 'meeting' })
  await api.activities.create({ id: other.id, kind: 'call', body: '絞込の確認', at: '2026-03-31T15:00:00Z' })
  const names = async (more: object) => (await found('絞込', more)).map(({ account }) => account.name)
  expect(await names({})).toEqual(['北野物流', '青海精機'])
  expect(await names({ kinds: 'meeting' })).toEqual(['青海精機'])
  expect(await names({ kinds: 'call,inquiry' })).toEqual(['北野物流'])
  expect(await names({ accountId: id })).toEqual(['青海精機'])
  expect(await names({ until: '2026-03-31' })).toEqual(['青海精機'])
  expect(await names({ from: '2026-04-01' })).toEqual(['北野物流'])
  expect(await names({ authorId: admin.personId })).toHaveLength(2)
  expect(await names({ authorId: id })).toEqual([])
})

test('pages follow each other without leaving out or repeating anything', async () => {
  for (const at of [1, 2, 3, 4, 5]) await note(`連番 ${at}`, { at: `2026-02-0${Math.ceil(at / 2)}T00:00:00Z` })
  const texts: string[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page = await api.search({ search: '連番', limit: 2, ...(cursor ? { cursor } : {}) })
    texts.push(...page.rows.map(({ excerpt }) => excerpt.at(-1)!.text.trim()))
    cursor = page.next ?? undefined
  }
  expect(texts.toSorted()).toEqual(['1', '2', '3', '4', '5'])
  await expect(api.search({ search: '連番', cursor: 'x' })).rejects.toMatchObject({ code: 'REFUSED' })
})

test('beyond the latest entries the index is asked, with every filter', async () => {
  await note('古文書の閲覧', { at: '2019-05-01T00:00:00Z', kind: 'visit' })
  await server.database.workspace(admin.workspace.id, (tx) =>
    sql`
      insert into activities (workspace_id, id, account_id, kind, at, body)
      select workspace_id, gen_random_uuid(), id, 'note', now() - n * interval '1 second', '日常の連絡'
      from accounts, generate_series(1, 2500) n where id = ${id}
    `.execute(tx),
  )
  expect(await found('古文書')).toHaveLength(1)
  expect(await found('古文', { kinds: 'visit', authorId: admin.personId, until: '2019-12-31' })).toHaveLength(1)
  expect(await found('古文', { kinds: 'note' })).toEqual([])
  expect(await found('日常', { limit: 200 })).toHaveLength(200)
})

test('who reaches some customers only finds what was said with them', async () => {
  const partner = await server.signIn('partner')
  await note('極秘の相談')
  expect(await found('極秘')).toHaveLength(1)
  expect((await partner.api.timeline.search({ search: '極秘' })).rows).toEqual([])
})

test('a person who was erased is not found any more, by name or by address', async () => {
  const contact = await admin.api.accounts.contacts.create({ id, name: '二階堂 澪', email: 'mio@nikaido.example.jp' })
  await note('二階堂 澪 さんから mio@nikaido.example.jp で連絡。納期の相談')
  expect(await found('二階堂')).toHaveLength(1)
  await admin.api.privacy.erase({ id: contact.id, name: '二階堂 澪' })
  expect([await found('二階堂'), await found('mio@nikaido')]).toEqual([[], []])
  expect(await found('納期の相談')).toHaveLength(1)
})

test('what was there before the search is found once it was filled in', async () => {
  await note('更新前の記録')
  await server.database.system(async (tx) => {
    await sql`delete from timeline_texts where search_text like '%更新前の%'`.execute(tx)
    await sql`
      insert into timeline_fills (workspace_id, type) values (${admin.workspace.id}, 'activity'), (${admin.workspace.id}, 'survey')
    `.execute(tx)
  })
  expect(await api.search({ search: '更新前' })).toMatchObject({ rows: [], isComplete: false })
  await startTextFill({ database: server.database, onTrouble: (error) => expect(error).toBeUndefined() }).done
  expect(await api.search({ search: '更新前' })).toMatchObject({ rows: [{ type: 'activity' }], isComplete: true })
})

test('the database folds as the product does: Latin, signs, kana, kanji, and their other widths', async () => {
  const { rows } = await server.database.system((tx) =>
    sql<{ char: string; folded: string }>`
      select chr(n) as char, fold_text(chr(n)) as folded
      from (values (33, 591), (8208, 13311), (19968, 40959), (63744, 64255), (65072, 65519)) as span (first, last),
        generate_series(first, last) as n
    `.execute(tx),
  )
  const differ = rows.filter(({ char, folded }) => char !== 'İ' && foldText(char) !== folded.trim())
  expect(differ).toEqual([]) // İ is two letters when small, to JavaScript alone
})
