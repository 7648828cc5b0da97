import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Visit } from '#platform/http/context.ts'
import { testDatabase } from '#test/servers/database.ts'
import { openIdentity } from './identity.ts'

test('where people come by https, the cookie of a session goes by https to this host alone', async () => {
  const publicUrl = 'https://cs.example.co.jp'
  const identity = await openIdentity(await testDatabase(), { publicUrl, log: pino({ level: 'silent' }) })
  await identity.create({ email: 'hanako@example.co.jp', name: '山田 花子', password: 'kawa no hotori' })
  const cookies: string[] = []
  const visit = {
    address: '192.0.2.1',
    sessionToken: null,
    userAgent: null,
    origin: publicUrl,
    locale: 'ja',
    guest: { token: null, linkId: null, keep: () => {} },
    setCookie: (cookie) => void cookies.push(cookie),
  } as Partial<Visit> as Visit
  await identity.signIn(visit, 'hanako@example.co.jp', 'kawa no hotori')
  await identity.signOut(visit)
  expect(cookies).toHaveLength(2)
  for (const cookie of cookies)
    expect(cookie).toMatch(/^__Host-banso_session=.*; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
})
