import { beforeAll, expect, test } from 'vitest'
import { importParts, textImporter } from '#test/build/importParts.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let take: ReturnType<typeof textImporter>
beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  take = textImporter(await importParts(server.database), server.workspace.id)
})

const find = async (search: string) => {
  const [found] = (await admin.api.accounts.find({ search })).rows
  return admin.api.accounts.get({ id: found!.id })
}
const counts = (created: number, changed = 0, same = 0, rejected = 0) => ({ created, changed, same, rejected })

test('a second list changes what differs, and leaves what it does not speak of', async () => {
  await take(
    '顧客ID,顧客名,業種,従業員数,タグ\nA-1,青海精機株式会社,製造業,1200,重点、紹介\nA-2,白樺物流株式会社,運輸業,80,\n',
  )
  const again = await take('顧客ID,会社名,従業員数\nA-1,青海精機株式会社,1300\nA-2,白樺物流株式会社,80\n')
  expect(again.counts).toEqual(counts(0, 1, 1))
  const { account } = await find('青海精機')
  expect(account).toMatchObject({ employees: 1300, industry: '製造業', tags: ['重点', '紹介'], version: 2 })
  expect(account.externalIds).toEqual([{ source: 'import', externalId: 'A-1' }])
})

test('signs by which PostgreSQL takes lists apart come in as they stand', async () => {
  const name = '{顧客,"引用"}\\NULL😀'
  const cell = `"${name.replaceAll('"', '""')}"`
  expect((await take(`顧客ID,顧客名,タグ,業種\nP-1,${cell},"{a}、b\\""c",\nP-2,次,,,\n`)).counts).toEqual(counts(2))
  const { account } = await find('引用')
  expect(account).toMatchObject({ name, tags: ['{a}', 'b\\"c'], industry: null, custom: {} })
  expect((await find('次')).account).toMatchObject({ tags: [], domains: [] })
})

test('a customer who is there already is known by its corporate number, or by its name', async () => {
  const byNumber = await admin.api.accounts.create({ name: '株式会社サカタのタネ', corporateNumber: '6020001008002' })
  const byName = await admin.api.accounts.create({ name: '髙橋工業株式会社' })
  expect((await take('法人番号,顧客名,地域\n6020001008002,㈱サカタのタネ,関東\n,高橋工業(株),関西\n')).counts).toEqual(
    counts(0, 2),
  )
  expect((await admin.api.accounts.get({ id: byNumber.id })).account).toMatchObject({
    name: '㈱サカタのタネ',
    region: '関東',
  })
  expect((await admin.api.accounts.get({ id: byName.id })).account).toMatchObject({ region: '関西' })
})

test('wrong numbers and numbers of others are refused by line, column, value and rule', async () => {
  const { issues, counts: done } = await take(
    '顧客ID,顧客名,法人番号\nB-1,一号,6020001008003\nB-2,二号,6100001003151\nB-3,三号,6100001003151\nA-1,青海精機株式会社,6020001008002\n',
  )
  expect(done).toEqual(counts(1, 0, 0, 3))
  expect(issues).toEqual([
    { line: 2, column: '法人番号', rule: 'corporate_number_check_digit', value: '6020001008003' },
    { line: 4, column: '法人番号', rule: 'corporate_number_twice', value: '6100001003151' },
    { line: 5, column: '法人番号', rule: 'corporate_number_taken', value: '6020001008002' },
  ])
})

test('own fields and owners come along; an owner nobody knows is told of', async () => {
  const choices = [{ key: 'gold', labelJa: 'ゴールド', labelEn: 'Gold' }]
  await admin.api.accounts.fields.create({
    subject: 'account',
    key: 'tier',
    type: 'choice',
    labelJa: '区分',
    labelEn: 'Tier',
    choices,
  })
  const me = await admin.api.access.me.read()
  const { counts: done, issues } = await take(
    `顧客ID,顧客名,区分,担当\nC-1,南天商事,ゴールド,${me.email}\nC-2,葛城工業,,知らない人\nC-3,霧島,プラチナ,\n`,
  )
  expect(done).toEqual(counts(2, 0, 0, 1))
  expect(issues).toMatchObject([
    { line: 3, column: '担当', rule: 'unknown_owner' },
    { line: 4, column: '区分', rule: 'unknown_choice' },
  ])
  expect((await find('南天商事')).account).toMatchObject({
    custom: { tier: 'gold' },
    assignments: [{ personId: me.personId }],
  })
})

test('people find their customer by name or id, and are known again by id or address', async () => {
  const text =
    '会社名,氏名,メールアドレス,役割,部署\n青海精機（株）,田中 一郎,tanaka@example.jp,決裁者,経営企画\nA-2,大西 直美,onishi@example.jp,推進者、運用担当,情報システム\n'
  expect((await take(text)).counts).toEqual(counts(2))
  expect((await take(text)).counts).toEqual(counts(0, 0, 2))
  expect((await take('会社名,氏名,メールアドレス,役職\n青海精機,田中 一郎,TANAKA@example.jp,部長\n')).counts).toEqual(
    counts(0, 1),
  )
  const { contacts, gaps } = await find('白樺')
  expect(contacts).toMatchObject([{ name: '大西 直美', roles: ['promoter', 'operator'], department: '情報システム' }])
  expect(gaps.map((gap) => gap.kind)).toContain('promoter_is_operator')
  expect((await find('青海')).contacts).toMatchObject([
    { title: '部長', roles: ['decision_maker'], department: '経営企画' },
  ])
})

test('people of customers nobody knows are refused', async () => {
  const { issues } = await take('会社名,氏名\n知らない会社,誰か\n', { kind: 'contacts' })
  expect(issues).toEqual([{ line: 2, column: '会社名', rule: 'unknown_reference', value: '知らない会社' }])
})
