import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import { withClient } from '#platform/database/client.ts'
import { startDelivery } from '#platform/mail/deliver.ts'
import { type OutgoingMail, queueMails } from '#platform/mail/outbox.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { atEnd } from '#test/servers/ending.ts'
import { type SmtpSink, smtpSink } from '#test/servers/smtpSink.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { effectHold, holdEffects, releaseEffects } from './holds.ts'

let database: TestDatabase
let sink: SmtpSink
const me = crypto.randomUUID() as PersonId

beforeAll(async () => {
  database = await testDatabase()
  sink = await smtpSink()
})

async function sends(): Promise<WorkspaceId> {
  const { id } = await testWorkspace(database)
  await database.workspace(id, async (tx) => {
    await sql`insert into mail_servers (workspace_id, host, port, security, origin)
      values (${id}, '127.0.0.1', ${sink.port}, 'none', 'https://banso.example.co.jp')`.execute(tx)
    await sql`insert into mail_senders (workspace_id, id, name, address, is_default)
      values (${id}, gen_random_uuid(), '窓口', 'cs@shiken.example.co.jp', true)`.execute(tx)
  })
  return id
}

const queue = (id: WorkspaceId, to: string, kind: OutgoingMail['kind']) =>
  database.workspace(id, (tx) =>
    queueMails(tx, id, [
      {
        id: crypto.randomUUID(),
        accountId: null,
        contactId: null,
        to: { address: to, name: '' },
        senderId: null,
        subject: 'お知らせ',
        text: '本文',
        html: null,
        kind,
        purpose: 'broadcast',
        notBefore: new Date(0),
      },
    ]),
  )

const arrived = () => sink.received.flatMap(({ to }) => to).sort()

const deliver = () =>
  startDelivery({
    database,
    live: { publish: async () => {} },
    hooks: { mayStillSend: [], surround: async () => new Map(), told: [] },
    installation: { server: null, origin: 'http://localhost' },
    now: () => new Date(),
    onTrouble: (error) => console.error(error),
  })

test('after a restore nothing goes out until somebody has looked; marketing that was due is then in doubt', async () => {
  const restored = await sends()
  await withClient(database.server.login('owner'), (owner) => holdEffects(owner, '2026-04-01T00:00:00Z'))
  const other = await sends()
  await queue(restored, 'code@example.co.jp', 'transactional')
  await queue(restored, 'news@example.co.jp', 'marketing')
  const delivery = await deliver()
  atEnd(delivery.stop)
  for (const [i, to] of ['first@example.co.jp', 'second@example.co.jp'].entries()) {
    await queue(other, to, 'transactional')
    await expect.poll(arrived, { timeout: 45_000 }).toHaveLength(i + 1)
  }
  expect(arrived()).toEqual(['first@example.co.jp', 'second@example.co.jp'])
  expect(await database.workspace(restored, (tx) => effectHold(tx, restored))).not.toBeNull()
  expect(await database.workspace(restored, (tx) => releaseEffects(tx, restored, me))).toBe(1)
  await expect.poll(arrived, { timeout: 45_000 }).toContain('code@example.co.jp')
  const mails = await database.workspace(restored, (tx) =>
    sql<{ status: string }>`select status from mails where kind = 'marketing'`.execute(tx),
  )
  expect(mails.rows).toEqual([{ status: 'in_doubt' }])
})
