import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const server = await testServer()
const { database } = server
const breaks = (field: string, rule: string) => ({ data: { issues: [expect.objectContaining({ field, rule })] } })
const company = async () => {
  const workspace = await testWorkspace(database)
  return { workspace, admin: await server.signIn('admin', workspace) }
}

/** Sets an authenticator app up, as the page does. */
async function addApp({ api }: Visitor) {
  const { ticket, address } = await api.access.factors.beginTotp()
  const secret = new TextDecoder().decode(base32.decode(new URL(address).searchParams.get('secret')!))
  const code = await createOTP(secret).hotp(Math.floor(Date.now() / 30_000))
  await api.access.factors.endTotp({ ticket, code, name: '電話' })
}
const unusedFor = (minutes: number, { personId }: Visitor) =>
  database.system((tx) =>
    sql`update auth.sessions s set last_used_at = now() - ${minutes} * interval '1 minute'
      from people p where p.id = ${personId} and p.user_id = s.user_id`.execute(tx),
  )

test('a second factor is asked of everybody only by somebody who has one', async () => {
  const { admin } = await company()
  await expect(admin.api.access.policy.update({ secondFactor: true })).rejects.toMatchObject(
    breaks('secondFactor', 'policy.ownFactor'),
  )
  expect(await admin.api.access.policy.read()).toMatchObject({
    secondFactor: false,
    ownFactor: false,
    withoutFactor: 1,
  })
})

test('from the next request on, whoever lacks it reaches nothing but what sets it up, and then goes on', async () => {
  const { workspace, admin } = await company()
  const csm = await server.signIn('csm', workspace)
  expect(await csm.api.access.me.read()).toMatchObject({ owes: null })
  await addApp(admin)
  await admin.api.access.policy.update({ secondFactor: true })
  expect(await csm.api.access.me.read()).toMatchObject({ owes: 'factor' })
  await expect(csm.api.access.people.list()).rejects.toMatchObject({ code: 'FACTOR_OWED', status: 403 })
  expect((await csm.fetch('/api/v1/live')).status).toBe(403)
  await addApp(csm)
  expect(await csm.api.access.me.read()).toMatchObject({ owes: null })
  expect((await csm.api.access.people.list()).people).toHaveLength(2)
  expect(await admin.api.access.policy.read()).toMatchObject({ withoutFactor: 0 })
})

test('what one workspace asks is not asked in another', async () => {
  const { admin } = await company()
  await addApp(admin)
  await admin.api.access.policy.update({ secondFactor: true, mailDomains: ['example.co.jp'] })
  const other = await company()
  expect(await other.admin.api.access.me.read()).toMatchObject({ owes: null })
  expect(await other.admin.api.access.policy.read()).toMatchObject({ secondFactor: false, mailDomains: [] })
})

test('invitations go to the domains allowed, which are domains and hold one’s own', async () => {
  const { admin } = await company()
  const set = (mailDomains: string[]) => admin.api.access.policy.update({ mailDomains })
  await expect(set(['example'])).rejects.toMatchObject(breaks('mailDomains', 'domain.form'))
  await expect(set(['elsewhere.example'])).rejects.toMatchObject(breaks('mailDomains', 'policy.ownDomain'))
  await set(['Example.co.jp', 'partner.example'])
  const invite = (email: string) => admin.api.access.invitations.create({ email, role: 'csm' })
  await invite('taro@partner.example')
  for (const email of ['taro@elsewhere.example', 'taro@sub.partner.example'])
    await expect(invite(email)).rejects.toMatchObject(breaks('email', 'email.domain'))
})

test('a session ends when it was not used for as long as the workspace says', async () => {
  const { admin } = await company()
  await admin.api.access.policy.update({ idleMinutes: 30 })
  await unusedFor(29, admin)
  await admin.api.access.me.read()
  await unusedFor(31, admin)
  await expect(admin.api.access.me.read()).rejects.toMatchObject({ status: 401 })
})

test('a page that only waits for news keeps no session alive', async () => {
  const { admin } = await company()
  await unusedFor(20, admin)
  const waiting = await admin.fetch('/api/v1/live')
  await waiting.body!.cancel()
  const { rows } = await database.system((tx) =>
    sql<{ late: boolean }>`select s.last_used_at < now() - interval '19 minutes' as late
      from auth.sessions s join people p on p.user_id = s.user_id where p.id = ${admin.personId}`.execute(tx),
  )
  expect([waiting.status, rows]).toEqual([200, [{ late: true }]])
})

test('a session ends as long after it began as the workspace says, however busy it is', async () => {
  const { admin } = await company()
  await database.system((tx) => sql`update auth.sessions set created_at = now() - interval '9 hours'`.execute(tx))
  await admin.api.access.policy.update({ lifetimeHours: 10 })
  await admin.api.access.policy.update({ lifetimeHours: 8 }).catch(() => {})
  await expect(admin.api.access.me.read()).rejects.toMatchObject({ status: 401 })
})

test('who changed it is written down, and nobody else changes it', async () => {
  const { workspace, admin } = await company()
  await admin.api.access.policy.update({ lifetimeHours: 24, idleMinutes: 20_160 })
  const { entries } = await admin.api.access.audit.list({ action: 'sign_in.' })
  expect(entries).toMatchObject([
    { action: 'sign_in.update', before: { lifetimeHours: 720 }, after: { lifetimeHours: 24 } },
  ])
  const ops = await server.signIn('csm', workspace)
  await expect(ops.api.access.policy.update({ lifetimeHours: 1 })).rejects.toMatchObject({ status: 403 })
})
