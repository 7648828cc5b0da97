import { getMigrations } from 'better-auth/db/migration'
import { Kysely, PostgresDialect } from 'kysely'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { withClient } from '#platform/database/client.ts'
import { makePool } from '#platform/database/open.ts'
import type { Visit } from '#platform/http/context.ts'
import { testDatabase } from '#test/servers/database.ts'
import { authOptions } from './betterAuth.ts'
import { openIdentity } from './identity.ts'
import { makeSetupToken, useSetupToken } from './setupLink.ts'

const database = await testDatabase()
const settings = { publicUrl: undefined, log: pino({ level: 'silent' }) }
const identity = await openIdentity(database, settings)
const userId = await identity.create({ email: 'hanako@example.co.jp', name: '山田 花子', password: 'kawa no hotori' })

const visit = (address: string, sessionToken: string | null = null): Visit => ({
  address,
  sessionToken,
  userAgent: 'Firefox',
  origin: 'http://localhost',
  locale: 'ja',
  tripToken: null,
  guest: { token: null, linkId: null, keep: vi.fn() },
  setCookie: vi.fn(),
})
const cookieOf = (of: Visit) => String(vi.mocked(of.setCookie).mock.calls[0]?.[0])
const tokenOf = (of: Visit) => cookieOf(of).split(/[=;]/)[1]!

test('the right password opens a session whose cookie no script can read', async () => {
  const browser = visit('192.0.2.1')
  expect(await identity.signIn(browser, 'hanako@example.co.jp', 'kawa no hotori')).toEqual({ ok: true, userId })
  expect(cookieOf(browser)).toMatch(/^banso_session=.+HttpOnly.*SameSite=Lax/i)
  const [session] = await identity.sessions(userId, new Date())
  expect(session).toMatchObject({ token: tokenOf(browser), userAgent: 'Firefox', address: '192.0.2.1' })
})

test('a wrong password and an unknown address are answered alike', async () => {
  const wrong = await identity.signIn(visit('192.0.2.2'), 'hanako@example.co.jp', 'yama no hotori')
  const unknown = await identity.signIn(visit('192.0.2.2'), 'nobody@example.co.jp', 'yama no hotori')
  expect(wrong).toEqual({ ok: false, reason: 'wrong' })
  expect(unknown).toEqual(wrong)
})

test('after five failures from one address even the right password waits there, known account or not, and nowhere else', async () => {
  for (const email of ['hanako@example.co.jp', 'nobody@example.co.jp']) {
    for (let i = 0; i < 5; i++) await identity.signIn(visit('198.51.100.7'), email, `guess ${i}`)
    for (let i = 0; i < 60; i++) {
      const next = await identity.signIn(visit('198.51.100.7'), email, 'kawa no hotori')
      expect(next).toMatchObject({ ok: false, reason: 'tooMany', retryAfterSeconds: expect.any(Number) })
    }
  }
  expect(await identity.signIn(visit('203.0.113.9'), 'hanako@example.co.jp', 'kawa no hotori')).toMatchObject({
    ok: true,
  })
})

test('whoever signs in while the database is in trouble has not failed, even if that can only be noted later', async () => {
  const signIn = () => identity.signIn(visit('198.51.100.8'), 'hanako@example.co.jp', 'kawa no hotori')
  const asOwner = (statement: string) => withClient(database.server.login('owner'), (client) => client.query(statement))
  await asOwner(`
    create function auth.refuse() returns trigger language plpgsql as 'begin raise exception ''no space''; end';
    create trigger refuse before insert on auth.sessions execute function auth.refuse();
    create trigger refuse before update on auth.throttle for each row when (new.attempts < old.attempts)
      execute function auth.refuse();
  `)
  for (let i = 0; i < 5; i++) await expect(signIn()).rejects.toThrow()
  await asOwner('drop function auth.refuse() cascade')
  await vi.waitFor(async () => expect(await signIn()).toMatchObject({ ok: true }), { timeout: 45_000 })
})

test('changing the password ends the other sessions and keeps this one', async () => {
  const [here, there] = [visit('192.0.2.3'), visit('192.0.2.4')]
  await identity.signIn(here, 'hanako@example.co.jp', 'kawa no hotori')
  await identity.signIn(there, 'hanako@example.co.jp', 'kawa no hotori')
  const [mine, other] = [visit('192.0.2.3', tokenOf(here)), visit('192.0.2.4', tokenOf(there))]
  expect(await identity.changePassword(mine, userId, 'wrong', 'yama no itadaki')).toEqual({
    ok: false,
    reason: 'wrong',
  })
  expect(await identity.changePassword(mine, userId, 'kawa no hotori', 'yama no itadaki')).toMatchObject({ ok: true })
  expect((await identity.sessions(userId, new Date())).map((session) => session.token)).toEqual([tokenOf(mine)])
  expect(tokenOf(mine)).not.toBe(tokenOf(here))
  await identity.renew(other, userId, new Date())
  expect(other.setCookie).not.toHaveBeenCalled()
})

test('the link that makes the first administrator works once, for a day, and only the newest', async () => {
  const now = new Date()
  const older = await makeSetupToken(database, now)
  const token = await makeSetupToken(database, now)
  expect(await useSetupToken(database, older, now)).toBe(false)
  expect(await useSetupToken(database, token, new Date(now.getTime() + 25 * 3_600_000))).toBe(false)
  expect(await Promise.all([useSetupToken(database, token, now), useSetupToken(database, token, now)])).toContain(false)
  expect(await useSetupToken(database, token, now)).toBe(false)
})

test('the tables are the ones better-auth works with', async () => {
  const pool = makePool(database.server.login('owner'), 1) // the database may be gone before the last goodbye
  const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
  const options = authOptions(database, { ...settings, secret: 'x'.repeat(32) })
  const plan = await getMigrations({ ...options, database: { ...options.database, type: 'postgres', db } })
  await db.destroy()
  expect(plan.toBeCreated).toEqual([])
  expect(plan.toBeAdded).toEqual([])
})
