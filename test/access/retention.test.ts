import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { retentionKinds } from '#capabilities/access/core/retention.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import { retained } from '#start/retained.ts'
import { testServer } from '#test/servers/server.ts'
import { runRetention } from '#capabilities/access/server/privacy/retention/run.ts'

const server = await testServer()
const { app, workspace, database } = server
const admin = await server.signIn('admin')
const { retention } = admin.api.privacy
const troubles: unknown[] = []
const run = () =>
  runRetention({ ...app, kinds: retained, mayWork: () => true, onTrouble: (error) => troubles.push(error) })
const longAgo = new Date(Date.now() - 400 * 86_400_000).toISOString()
const customer = async (name: string) => (await admin.api.accounts.create({ name })).id
const note = (id: string) =>
  admin.api.timeline.activities.create({ id, kind: 'call', at: longAgo, title: '電話', body: '秘密の話' })

test('texts kept long enough go, those on hold stay, and the preview said both', async () => {
  const [ours, held] = [await customer('期限切れ商事'), await customer('係争中商事')]
  const [gone, kept] = [await note(ours), await note(held)]
  const today = await admin.api.timeline.activities.create({ id: ours, kind: 'note', title: '今日', body: '今日の話' })
  await retention.hold({ accountId: held, reason: '訴訟のため' })
  expect(await retention.preview({ kind: 'timeline', days: 365 })).toEqual({ touched: 1, held: 1 })
  await retention.set({ kind: 'timeline', days: 365 })
  await run()
  const bodies = await Promise.all(
    [gone, kept, today].map(async ({ id }) => (await admin.api.timeline.activities.get({ id })).body),
  )
  expect(bodies).toEqual(['', '秘密の話', '今日の話'])
  expect(troubles).toEqual([])
})

test('a run is told with its count, and done once a day', async () => {
  await run()
  const { runs, holds } = await retention.read()
  expect(runs).toMatchObject([{ kind: 'timeline', days: 365, touched: 1, endedAt: expect.any(String) }])
  expect(holds).toMatchObject([{ account: { name: '係争中商事' }, reason: '訴訟のため' }])
  const { entries } = await admin.api.access.audit.list({ action: 'retention.' })
  expect(entries).toMatchObject([{ action: 'retention.run', after: { kind: 'timeline', touched: 1 } }])
})

test('a run that broke off goes on where it stood', async () => {
  await note(await customer('続きの商事'))
  await database.workspace(workspace.id, (tx) => sql`update retention_runs set ended_at = null`.execute(tx))
  await run()
  expect((await retention.read()).runs).toMatchObject([{ touched: 2, endedAt: expect.any(String) }])
})

test('people who left long ago are erased; of a customer on hold nobody can be erased, by hand neither', async () => {
  const [ours, held] = [await customer('退職商事'), await customer('保全商事')]
  const leftOn = addDays(dayOf(Date.now(), workspace.timeZone), -100)
  const leave = (id: string) => admin.api.accounts.contacts.create({ id, name: '去った 人', leftOn })
  const [gone, kept] = [await leave(ours), await leave(held)]
  await retention.hold({ accountId: held, reason: '調査' })
  await expect(admin.api.privacy.erase({ id: kept.id, name: '去った 人' })).rejects.toMatchObject({
    data: { issues: [{ rule: 'privacy.held' }] },
  })
  await retention.set({ kind: 'contacts_left', days: 90 })
  await run()
  const { erasures } = await admin.api.privacy.erased()
  expect(erasures.map(({ contactId }) => contactId)).toEqual([gone.id])
  expect(troubles).toEqual([])
}, 120_000)

test('what no rule is for is kept', async () => {
  await retention.set({ kind: 'timeline', days: null })
  const { rules } = await retention.read()
  expect(rules.map(({ kind }) => kind)).toEqual([...retentionKinds])
  expect(rules.filter(({ days }) => days !== null)).toEqual([{ kind: 'contacts_left', days: 90 }])
})
