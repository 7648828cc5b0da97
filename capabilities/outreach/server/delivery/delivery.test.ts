import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import { beforeAll, expect, test } from 'vitest'
import { queueMails } from '#platform/mail/outbox.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { type SmtpSink, smtpSink } from '#test/servers/smtpSink.ts'

let server: TestServer
let sink: SmtpSink
let admin: Visitor
const sender = {
  name: '試験商事 サポート窓口',
  address: 'cs@shiken.example.co.jp',
  replyTo: 'reply@shiken.example.co.jp',
  company: '試験商事株式会社',
  postalAddress: '東京都千代田区丸の内1-1-1',
  contact: '03-0000-0000',
}

beforeAll(async () => {
  server = await testServer()
  sink = await smtpSink()
  admin = await server.signIn('admin')
  await admin.api.mail.putServer({
    host: '127.0.0.1',
    port: sink.port,
    security: 'none',
    user: null,
    perMinute: 6000,
    perDomainMinute: 6000,
    version: 0,
  })
  await admin.api.mail.addSender(sender)
})

async function queue(address: string, purpose = 'broadcast'): Promise<string> {
  const id = crypto.randomUUID()
  const { id: workspaceId } = server.workspace
  const mail = {
    id,
    accountId: null,
    contactId: null,
    to: { address, name: '山田 花子' },
    senderId: null,
    subject: '新機能のご案内',
    text: '山田様\n\nいつもお世話になっております。',
    html: null,
    kind: 'marketing' as const,
    purpose,
    notBefore: new Date(),
  }
  await server.database.workspace(workspaceId, (tx) => queueMails(tx, workspaceId, [mail]))
  return id
}
const statusOf = async (id: string) => {
  const { status, reason } = await admin.api.mail.get({ id })
  return [status, reason]
}
/** Sends a mail, and answers the address in it under which its reader can unsubscribe. */
async function unsubscribeAddress(address: string, purpose?: string): Promise<string> {
  const id = await queue(address, purpose)
  await expect.poll(() => statusOf(id)).toEqual(['sent', null])
  const mails = await sink.read()
  const mail = mails.find(({ messageId }) => messageId?.includes(id))!
  return /<([^>]+)>/.exec(mail.headers.find(({ key }) => key === 'list-unsubscribe')!.value)![1]!
}
const form = (fields: Record<string, string>) => ({
  method: 'POST',
  redirect: 'manual' as const,
  body: new URLSearchParams(fields),
})

test('mail of marketing names its sender and how to receive no more, as the law asks', async () => {
  const id = await queue('law@example.co.jp')
  await expect.poll(() => statusOf(id)).toEqual(['sent', null])
  const mail = (await sink.read()).find(({ messageId }) => messageId?.includes(id))!
  for (const part of [sender.company, sender.postalAddress, sender.contact, `${server.address}/u/`])
    expect(mail.text).toContain(part)
})

test('to look at the way out changes nothing, however often; one click unsubscribes from that purpose alone', async () => {
  const address = 'hanako@example.co.jp'
  const way = await unsubscribeAddress(address)
  for (let i = 0; i < 20; i++) {
    await fetch(way, { method: 'HEAD' })
    const page = await (await fetch(way, { headers: { 'accept-language': 'ja' } })).text()
    expect(page).toContain('ha•••@e•••.co.jp')
    expect(page).not.toContain(address)
  }
  expect((await admin.api.mail.suppressions({ q: address })).suppressions).toEqual([])
  expect((await fetch(way, form({ 'List-Unsubscribe': 'One-Click' }))).status).toBe(200)
  const [held, other] = [await queue(address), await queue(address, 'step_mail')]
  await expect.poll(() => statusOf(held)).toEqual(['held', 'unsubscribed'])
  await expect.poll(() => statusOf(other)).toEqual(['sent', null])
})

test('a mail program may send its one click as multipart, and all can be stopped and begun again', async () => {
  const address = 'taro@example.co.jp'
  const way = await unsubscribeAddress(address, 'step_mail')
  const data = new FormData()
  data.set('List-Unsubscribe', 'One-Click')
  expect((await fetch(way, { method: 'POST', body: data })).status).toBe(200)
  const off = async () => (await admin.api.mail.suppressions({ q: address })).suppressions.map(({ purpose }) => purpose)
  expect(await off()).toEqual(['step_mail'])
  expect((await fetch(way, form({ change: 'on', purpose: 'step_mail' }))).status).toBe(303)
  expect(await off()).toEqual([])
  await fetch(way, form({ change: 'off', purpose: '*' }))
  expect(await off()).toEqual(['*'])
})

