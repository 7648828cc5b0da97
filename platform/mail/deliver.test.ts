import net, { type AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { WorkspaceId } from '#kernel/id.ts'
import { atEnd } from '#test/servers/ending.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { type SmtpSink, smtpSink } from '#test/servers/smtpSink.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { startDelivery } from './deliver.ts'
import type { MailHooks, MailResult } from './hooks.ts'
import { type OutgoingMail, originMark, queueMails } from './outbox.ts'

let database: TestDatabase
let sink: SmtpSink
const told: MailResult[] = []
let goesDown = 0 // how often the database does while it is written down what became of a mail
const refusals = new Map<string, { responseCode: number; message: string }>()

/** A mail server that says no to whom it is told to. */
const picky = () =>
  smtpSink({
    onRcptTo: ({ address }, _session, done) => {
      const no = refusals.get(address)
      done(no ? Object.assign(new Error(no.message), { responseCode: no.responseCode }) : null)
    },
  })

beforeAll(async () => {
  database = await testDatabase()
  sink = await picky()
  const hooks: MailHooks = {
    mayStillSend: [
      async (tx, _workspace, ids) => {
        const { rows } = await sql<{ id: string }>`
          select id from mails where id = any(${[...ids]}::uuid[]) and purpose = 'reached'`.execute(tx)
        return new Map(rows.map(({ id }) => [id, 'reached']))
      },
    ],
    surround: async (_tx, _workspace, mails) =>
      new Map(
        mails.map(({ id, origin }) => [
          id,
          { text: '\n-- 停止', html: '<p>停止</p>', unsubscribe: { url: `${origin}/u/x`, mailto: null } },
        ]),
      ),
    told: [
      async (_tx, _workspace, results) => {
        if (goesDown-- > 0) throw Object.assign(new Error('the database system is shutting down'), { code: '57P01' })
        told.push(...results)
      },
    ],
  }
  const delivery = await startDelivery({
    database,
    live: { publish: async () => {} },
    hooks,
    installation: { server: null, origin: 'http://localhost' },
    now: () => new Date(),
    onTrouble: (error) => console.error(error),
  })
  atEnd(delivery.stop)
})

async function company({ port = sink.port, perDomainMinute = 1000 } = {}): Promise<WorkspaceId> {
  const { id } = await testWorkspace(database)
  await database.workspace(id, async (tx) => {
    await sql`insert into mail_servers (workspace_id, host, port, security, per_domain_minute, origin)
      values (${id}, '127.0.0.1', ${port}, 'none', ${perDomainMinute}, 'https://banso.example.co.jp')`.execute(tx)
    await sql`insert into mail_senders (workspace_id, id, name, address, is_default)
      values (${id}, gen_random_uuid(), '試験商事 サポート窓口', 'cs@shiken.example.co.jp', true)`.execute(tx)
  })
  return id
}

const mail = (given: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id: crypto.randomUUID(),
  accountId: null,
  contactId: null,
  to: { address: `${crypto.randomUUID()}@example.co.jp`, name: '山田 花子 様' },
  senderId: null,
  subject: 'ご利用開始のご案内：はじめの三つのステップ',
  text: `山田様\n\n${originMark}/p/abc をご覧ください。`,
  html: `<html><body><p>山田様</p><a href="${originMark}/p/abc">開く</a></body></html>`,
  kind: 'marketing',
  purpose: 'step_mail',
  notBefore: new Date(),
  ...given,
})

async function send(workspaceId: WorkspaceId, ...mails: OutgoingMail[]): Promise<void> {
  await database.workspace(workspaceId, (tx) => queueMails(tx, workspaceId, mails))
}

type State = { status: string; reason: string | null; attempts: number; doubted: boolean; later: boolean }
async function stateOf(workspaceId: WorkspaceId, { id }: OutgoingMail): Promise<State> {
  const { rows } = await database.workspace(workspaceId, (tx) =>
    sql<State>`select status, reason, attempts, doubted_at is not null as doubted, not_before > now() as later
      from mails where id = ${id}`.execute(tx),
  )
  return rows[0]!
}
const idOf = (message: { messageId?: string | undefined }) => message.messageId?.slice(1).split('@')[0]
const came = async ({ id }: OutgoingMail) => (await sink.read()).filter((message) => idOf(message) === id)

test('a mail goes out once, in Japanese, as a mail program reads it, with the way to unsubscribe', async () => {
  const workspaceId = await company()
  const one = mail()
  await send(workspaceId, one)
  await expect.poll(() => stateOf(workspaceId, one)).toMatchObject({ status: 'sent' })
  const [message, ...more] = await came(one)
  expect(more).toEqual([])
  expect(message).toMatchObject({
    subject: one.subject,
    from: { name: '試験商事 サポート窓口', address: 'cs@shiken.example.co.jp' },
    to: [{ name: '山田 花子 様', address: one.to.address }],
  })
  expect(message!.text).toContain('https://banso.example.co.jp/p/abc')
  expect(message!.text).toContain('-- 停止')
  expect(message!.html).toContain('<p>停止</p></body>')
  const header = (key: string) => message!.headers.find((one_) => one_.key === key)?.value
  expect(header('list-unsubscribe')).toBe('<https://banso.example.co.jp/u/x>')
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  expect(told).toContainEqual({ id: one.id, outcome: 'sent', reason: null })
})

