import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testServer } from '#test/servers/server.ts'
import { logReads } from './readRows.ts'

const server = await testServer()
const { database, workspace } = server
const admin = await server.signIn('admin')
const { id: accountId } = await admin.api.accounts.create({ name: '青空商事' })
await admin.api.accounts.contacts.create({ id: accountId, name: '青空 花子', email: 'hanako@aozora.example.jp' })

type Kept = {
  kind: string
  key_name: string | null
  reads: number
  shown: number
  across: boolean
  account_ids: string[]
}
const kept = async (personId: string): Promise<Kept[]> => {
  const { rows } = await database.workspace(workspace.id, (tx) =>
    sql<Kept>`select kind, key_name, reads::int, shown::int, across, account_ids, addresses from bulk_reads
      where person_id = ${personId} order by kind, hour`.execute(tx),
  )
  return rows
}

test('who was shown the people of a customer is written down before it is answered', async () => {
  const csm = await server.signIn('csm')
  await csm.api.accounts.contacts.list({ id: accountId })
  expect(await kept(csm.personId)).toMatchObject([
    { kind: 'contacts', key_name: null, reads: 1, shown: 1, across: false, account_ids: [accountId] },
  ])
})

test('a walk by a key is one record, however many pages it takes', async () => {
  const other = await server.signIn('admin')
  const { key } = await other.api.keys.create({ name: 'BI 連携', permissions: ['accounts.read'] })
  const walk = () => fetch(`${server.address}/api/v1/mail/log?limit=1`, { headers: { authorization: `Bearer ${key}` } })
  for (let page = 0; page < 5; page++) expect((await walk()).status).toBe(200)
  const counted = async () => (await kept(other.personId)).reduce((sum, { reads }) => sum + reads, 0)
  await expect.poll(counted).toBe(5)
  const records = await kept(other.personId)
  expect(records.length).toBeLessThanOrEqual(2) // an hour may end in between
  expect(records[0]).toMatchObject({ kind: 'mails', key_name: 'BI 連携', across: true })
})

test('whoever sees no personal data was shown none', async () => {
  const label = { ja: '個人情報なし', en: 'no personal data' }
  const { key } = await admin.api.access.roles.create({ from: 'csm', label, rowScope: 'all', fieldClasses: ['money'] })
  const nobody = await server.signIn(key)
  await nobody.api.accounts.contacts.list({ id: accountId })
  expect(await kept(nobody.personId)).toEqual([])
})

test('when the hour is over the record of changes has it, once', async () => {
  const csm = await server.signIn('csm')
  await csm.api.timeline.stream({ id: accountId })
  const later = new Date(Date.now() + 2 * 3_600_000)
  expect(await logReads(database, later)).toBeGreaterThan(0)
  expect(await logReads(database, later)).toBe(0)
  const { entries } = await admin.api.access.audit.list({ subjectId: csm.personId, action: 'personal_data' })
  expect(entries).toMatchObject([{ action: 'personal_data.read', after: { kind: 'timeline', reads: 1 } }])
})
