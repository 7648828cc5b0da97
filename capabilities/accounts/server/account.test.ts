import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
})

const issuesOf = async (work: Promise<unknown>): Promise<unknown> => {
  const error = await work.then(
    () => null,
    (reason: { data?: { issues?: unknown } }) => reason,
  )
  return error?.data?.issues
}

test('an account keeps everything that was written about it', async () => {
  const written = {
    name: '株式会社サカタのタネ',
    nameKana: 'カブシキガイシャ サカタノタネ',
    corporateNumber: 'Ｔ６０２０００１００８００２',
    domains: ['https://www.Sakataseed.co.jp/'],
    employees: 720,
    signedUpOn: '2024-04-01',
    touchModel: 'high' as const,
    tags: ['重点', '重点'],
    externalIds: [{ source: 'crm', externalId: '001' }],
    assignments: { csm: admin.personId },
  }
  const account = await admin.api.accounts.create(written)
  expect(account).toMatchObject({
    ...written,
    corporateNumber: '6020001008002',
    domains: ['sakataseed.co.jp'],
    tags: ['重点'],
    assignments: [{ role: 'csm', personId: admin.personId, toDay: null }],
    version: 1,
  })
  expect((await admin.api.accounts.get({ id: account.id })).account).toEqual(account)
})

test('wrong values are refused by field, value and rule, all at once', async () => {
  const taken = await admin.api.accounts.create({ name: '取引先', externalIds: [{ source: 'crm', externalId: '002' }] })
  const issues = await issuesOf(
    admin.api.accounts.create({
      name: '別の会社',
      corporateNumber: '6020001008003',
      externalIds: [{ source: 'crm', externalId: '002' }],
      custom: { size: 1 },
      parentId: '01890000-0000-7000-8000-000000000000',
    }),
  )
  expect(issues).toEqual([
    { field: 'corporateNumber', value: '6020001008003', rule: 'corporate_number_check_digit' },
    { field: 'custom.size', value: '1', rule: 'unknown_field' },
    { field: 'externalIds', value: 'crm: 002', rule: 'external_id_taken' },
    { field: 'parentId', value: '01890000-0000-7000-8000-000000000000', rule: 'unknown_account' },
  ])
  expect(await issuesOf(admin.api.accounts.update({ id: taken.id, version: 1, parentId: taken.id }))).toMatchObject([
    { rule: 'parent_is_itself' },
  ])
})

test('two callers cannot take the same corporate number at the same moment', async () => {
  const corporateNumber = '6100001003151'
  const made = await Promise.allSettled(
    ['甲', '乙', '丙', '丁'].map((name) => admin.api.accounts.create({ name, corporateNumber })),
  )
  expect(made.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  for (const one of made) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'REFUSED' })
})

test('a change says how to take it back, and taking it back restores everything', async () => {
  const before = await admin.api.accounts.create({ name: '青海精機', industry: '製造業', tags: ['a'] })
  const { account, undo } = await admin.api.accounts.update({
    id: before.id,
    version: before.version,
    name: '青海精機株式会社',
    industry: null,
    tags: ['a', 'b'],
    externalIds: [{ source: 'crm', externalId: '003' }],
    assignments: { csm: admin.personId },
  })
  expect(account).toMatchObject({ name: '青海精機株式会社', industry: null, tags: ['a', 'b'], version: 2 })
  const back = await admin.api.accounts.update({ ...undo, id: before.id })
  expect(back.account).toEqual({ ...before, version: 3, updatedAt: back.account.updatedAt })
})

test('a change from a state that is gone is refused, and changes nothing', async () => {
  const { id } = await admin.api.accounts.create({ name: '同時編集' })
  await admin.api.accounts.update({ id, version: 1, region: '関東' })
  const late = admin.api.accounts.update({ id, version: 1, region: '関西' })
  await expect(late).rejects.toMatchObject({ code: 'CONFLICT', data: { issues: [{ rule: 'changed_meanwhile' }] } })
  expect((await admin.api.accounts.get({ id })).account.region).toBe('関東')
})

test('an account cannot stand under one of its own', async () => {
  const parent = await admin.api.accounts.create({ name: '親' })
  const child = await admin.api.accounts.create({ name: '子', parentId: parent.id })
  expect((await admin.api.accounts.get({ id: parent.id })).children).toEqual([{ id: child.id, name: '子' }])
  const circle = admin.api.accounts.update({ id: parent.id, version: 1, parentId: child.id })
  expect(await issuesOf(circle)).toEqual([{ field: 'parentId', value: child.id, rule: 'parent_cycle' }])
})

test('who looked after an account is kept, with the days', async () => {
  const csm = await server.signIn('csm')
  const { id } = await admin.api.accounts.create({ name: '担当の変更', assignments: { csm: admin.personId } })
  await server.database.workspace(server.workspace.id, (tx) =>
    sql`update account_assignments set from_day = '2025-04-01' where account_id = ${id}`.execute(tx),
  )
  await admin.api.accounts.update({ id, version: 1, assignments: { csm: csm.personId } })
  const { rows } = await admin.api.accounts.assignments({ id })
  expect(rows).toMatchObject([
    { personId: csm.personId, toDay: null },
    { personId: admin.personId, fromDay: '2025-04-01', toDay: rows[0]!.fromDay },
  ])
})

test('an archived account comes back as it was', async () => {
  const account = await admin.api.accounts.create({ name: '休眠' })
  expect((await admin.api.accounts.archive({ id: account.id })).archivedAt).not.toBeNull()
  expect((await admin.api.accounts.list({ archived: 'only' })).rows.map((row) => row.name)).toContain('休眠')
  expect((await admin.api.accounts.restore({ id: account.id })).archivedAt).toBeNull()
})

test('whoever may only read is refused to write', async () => {
  const viewer = await server.signIn('viewer')
  await expect(viewer.api.accounts.create({ name: '不可' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('every change is in the audit log with what it was and what it became', async () => {
  const { id } = await admin.api.accounts.create({ name: '監査' })
  await admin.api.accounts.update({ id, version: 1, region: '関東' })
  const { rows } = await server.database.workspace(server.workspace.id, (tx) =>
    sql`select action, before, after from audit_log where subject_id = ${id} order by id`.execute(tx),
  )
  expect(rows).toEqual([
    { action: 'account.create', before: null, after: { name: '監査' } },
    { action: 'account.update', before: { region: null }, after: { region: '関東' } },
  ])
})

test('looking at an account tells when one looked last', async () => {
  const { id } = await admin.api.accounts.create({ name: '閲覧' })
  expect((await admin.api.accounts.look({ id })).previousAt).toBeNull()
  const { lastLookAt } = await admin.api.accounts.get({ id })
  expect((await admin.api.accounts.look({ id })).previousAt).toBe(lastLookAt)
})
