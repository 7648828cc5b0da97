import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeSetupToken } from '#platform/identity/setupLink.ts'
import { browserAt } from '#test/access/browser.ts'
import { testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const server = await testServer()
const { database } = server

const browser = () => browserAt(server.address)
const breaks = (field: string, rule: string) => ({ data: { issues: [{ field, rule }] } })
const password = 'kawa no hotori'

test('an invitation is shown once, joins once, and signs in', async () => {
  const admin = await server.signIn('admin')
  const { url, invitation } = await admin.api.access.invitations.create({ email: 'Jiro@Example.co.jp', role: 'csm' })
  const token = url.split('#token=')[1]!
  expect(invitation).toMatchObject({ email: 'jiro@example.co.jp', state: 'open', purpose: 'join' })
  const jiro = browser()
  expect(await jiro.api.invitations.read({ token })).toMatchObject({
    known: false,
    roleLabel: { ja: 'カスタマーサクセスマネージャー' },
  })
  await expect(jiro.api.invitations.accept({ token, name: '佐藤 次郎', password: 'password1' })).rejects.toMatchObject(
    breaks('password', 'password.common'),
  )
  const me = await jiro.api.invitations.accept({ token, name: '佐藤 次郎', password, locale: 'en' })
  expect(me).toMatchObject({ name: '佐藤 次郎', role: 'csm', locale: 'en', workspace: { id: server.workspace.id } })
  expect(await jiro.api.me.read()).toEqual(me)
  const { people } = await admin.api.access.people.list()
  expect(people.find(({ email }) => email === 'jiro@example.co.jp')?.lastSeenAt).not.toBeNull()
  await expect(browser().api.invitations.accept({ token, name: 'x', password })).rejects.toMatchObject(
    breaks('token', 'link.invalid'),
  )
  await expect(admin.api.access.invitations.create({ email: 'jiro@example.co.jp', role: 'csm' })).rejects.toMatchObject(
    { code: 'REFUSED' },
  )
})

test('an invitation taken back or replaced opens nothing', async () => {
  const admin = await server.signIn('admin')
  const first = await admin.api.access.invitations.create({ email: 'saburo@example.co.jp', role: 'viewer' })
  const second = await admin.api.access.invitations.create({ email: 'saburo@example.co.jp', role: 'viewer' })
  await admin.api.access.invitations.revoke({ id: second.invitation.id })
  for (const { url } of [first, second]) {
    const read = browser().api.invitations.read({ token: url.split('#token=')[1]! })
    await expect(read).rejects.toMatchObject(breaks('token', 'link.invalid'))
  }
})

test('signing in and out; wrong passwords and unknown addresses are answered alike', async () => {
  const jiro = browser()
  const wrong = breaks('password', 'signIn.wrong')
  await expect(jiro.api.session.signIn({ email: 'jiro@example.co.jp', password: 'x' })).rejects.toMatchObject(wrong)
  await expect(jiro.api.session.signIn({ email: 'nobody@example.co.jp', password: 'x' })).rejects.toMatchObject(wrong)
  expect(await jiro.api.session.signIn({ email: ' JIRO@example.co.jp', password })).toMatchObject({ role: 'csm' })
  const stolen = jiro.cookie()
  await jiro.api.session.signOut()
  const again = await fetch(`${server.address}/api/v1/me`, { headers: { cookie: stolen } })
  expect(again.status).toBe(401)
})

test('who tried to sign in, with what and from where, is written down whether they came in or not', async () => {
  const admin = await server.signIn('admin')
  const lately = async () =>
    (await admin.api.access.audit.list({ limit: 2 })).entries.map(({ action, after }) => [action, after])
  await browser()
    .api.session.signIn({ email: 'jiro@example.co.jp', password: 'x' })
    .catch(() => {})
  await browser()
    .api.session.signIn({ email: 'nobody@example.co.jp', password: 'x' })
    .catch(() => {})
  await browser().api.session.signIn({ email: 'jiro@example.co.jp', password })
  expect(await lately()).toEqual([
    ['person.sign_in', { proof: 'password', address: '127.0.0.1' }],
    ['person.sign_in_denied', { proof: 'password', reason: 'wrong', address: '127.0.0.1' }],
  ])
})

test('what a role may no longer do is refused at the very next request', async () => {
  const [admin, leader] = [await server.signIn('admin'), await server.signIn('leader')]
  await leader.api.access.audit.list({ limit: 1 })
  await admin.api.access.people.update({ id: leader.personId, role: 'viewer' })
  await expect(leader.api.access.audit.list({ limit: 1 })).rejects.toMatchObject({ status: 403 })
  await admin.api.access.people.update({ id: leader.personId, state: 'suspended' })
  await expect(leader.api.access.me.read()).rejects.toMatchObject({ status: 401 })
})

test('a workspace keeps an active administrator, and nobody suspends themselves', async () => {
  const workspace = await testWorkspace(database)
  const [one, two] = [await server.signIn('admin', workspace), await server.signIn('admin', workspace)]
  await expect(one.api.access.people.update({ id: one.personId, state: 'suspended' })).rejects.toMatchObject(
    breaks('state', 'person.self'),
  )
  const outcomes = await Promise.allSettled([
    one.api.access.people.update({ id: two.personId, role: 'csm' }),
    two.api.access.people.update({ id: one.personId, role: 'csm' }),
  ])
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('sessions are listed with their device and can be ended; a new password ends all others', async () => {
  const [here, there] = [browser(), browser()]
  for (const { api } of [here, there]) await api.session.signIn({ email: 'jiro@example.co.jp', password })
  const { sessions } = await here.api.me.sessions()
  expect(sessions.filter((session) => session.current)).toHaveLength(1)
  await here.api.me.endSession({ id: sessions.find((session) => !session.current)!.id })
  await expect(here.api.me.endSession({ id: 'unknown' })).rejects.toMatchObject({ status: 404 })
  await there.api.session.signIn({ email: 'jiro@example.co.jp', password })
  await expect(here.api.me.changePassword({ current: 'x', next: 'yama no itadaki' })).rejects.toMatchObject(
    breaks('current', 'password.wrong'),
  )
  await here.api.me.changePassword({ current: password, next: 'yama no itadaki' })
  await expect(there.api.me.read()).rejects.toMatchObject({ status: 401 })
  expect((await here.api.me.read()).email).toBe('jiro@example.co.jp')
})

test('an administrator hands out a link for a new password, but not into other workspaces', async () => {
  const admin = await server.signIn('admin')
  const people = (await admin.api.access.people.list()).people
  const jiro = people.find((person) => person.email === 'jiro@example.co.jp')!
  const { url } = await admin.api.access.people.passwordLink({ id: jiro.id })
  const token = url.split('#token=')[1]!
  expect(await browser().api.invitations.read({ token })).toMatchObject({ purpose: 'password', name: '佐藤 次郎' })
  expect(await browser().api.invitations.accept({ token, password: 'umi no soko' })).toMatchObject({ role: 'csm' })
  await browser().api.session.signIn({ email: 'jiro@example.co.jp', password: 'umi no soko' })
  const other = await admin.api.access.workspace.create({
    name: '別会社',
    locale: 'ja',
    timeZone: 'Asia/Tokyo',
    currency: 'JPY',
    fiscalStartMonth: 1,
  })
  expect(other.workspaces).toHaveLength(2)
  const fellow = await server.signIn('admin')
  await expect(fellow.api.access.people.passwordLink({ id: admin.personId })).rejects.toMatchObject({ code: 'REFUSED' })
})

test('one identity works in several workspaces and switches between them', async () => {
  const admin = await server.signIn('admin')
  const settings = {
    name: 'Second',
    locale: 'en',
    timeZone: 'Europe/London',
    currency: 'GBP',
    fiscalStartMonth: 1,
  } as const
  const second = await admin.api.access.workspace.create(settings)
  expect((await admin.api.access.me.read()).workspace).toMatchObject({ id: second.workspace.id, ...settings })
  await admin.api.access.me.switchWorkspace({ workspaceId: server.workspace.id })
  expect((await admin.api.access.me.read()).workspace.id).toBe(server.workspace.id)
  const stranger = await server.signIn('admin')
  await expect(stranger.api.access.me.switchWorkspace({ workspaceId: second.workspace.id })).rejects.toMatchObject({
    status: 404,
  })
})

test('settings change what they say, and who changed them is written down for good', async () => {
  const admin = await server.signIn('admin')
  await expect(admin.api.access.workspace.update({ timeZone: 'Asia/Atlantis' })).rejects.toMatchObject(
    breaks('timeZone', 'timeZone.unknown'),
  )
  await admin.api.access.workspace.update({ name: '新社名', fiscalStartMonth: 1 })
  const { entries } = await admin.api.access.audit.list({ action: 'workspace.', limit: 1 })
  expect(entries).toMatchObject([
    {
      person: { id: admin.personId },
      action: 'workspace.update',
      before: { fiscalStartMonth: 4 },
      after: { name: '新社名', fiscalStartMonth: 1 },
    },
  ])
  const remove = database.workspace(server.workspace.id, (tx) => sql`delete from audit_log`.execute(tx))
  await expect(remove).rejects.toThrow('only ever added to')
})

test('the audit log is read page by page', async () => {
  const admin = await server.signIn('admin')
  const first = await admin.api.access.audit.list({ limit: 3 })
  const second = await admin.api.access.audit.list({ limit: 3, cursor: first.nextCursor! })
  const ids = [...first.entries, ...second.entries].map((entry) => entry.id)
  expect(ids).toEqual([...new Set(ids)].sort().reverse())
})

test('where people work already, no link makes a first administrator', async () => {
  const token = await makeSetupToken(database, new Date())
  expect(await browser().api.setup.status()).toEqual({ needed: false })
  const attempt = browser().api.setup.complete({
    token,
    name: 'Mallory',
    email: 'mallory@example.com',
    password,
    workspace: { name: 'x', locale: 'en', timeZone: 'UTC', currency: 'USD', fiscalStartMonth: 1 },
  })
  await expect(attempt).rejects.toMatchObject(breaks('token', 'link.invalid'))
})
