import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { WorkspaceId } from '#kernel/id.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { type OutgoingMail, queueMails } from './outbox.ts'

let database: TestDatabase
let workspaceId: WorkspaceId
beforeAll(async () => {
  database = await testDatabase()
  workspaceId = (await testWorkspace(database)).id
})

const mail = (given: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id: crypto.randomUUID(),
  accountId: null,
  contactId: null,
  to: { address: 'hanako@example.co.jp', name: '山田 花子' },
  senderId: null,
  subject: 'ご利用開始のご案内',
  text: '本文',
  html: null,
  kind: 'marketing',
  purpose: 'step_mail',
  notBefore: new Date(),
  ...given,
})
const rows = () =>
  database.workspace(workspaceId, async (tx) => {
    const found = await sql<{ id: string; subject: string; status: string; to: string; name: string }>`
      select id, subject, status, to_address as "to", to_name as name from mails`.execute(tx)
    return new Map(found.rows.map((row) => [row.id, row]))
  })

test('the same mail queued twice is there once, as it was first', async () => {
  const [one, two] = [mail(), mail()]
  await database.workspace(workspaceId, (tx) => queueMails(tx, workspaceId, [one, two]))
  await database.workspace(workspaceId, (tx) => queueMails(tx, workspaceId, [{ ...one, subject: '別' }]))
  const kept = await rows()
  expect(kept.get(one.id)).toMatchObject({ subject: one.subject, status: 'queued', to: 'hanako@example.co.jp' })
  expect(kept.get(two.id)).toMatchObject({ status: 'queued' })
})

test('what is no address is kept as failed, and breaks no line', async () => {
  const odd = mail({ to: { address: 'a@b.jp\r\nBcc: c@d.jp', name: 'x\r\nBcc: c@d.jp' }, subject: '件名\r\nX: y\0' })
  await database.workspace(workspaceId, (tx) => queueMails(tx, workspaceId, [odd]))
  const kept = (await rows()).get(odd.id)!
  expect(kept).toMatchObject({ status: 'failed', subject: '件名 X: y' })
  expect(`${kept.to}${kept.name}`).not.toMatch(/[\r\n]/)
})
