import { sql } from 'kysely'
import pg from 'pg'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import type { WebhookEvent } from '#capabilities/connect/core/webhookEvents.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import { fillWorkspace } from '#test/access/fill.ts'
import { type Told, webhookReceiver } from '#test/servers/receiver.ts'
import { testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const server = await testServer()
const patience = { timeout: 45_000, interval: 50 }
type Payload = { type: string; timestamp: string; data: Record<string, unknown> }
const read = (told: Told) => JSON.parse(told.body) as Payload
const headersOf = ({ headers }: Told) => headers as Record<string, string>
/** As if so much time had passed: what waits is due. */
const later = () =>
  server.database.system(async (tx) => {
    await sql`update webhook_deliveries set next_at = now() where status = 'due'`.execute(tx)
    await sql`select pg_notify('banso_webhooks', '')`.execute(tx)
  })

/** A company of its own with one endpoint. */
async function company(events: WebhookEvent[], first: number | null = 200) {
  const workspace = await testWorkspace(server.database)
  const admin = await server.signIn('admin', workspace)
  const receiver = await webhookReceiver(first)
  const { endpoint, secret } = await admin.api.webhooks.create({ name: '基幹', url: receiver.url, events })
  const deliveries = async () => (await admin.api.webhooks.deliveries({ id: endpoint.id })).rows
  const state = async () => (await admin.api.webhooks.list()).endpoints[0]!
  return { workspace, admin, receiver, endpoint, secret, deliveries, state }
}

test('a change is told within seconds, once, signed so that the public verifier accepts it', async () => {
  const { admin, receiver, secret, deliveries } = await company(['account.created', 'account.updated'])
  const account = await admin.api.accounts.create({ name: '青空商事' })
  await admin.api.accounts.update({ id: account.id, version: account.version, industry: '製造', purpose: '秘密の目的' })
  await expect.poll(() => receiver.told.length, patience).toBe(2)
  const verified = receiver.told.map((told) => new Webhook(secret).verify(told.body, headersOf(told)) as Payload)
  expect(verified.find(({ type }) => type === 'account.updated')?.data).toEqual({
    accountId: account.id,
    origin: 'app',
    changed: ['industry', 'purpose'],
  })
  expect(receiver.told.map(({ body }) => body).join()).not.toContain('秘密の目的')
  await expect.poll(async () => (await deliveries()).map(({ status }) => status), patience).toEqual(['done', 'done'])
  expect((await deliveries())[0]!.log).toMatchObject([{ status: 200, answer: 'thank you', error: null }])
  const forged = { ...headersOf(receiver.told[0]!), 'webhook-id': 'other' }
  expect(() => new Webhook(secret).verify(receiver.told[0]!.body, forged)).toThrow()
})

test('what fails is tried again with the same id until it arrives', async () => {
  const { admin, receiver, deliveries, state } = await company(['account.created'], 503)
  await admin.api.accounts.create({ name: 'A' })
  await expect.poll(async () => (await deliveries())[0]?.log.length, patience).toBe(1)
  expect(await state()).toMatchObject({ state: 'failing', waiting: 1 })
  receiver.answer(200)
  await later()
  await expect.poll(async () => (await deliveries())[0]?.status, patience).toBe('done')
  expect(new Set(receiver.told.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect((await deliveries())[0]).toMatchObject({ attempts: 2, log: [{ status: 503 }, { status: 200 }] })
  expect((await state()).state).toBe('active')
})

test('a new secret signs beside the old one for a day', async () => {
  const { admin, receiver, endpoint, secret } = await company(['account.created'])
  const { secret: next } = await admin.api.webhooks.rotate({ id: endpoint.id })
  await admin.api.webhooks.test({ id: endpoint.id })
  await expect.poll(() => receiver.told.length, patience).toBe(1)
  const [told] = receiver.told
  for (const each of [secret, next]) new Webhook(each).verify(told!.body, headersOf(told!))
  await server.database.system((tx) => sql`update webhook_endpoints set old_secret_until = now()`.execute(tx))
  await admin.api.webhooks.test({ id: endpoint.id })
  await expect.poll(() => receiver.told.length, patience).toBe(2)
  expect(() => new Webhook(secret).verify(receiver.told[1]!.body, headersOf(receiver.told[1]!))).toThrow()
})

test('what a process had taken that was killed is told by another at once, not when its minute is over', async () => {
  const { admin, receiver, deliveries } = await company(['account.created'], null)
  for (let i = 0; i < 5; i++) await admin.api.accounts.create({ name: `顧客${i}` })
  await expect
    .poll(async () => (await deliveries()).filter(({ status }) => status === 'leased').length, patience)
    .toBe(5)
  const ofTheDead = sql`update webhook_deliveries set lease = gen_random_uuid() where status = 'leased'`
  await server.database.system((tx) => ofTheDead.execute(tx))
  receiver.answer(200)
  await expect
    .poll(async () => (await deliveries()).map(({ status }) => status), patience)
    .toEqual(Array(5).fill('done'))
  expect(new Set(receiver.told.map(({ headers }) => headers['webhook-id'])).size).toBe(5)
})

test('receivers that hang hold up neither others nor themselves for ever', async () => {
  const hanging = await company(['account.created'], null)
  const healthy = await company(['account.created'])
  for (let i = 0; i < 12; i++) await hanging.admin.api.accounts.create({ name: `A${i}` })
  await healthy.admin.api.accounts.create({ name: 'B' })
  await expect.poll(() => healthy.receiver.told.length, patience).toBe(1)
  expect(hanging.receiver.told.length).toBeLessThanOrEqual(5)
  expect((await hanging.state()).waiting).toBe(12)
})

test('an endpoint that has failed for days is paused, its owner is told, and nothing is lost', async () => {
  const { admin, receiver, endpoint, state, deliveries, workspace } = await company(['account.created'], 500)
  await admin.api.accounts.create({ name: 'A' })
  await expect.poll(async () => (await state()).state, patience).toBe('failing')
  await server.database.system(async (tx) => {
    await sql`update webhook_deliveries set attempts = 9 where endpoint_id = ${endpoint.id}`.execute(tx)
    await sql`update webhook_endpoints set failing_since = now() - interval '75 hours' where id = ${endpoint.id}`.execute(
      tx,
    )
  })
  await later()
  await expect.poll(async () => (await state()).pauseReason, patience).toBe('failing')
  const mails = await server.database.workspace(workspace.id, (tx) => sql`select subject from mails`.execute(tx))
  expect(mails.rows).toEqual([{ subject: '【Banso】Webhook「基幹」を停止しました' }])
  await admin.api.accounts.create({ name: 'B' })
  receiver.answer(200)
  await admin.api.webhooks.update({ id: endpoint.id, paused: false })
  const [from, to] = [new Date(0).toISOString(), new Date(Date.now() + 60_000).toISOString()]
  expect(await admin.api.webhooks.replay({ id: endpoint.id, from, to })).toEqual({ deliveries: 1 })
  await expect.poll(async () => (await deliveries()).map(({ status }) => status), patience).toEqual(['done', 'done'])
})

test('whoever answers that they are gone is left alone at once', async () => {
  const { admin, endpoint, state } = await company([], 410)
  await admin.api.webhooks.test({ id: endpoint.id })
  await expect.poll(async () => (await state()).pauseReason, patience).toBe('gone')
})

test('an address of the private network gets nothing, and the log says why', async () => {
  const { admin, endpoint, deliveries } = await company([])
  await admin.api.webhooks.update({ id: endpoint.id, url: 'https://10.1.2.3/hook' })
  await admin.api.webhooks.test({ id: endpoint.id })
  await expect.poll(async () => (await deliveries())[0]?.log[0]?.error, patience).toBe('not_public')
  const update = admin.api.webhooks.update({ id: endpoint.id, url: 'ftp://example.co.jp' })
  await expect(update).rejects.toMatchObject({ code: 'REFUSED', data: { issues: [{ rule: 'url.not_https' }] } })
})

test('CTAs, signals, phases and archived customers are told by what changes them', async () => {
  const kinds: WebhookEvent[] = ['account.archived', 'cta.opened', 'cta.closed', 'signal.raised', 'phase.changed']
  const { admin, receiver, workspace } = await company(kinds)
  const { id } = await admin.api.accounts.create({ name: 'A' })
  const { id: ws } = workspace
  await server.database.workspace(ws, async (tx) => {
    const words = JSON.stringify({ title: { ja: '停滞', en: 'Stalled' }, because: { ja: '', en: '' } })
    await sql`insert into signals (workspace_id, id, rule_id, account_id, fired_at, facts, words)
      select ${ws}, gen_random_uuid(), r.id, ${id}, now(), '[]', ${words} from signal_rules r limit 1`.execute(tx)
    const cta = sql`insert into ctas (workspace_id, id, account_id, kind, title, due_on)
      values (${ws}, ${id}, ${id}, 'risk', '電話', '2026-12-01')`
    await cta.execute(tx)
    await sql`update ctas set status = 'closed', outcome = 'helped', closed_at = now() where id = ${id}`.execute(tx)
  })
  await expect
    .poll(async () => receiver.told.map(read).some(({ type }) => type === 'phase.changed'), patience)
    .toBe(true)
  await admin.api.accounts.archive({ id })
  const told = () => [...new Set(receiver.told.map((one) => read(one).type))].sort()
  await expect
    .poll(told, patience)
    .toEqual(expect.arrayContaining(['account.archived', 'cta.closed', 'cta.opened', 'phase.changed', 'signal.raised']))
  expect(receiver.told.map(read).every(({ data }) => data['accountId'] === id)).toBe(true)
})

test('grades, lifted signals, steps done and renewals closed are told by what changes them', async () => {
  const kinds: WebhookEvent[] = ['health.changed', 'signal.lifted', 'plan.step.done', 'renewal.closed']
  const { receiver, workspace } = await company(kinds)
  const [ws, id] = [workspace.id, '0000000a-0000-7000-8000-00000000000a' as AccountId]
  const owner = new pg.Client(server.database.server.login('owner'))
  await owner.connect()
  await fillWorkspace(owner, ws, id, 'marka')
  await owner.end()
  await server.database.workspace(ws, async (tx) => {
    await sql`delete from effect_holds`.execute(tx) // what was filled in would hold everything back
    await sql`update signal_states set holds_since = now(), fired_at = now()`.execute(tx)
    await sql`update signal_states set holds_since = null`.execute(tx)
    await sql`update plan_steps set status = 'done', status_on = '2026-04-01' where id = ${id}`.execute(tx)
    await sql`update renewals set status = 'closed', outcome = 'lost', closed_at = now() where id = ${id}`.execute(tx)
    await sql`insert into account_facts (workspace_id, account_id, computed_at, "health.grade") values (${ws}, ${id}, now(), 'green')
      on conflict (workspace_id, account_id) do update set "health.grade" = 'green'`.execute(tx)
    await markDirty(tx, ws, [id])
  })
  const told = () => [...new Set(receiver.told.map((one) => read(one).type))].sort()
  await expect.poll(told, patience).toEqual([...kinds].sort())
})
