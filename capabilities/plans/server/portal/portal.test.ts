import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { guestOf } from '#test/access/guest.ts'
import { dayAgo } from '#test/build/day.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let mori: Visitor
let accountId: string
let contactId: string

beforeAll(async () => {
  server = await testServer()
  mori = await server.signIn('admin')
  accountId = (await mori.api.accounts.create({ name: '若草電機' })).id
  contactId = (
    await mori.api.accounts.contacts.create({ id: accountId, name: '高橋 花子', email: 'hanako@wakakusa.co.jp' })
  ).id
})

const promoter = () => ({ workspaceId: server.workspace.id, accountId, contactId, role: 'promoter' as const })
const newPlan = () => mori.api.plans.create({ accountId, template: 'onboarding', kickOffOn: dayAgo(7), targetOn: null })

type Json = Record<string, unknown>
const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${server.address}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: answer.status, cookie: answer.headers.getSetCookie()[0] ?? '', body: (await answer.json()) as Json }
}

/** A link to a new plan, made and told on by one of ours. */
async function linkTo(role: 'operator' | 'promoter' = 'operator') {
  const plan = await newPlan()
  const shared = await mori.api.portal.share({ id: plan.id, contactId, role, expiresOn: dayAgo(-30) })
  const { id } = shared.links.find((link) => link.role === role)!
  const { url } = await mori.api.portal.address({ id })
  return { plan, id, token: url.split('/p/')[1]! }
}

test('whatever a scanner fetches, the page waits for the human: nothing is sent, used up or noted', async () => {
  const { id, token } = await linkTo()
  for (let at = 0; at < 20; at++) {
    await fetch(`${server.address}/p/${token}`, { method: at % 2 === 0 ? 'GET' : 'HEAD' })
    expect((await post('/portal/open', { token })).body).toMatchObject({
      state: 'new',
      address: 'h•••@w•••.jp',
      name: '高•••',
    })
  }
  const rows = await server.database.ask(sql<Json>`
    select (select count(*)::int from portal_codes where link_id = ${id}) as codes,
      (select count(*)::int from portal_sessions where link_id = ${id}) as sessions,
      (select count(*)::int from mails) as mails, opened_at, last_seen_at from portal_links where id = ${id}`)
  expect(rows[0]).toEqual({ codes: 0, sessions: 0, mails: 0, opened_at: null, last_seen_at: null })
})

test('a link that is closed or handed on answers with nothing of whose it was: no name, no company, no plan', async () => {
  const { id, token, plan } = await linkTo()
  const secret = new RegExp(`花子|高橋|若草|hanako|wakakusa|${plan.name}|${plan.id}|${accountId}|${contactId}`)
  const told = async () => JSON.stringify((await post('/portal/open', { token })).body)
  // Handed on, it is a new browser's: a masked name and address alone, by which the right person knows themselves.
  expect(await told()).not.toMatch(secret)
  const page = await (await fetch(`${server.address}/p/${token}`)).text()
  expect(page).not.toMatch(secret)
  const guest = { cookie: 'banso_guest=stolen', 'x-portal-link': id }
  const pages = ['/portal', `/portal/steps/${plan.steps[0]!.id}/content`]
  const texts = () =>
    Promise.all(pages.map(async (at) => (await fetch(`${server.address}/api/v1${at}`, { headers: guest })).text()))
  expect((await texts()).join('')).not.toMatch(secret)
  await server.database.system((tx) =>
    sql`update portal_links set expires_on = '2026-01-01' where id = ${id}`.execute(tx),
  )
  expect(await told()).toBe('{"state":"expired"}')
  await mori.api.portal.revoke({ id })
  expect(await told()).toBe('{"state":"revoked"}')
  expect((await texts()).join('')).not.toMatch(secret)
  expect((await post('/portal/code', { token })).body['code']).toBe('REFUSED')
})

test('a code goes to the contact’s own address and lets that browser in, once', async () => {
  const { id, token } = await linkTo()
  expect((await post('/portal/code', { token })).status).toBe(200)
  expect((await post('/portal/code', { token })).status).toBe(429)
  const [mail] = await server.database.ask(sql<{ to_address: string; body_text: string }>`
    select to_address, body_text from mails where purpose = 'login_code' order by id desc limit 1`)
  expect(mail!.to_address).toBe('hanako@wakakusa.co.jp')
  const code = /\d{6}/.exec(mail!.body_text)![0]
  const entered = await post('/portal/enter', { token, code })
  expect(entered.cookie).toMatch(/^banso_guest=.*HttpOnly; SameSite=Lax$/)
  expect((await post('/portal/enter', { token, code })).body['code']).toBe('REFUSED')
  const cookie = entered.cookie.split(';')[0]!
  expect((await post('/portal/open', { token }, { cookie })).body).toEqual({ state: 'known', linkId: id })
  // Forwarded, the same link opens nothing in another browser.
  expect((await post('/portal/open', { token })).body['state']).toBe('new')
})

