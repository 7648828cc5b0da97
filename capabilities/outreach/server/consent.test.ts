import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { letSend } from '#test/build/mailing.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { type SmtpSink, smtpSink } from '#test/servers/smtpSink.ts'
import { stillWanted } from './gate.ts'

let server: TestServer
let sink: SmtpSink
let admin: Visitor
let purposeId: string
const patience = { timeout: 45_000 }
const always = { from: 0, to: 24, weekdays: false }

beforeAll(async () => {
  ;[server, sink] = await Promise.all([testServer(), smtpSink()])
  admin = await server.signIn('admin')
  await letSend(admin, sink)
  const name = { ja: '製品のお知らせ', en: 'News' }
  const { purposes } = await admin.api.privacy.consent.add({ name, basis: 'consent', text: name })
  purposeId = purposes[0]!.id
  const words = { name, aim: { ja: '', en: '' }, subject: name, body: { ja: 'ご案内です', en: 'News' } }
  const draft = { ...words, consentPurposeId: purposeId }
  await admin.api.outreach.templates.publish({ key: 'news', version: 0, note: '', draft })
})

const draftFor = (group: string) => ({
  name: `${group}へ`,
  template: 'news',
  condition: `account.name == "${group}"`,
  roles: ['promoter' as const],
  window: always,
  waitDays: 3,
  subjectB: null,
  senderId: null,
  sendAt: null,
})

/** A customer with two people, of whom the first consented; resolves once the customer is found by its name. */
async function customer(group: string) {
  const { id } = await admin.api.accounts.create({ name: group })
  const person = (name: string) =>
    admin.api.accounts.contacts.create({
      id,
      name,
      email: `${crypto.randomUUID()}@kyaku.example.co.jp`,
      roles: ['promoter'],
    })
  const [willing, silent] = [await person('中村 葵'), await person('小林 蓮')]
  await admin.api.privacy.consent.record({ id: willing.id, purposeId, change: 'given' })
  const found = async () => (await admin.api.outreach.broadcasts.preview(draftFor(group))).customers
  await expect.poll(found, patience).toBe(1)
  return { willing, silent }
}

async function broadcast(group: string) {
  const { id, version } = await admin.api.outreach.broadcasts.create(draftFor(group))
  await admin.api.outreach.broadcasts.move({ id, version, move: 'schedule' })
  const done = async () => (await admin.api.outreach.broadcasts.get({ id })).counts
  await expect.poll(done, patience).toMatchObject({ of: 2, sent: 1, skipped: 1 })
  return (await admin.api.outreach.broadcasts.messages({ id })).rows
}

test('a mail of a purpose that needs consent goes to those alone who gave it, as the preview said', async () => {
  const { willing, silent } = await customer('試験商事')
  const { excluded, recipients } = await admin.api.outreach.broadcasts.preview(draftFor('試験商事'))
  expect([recipients, excluded]).toEqual([1, [{ reason: 'no_consent', detail: '', count: 1 }]])
  const rows = await broadcast('試験商事')
  const told = rows.map(({ contact, status, reason }) => [contact?.id, status, reason])
  expect(told).toContainEqual([willing.id, 'sent', null])
  expect(told).toContainEqual([silent.id, 'skipped', 'no_consent'])
})

test('who unsubscribes by the mail withdraws from its purpose, once, and their mail that waits is not wanted any more', async () => {
  const { willing } = await customer('試験運輸')
  const rows = await broadcast('試験運輸')
  const { id } = rows.find(({ status }) => status === 'sent')!
  const mail = (await sink.read()).find(({ messageId }) => messageId?.includes(id))!
  const way = /<([^>]+)>/.exec(mail.headers.find(({ key }) => key === 'list-unsubscribe')!.value)![1]!
  const body = () => new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  for (const once of [body(), body()]) expect((await fetch(way, { method: 'POST', body: once })).status).toBe(200)
  const { entries } = await admin.api.privacy.consent.ofContact({ id: willing.id })
  expect(entries).toMatchObject([{ change: 'withdrawn', how: 'mail', by: null }, { change: 'given' }])
  const wanted = await server.database.workspace(server.workspace.id, (tx) =>
    stillWanted(() => new Date())(tx, server.workspace.id, [id]),
  )
  expect([...wanted]).toEqual([[id, 'no_consent']])
})

test('to stop everything withdraws all that was given; what was never given stays unsaid', async () => {
  const { willing, silent } = await customer('試験海運')
  const rows = await broadcast('試験海運')
  const { id } = rows.find(({ status }) => status === 'sent')!
  const mail = (await sink.read()).find(({ messageId }) => messageId?.includes(id))!
  const way = /<([^>]+)>/.exec(mail.headers.find(({ key }) => key === 'list-unsubscribe')!.value)![1]!
  await fetch(way, { method: 'POST', body: new URLSearchParams({ change: 'off', purpose: '*' }), redirect: 'manual' })
  const { entries } = await admin.api.privacy.consent.ofContact({ id: willing.id })
  expect(entries.map(({ change }) => change)).toEqual(['withdrawn', 'given'])
  expect((await admin.api.privacy.consent.ofContact({ id: silent.id })).entries).toEqual([])
})

test('a template of a purpose that there is not is refused; one that was written before there were purposes goes to all', async () => {
  const name = { ja: 'x', en: 'x' }
  const draft = { name, aim: name, subject: name, body: name, consentPurposeId: crypto.randomUUID() }
  const given = { key: 'wrong', version: 0, note: '', draft }
  await expect(admin.api.outreach.templates.publish(given)).rejects.toMatchObject({ code: 'REFUSED' })
  await server.database.workspace(server.workspace.id, (tx) =>
    sql`update outreach_templates set definition = definition - 'consentPurposeId' where key = 'welcome'`.execute(tx),
  )
  const { templates } = await admin.api.outreach.templates.list()
  expect(templates.find(({ key }) => key === 'welcome')).toMatchObject({ consentPurposeId: null })
})