test('what we have switched off, nobody switches on from outside; a link that is none of ours tells nothing', async () => {
  const address = 'jiro@example.co.jp'
  const way = await unsubscribeAddress(address)
  await admin.api.mail.suppress({ address, purpose: '*' })
  await fetch(way, form({ change: 'on', purpose: '*' }))
  expect((await admin.api.mail.suppressions({ q: address })).suppressions).toMatchObject([{ reason: 'by_hand' }])
  const broken = await fetch(`${way}x`, { headers: { 'accept-language': 'en' } })
  expect(broken.status).toBe(404)
  expect(await broken.text()).not.toContain('試験')
})

test('a bounce that is brought in as a mail marks the mail and leaves the address alone', async () => {
  const { door } = await admin.api.mail.openDoor()
  const id = await queue('gone@example.co.jp')
  await expect.poll(() => statusOf(id)).toEqual(['sent', null])
  const report = [
    'From: MAILER-DAEMON@mx.example.co.jp',
    'To: cs@shiken.example.co.jp',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'I am sorry.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.co.jp',
    '',
    'Final-Recipient: rfc822; gone@example.co.jp',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user here',
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: <${id}@shiken.example.co.jp>`,
    'Subject: =?UTF-8?B?5paw?=',
    '',
    'body',
    '--b--',
    '',
  ].join('\r\n')
  const path = new URL(door!.address).pathname
  const answer = await fetch(`${server.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: report,
  })
  expect(await answer.json()).toEqual({ received: true, used: true })
  expect(await statusOf(id)).toEqual(['bounced', 'no_such_address'])
  expect((await admin.api.mail.suppressions({ reason: 'bounced' })).suppressions).toMatchObject([
    { address: 'gone@example.co.jp', detail: '550 5.1.1 no such user here' },
  ])
})

test('a provider tells of complaints as JSON, with the key and not without', async () => {
  const { door } = await admin.api.mail.openDoor()
  const id = await queue('angry@example.co.jp')
  await expect.poll(() => statusOf(id)).toEqual(['sent', null])
  const body = JSON.stringify({ events: [{ type: 'complaint', messageId: `<${id}@shiken.example.co.jp>` }] })
  const tell = (key: string) =>
    fetch(`${server.address}/api/v1/outreach/bounces`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body,
    })
  expect((await tell('nobody')).status).toBe(401)
  expect(await (await tell(door!.key)).json()).toEqual({ received: true, used: 1 })
  expect((await admin.api.mail.suppressions({ reason: 'complaint' })).suppressions).toHaveLength(1)
})

test('the test mail tells what the server says; a password is never shown again', async () => {
  const { senders, server: known } = await admin.api.mail.settings()
  const told = await admin.api.mail.test({ senderId: senders[0]!.id })
  expect(told).toMatchObject({ trouble: null })
  const last = await PostalMime.parse(sink.received.at(-1)!.raw)
  expect(last).toMatchObject({ subject: '【Banso】メール配信のテスト', from: { name: sender.name } })
  const { version, hasPassword: _, ...same } = known!
  await admin.api.mail.putServer({ ...same, port: 1, user: 'u', password: '秘密の言葉', version })
  expect(JSON.stringify(await admin.api.mail.settings())).not.toContain('秘密')
  expect(await admin.api.mail.test({ senderId: senders[0]!.id })).toMatchObject({ trouble: 'no_connection' })
  const { rows } = await server.database.workspace(server.workspace.id, (tx) =>
    sql<{ password: string }>`select password from mail_servers`.execute(tx),
  )
  expect(rows[0]!.password).not.toContain('秘密')
})

test('a mail in doubt waits for a person, who may send it again', async () => {
  const { server: known } = await admin.api.mail.settings()
  const { version, hasPassword: _, ...same } = known!
  await admin.api.mail.putServer({ ...same, port: sink.port, user: null, password: null, version })
  const id = await queue('doubt@example.co.jp')
  await expect.poll(() => statusOf(id)).toEqual(['sent', null])
  await server.database.workspace(server.workspace.id, (tx) =>
    sql`update mails set status = 'in_doubt', doubted_at = now(), sent_at = null where id = ${id}`.execute(tx),
  )
  expect((await admin.api.mail.log({ status: 'in_doubt' })).mails).toMatchObject([{ id }])
  expect(await admin.api.mail.settle({ ids: [id], settlement: 'send_again' })).toEqual({ ids: [id] })
  await expect.poll(() => statusOf(id)).toEqual(['sent', null])
  const came = (await sink.read()).filter(({ messageId }) => messageId?.includes(id))
  expect(new Set(came.map(({ messageId }) => messageId)).size).toBe(1)
  expect(came).toHaveLength(2)
})