test('five wrong codes end a code, and the right one comes too late', async () => {
  const { id, token } = await linkTo()
  const { code } = await mori.api.portal.code({ id })
  const wrong = code === '000000' ? '111111' : '000000'
  for (let at = 0; at < 5; at++) expect((await post('/portal/enter', { token, code: wrong })).status).toBe(422)
  expect((await post('/portal/enter', { token, code })).status).not.toBe(200)
})

test('a link that expired, was revoked or never was says so and nothing more', async () => {
  const { id, token } = await linkTo()
  const { cookie, link } = await guestOf(server.database, {
    ...promoter(),
    planId: (await newPlan()).id,
  })
  const read = () => fetch(`${server.address}/api/v1/portal`, { headers: { cookie, 'x-portal-link': link } })
  expect((await read()).status).toBe(200)
  await mori.api.portal.revoke({ id: link })
  expect((await read()).status).toBe(401)
  await mori.api.portal.revoke({ id })
  expect((await post('/portal/open', { token })).body).toEqual({ state: 'revoked' })
  await server.database.system((tx) =>
    sql`update portal_links set revoked_at = null, expires_on = '2026-01-01' where id = ${id}`.execute(tx),
  )
  expect((await post('/portal/open', { token })).body).toEqual({ state: 'expired' })
  expect((await post('/portal/open', { token: 'x'.repeat(43) })).body).toEqual({ state: 'unknown' })
})

test('a guest of one plan reads and changes nothing of another plan of the same company', async () => {
  const [own, other] = [await newPlan(), await newPlan()]
  const guest = await guestOf(server.database, {
    ...promoter(),
    planId: own.id,
  })
  const headers = { cookie: guest.cookie, 'x-portal-link': guest.link, 'content-type': 'application/json' }
  const call = (path: string, method: string, body: object) =>
    fetch(`${server.address}/api/v1/portal${path}`, { method, headers, body: JSON.stringify(body) })
  const foreign = other.steps.find(({ role }) => role === 'promoter')!.id
  expect((await call(`/steps/${foreign}/done`, 'PUT', { done: true })).status).toBe(404)
  expect((await call('/questions', 'POST', { stepId: foreign, body: '教えてください' })).status).toBe(404)
  const mine = own.steps.find(({ role, evidence }) => role === 'promoter' && evidence === 'customer')!
  const theirs = own.steps.find(({ role }) => role === 'csm')!
  expect((await call(`/steps/${theirs.id}/done`, 'PUT', { done: true })).status).toBe(422)
  expect((await call(`/steps/${mine.id}/done`, 'PUT', { done: true })).status).toBe(200)
  const after = await mori.api.plans.get({ id: own.id })
  expect(after.steps.find(({ id }) => id === mine.id)).toMatchObject({
    state: { is: 'done', by: 'customer' },
    closedBy: '高橋 花子',
  })
  expect((await mori.api.plans.get({ id: other.id })).version).toBe(other.version)
})

test('a file of a guest is kept where it is what its ending says, and nothing of another is', async () => {
  const plan = await newPlan()
  const guest = await guestOf(server.database, { ...promoter(), planId: plan.id })
  const headers = { cookie: guest.cookie, 'x-portal-link': guest.link, 'content-type': 'application/octet-stream' }
  const send = async (name: string, body: string) => {
    const path = `/api/v1/portal/files?name=${encodeURIComponent(name)}`
    const answer = await fetch(server.address + path, { method: 'POST', headers, body })
    return { status: answer.status, body: (await answer.json()) as { files?: Json[]; issues?: Json[] } }
  }
  expect(await send('名簿.pdf', '<script>')).toMatchObject({
    status: 422,
    body: { issues: [{ rule: 'plans.file_content' }] },
  })
  expect(await send('名簿.exe', 'MZ')).toMatchObject({ status: 422, body: { issues: [{ rule: 'plans.file_kind' }] } })
  const kept = await send('名簿.csv', '氏名\n高橋')
  expect([kept.status, kept.body.files]).toMatchObject([201, [{ name: '名簿.csv' }]])
})