test('what a server said is not forgotten while the database is away', async () => {
  const workspaceId = await company()
  const one = mail()
  goesDown = 2
  await send(workspaceId, one)
  await expect.poll(() => stateOf(workspaceId, one), { timeout: 45_000 }).toMatchObject({ status: 'sent', attempts: 1 })
  expect(await came(one)).toHaveLength(1)
})

test('what a gate holds is not sent, and says why', async () => {
  const workspaceId = await company()
  const one = mail({ purpose: 'reached' })
  await send(workspaceId, one)
  await expect.poll(() => stateOf(workspaceId, one)).toMatchObject({ status: 'held', reason: 'reached' })
  expect(await came(one)).toEqual([])
})

test('a refusal for good ends a mail, one for now is tried again later', async () => {
  const workspaceId = await company()
  const [gone, full] = [mail(), mail()]
  refusals.set(gone.to.address, { responseCode: 550, message: '5.1.1 no such user' })
  refusals.set(full.to.address, { responseCode: 452, message: '4.2.2 mailbox full' })
  await send(workspaceId, gone, full)
  await expect.poll(() => stateOf(workspaceId, gone)).toMatchObject({ status: 'failed', reason: 'no_such_address' })
  await expect
    .poll(() => stateOf(workspaceId, full))
    .toMatchObject({ status: 'queued', reason: 'put_off', attempts: 1, later: true })
})

test('a server that is away costs no mail an attempt', async () => {
  const workspaceId = await company({ port: 1 })
  const one = mail()
  await send(workspaceId, one)
  const trouble = () =>
    database.workspace(workspaceId, async (tx) => {
      const { rows } = await sql<{ trouble: string }>`select trouble from mail_server_states`.execute(tx)
      return rows[0]?.trouble
    })
  await expect.poll(trouble).toBe('no_connection')
  await expect.poll(() => stateOf(workspaceId, one)).toMatchObject({ status: 'queued', attempts: 0, later: false })
})

test('what was being handed over when a process died is in doubt; only a transactional mail goes out again by itself', async () => {
  const workspaceId = await company()
  const [news, code, untouched] = [mail(), mail({ kind: 'transactional', purpose: 'login_code' }), mail()]
  const later = new Date(Date.now() + 3_600_000)
  await send(workspaceId, ...[news, code, untouched].map((one) => ({ ...one, notBefore: later })))
  await database.workspace(workspaceId, async (tx) => {
    const ids = [news.id, code.id]
    await sql`update mails set status = 'handing', lease = gen_random_uuid(), lease_until = now() - interval '1 second',
      not_before = now(), message_id = '<' || id || '@shiken.example.co.jp>', attempts = 1
      where id = any(${ids}::uuid[])`.execute(tx)
    await sql`update mails set status = 'leased', lease = gen_random_uuid(), lease_until = now() - interval '1 second',
      not_before = now() where id = ${untouched.id}`.execute(tx)
  })
  await expect.poll(() => stateOf(workspaceId, news)).toMatchObject({ status: 'in_doubt', reason: 'broke_off' })
  await expect.poll(() => stateOf(workspaceId, code)).toMatchObject({ status: 'sent', doubted: true })
  await expect.poll(() => stateOf(workspaceId, untouched)).toMatchObject({ status: 'sent', doubted: false })
  expect(await came(news)).toEqual([])
  expect(await came(code)).toHaveLength(1)
})

test('one domain gets no more in a minute than it may, and others do not wait for it', async () => {
  const workspaceId = await company({ perDomainMinute: 3 })
  const many = Array.from({ length: 8 }, () => mail())
  const other = mail({ to: { address: 'taro@other.example.jp', name: '太郎' } })
  await send(workspaceId, ...many, other)
  await expect.poll(() => stateOf(workspaceId, other)).toMatchObject({ status: 'sent' })
  const sent = async () => (await Promise.all(many.map((one) => stateOf(workspaceId, one)))).map(({ status }) => status)
  await expect.poll(async () => (await sent()).filter((status) => status === 'sent').length).toBe(3)
  expect((await sent()).filter((status) => status === 'queued')).toHaveLength(5)
})

/** A server that takes a message and hangs up before it says whether it has it. */
async function hangingUp(): Promise<number> {
  const server = net.createServer((socket) => {
    let within = false
    socket.write('220 here\r\n')
    socket.on('error', () => {})
    socket.on('data', (said) => {
      if (within) return void socket.destroy()
      within = /^DATA/i.test(said.toString())
      socket.write(within ? '354 go on\r\n' : '250 fine\r\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => new Promise((resolve) => server.close(resolve)))
  return (server.address() as AddressInfo).port
}

test('a line that breaks while the message is on its way leaves the mail in doubt', async () => {
  const workspaceId = await company({ port: await hangingUp() })
  const one = mail()
  await send(workspaceId, one)
  await expect.poll(() => stateOf(workspaceId, one)).toMatchObject({ status: 'in_doubt', doubted: true })
})
