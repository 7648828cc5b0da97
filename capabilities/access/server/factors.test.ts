import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { problemOf } from '#test/access/problem.ts'
import { browserAt } from '#test/access/browser.ts'
import { testServer } from '#test/servers/server.ts'

const server = await testServer()
const admin = await server.signIn('admin')
const password = 'kawa no hotori'
const breaks = (field: string, rule: string) => ({ data: { issues: [{ field, rule }] } })

/** Somebody who joined by an invitation, with an authenticator app. */
async function withApp(name: string) {
  const email = `${name}@example.co.jp`
  const { url } = await admin.api.access.invitations.create({ email, role: 'csm' })
  const browser = browserAt(server.address)
  const me = await browser.api.invitations.accept({ token: url.split('#token=')[1]!, name, password })
  const { ticket, address } = await browser.api.factors.beginTotp()
  const secret = new TextDecoder().decode(base32.decode(new URL(address).searchParams.get('secret')!))
  const codeAt = (step: number) => createOTP(secret).hotp(Math.floor(Date.now() / 30_000) + step)
  const made = await browser.api.factors.endTotp({ ticket, code: await codeAt(-1), name: '電話' })
  return { email, me, browser, codeAt, factorId: made.id, recoveryCodes: made.recoveryCodes! }
}
const ticketOf = async (email: string, browser = browserAt(server.address)) => {
  const problem = await problemOf(browser.api.session.signIn({ email, password }))
  expect(problem.code).toBe('FACTOR_NEEDED')
  return { browser, ticket: (problem.data as { ticket: string }).ticket }
}

test('who has an app is asked for its code after the password, and is not in before', async () => {
  const { email, codeAt } = await withApp('ichiro')
  const { browser, ticket } = await ticketOf(email)
  expect(browser.cookie()).toBe('')
  await expect(browser.api.me.read()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  await expect(browser.api.secondStep.finish({ ticket, code: '000000' })).rejects.toMatchObject(
    breaks('code', 'factor.code'),
  )
  expect(await browser.api.secondStep.finish({ ticket, code: await codeAt(0) })).toMatchObject({ role: 'csm' })
  expect(await browser.api.me.read()).toMatchObject({ email })
})

test('a code opens once, and a ticket once', async () => {
  const { email, codeAt } = await withApp('niko')
  const [first, second] = [await ticketOf(email), await ticketOf(email)]
  const code = await codeAt(0)
  await first.browser.api.secondStep.finish({ ticket: first.ticket, code })
  for (const ticket of [first.ticket, second.ticket])
    await expect(second.browser.api.secondStep.finish({ ticket, code })).rejects.toMatchObject(
      breaks('code', 'factor.code'),
    )
  await second.browser.api.secondStep.finish({ ticket: second.ticket, code: await codeAt(1) })
})

test('without the phone a code for an emergency opens, each once; new ones end the old', async () => {
  const { email, recoveryCodes, browser } = await withApp('sanae')
  expect(new Set(recoveryCodes).size).toBe(10)
  const enter = async (code: string) => {
    const { browser: there, ticket } = await ticketOf(email)
    return there.api.secondStep.finish({ ticket, code })
  }
  await enter(recoveryCodes[0]!.toUpperCase().replaceAll('-', ' '))
  await expect(enter(recoveryCodes[0]!)).rejects.toMatchObject(breaks('code', 'factor.code'))
  expect(await browser.api.factors.list()).toMatchObject({ recoveryCodesLeft: 9 })
  await browser.api.factors.newCodes()
  await expect(enter(recoveryCodes[1]!)).rejects.toMatchObject(breaks('code', 'factor.code'))
})

test('guesses of a code are stopped after five', async () => {
  const { email, codeAt } = await withApp('shiro')
  const { browser, ticket } = await ticketOf(email)
  for (let i = 0; i < 5; i++) await problemOf(browser.api.secondStep.finish({ ticket, code: `00000${i}` }))
  const right = browser.api.secondStep.finish({ ticket, code: await codeAt(0) })
  await expect(right).rejects.toMatchObject({ code: 'TOO_MANY', data: { retryAfterSeconds: expect.any(Number) } })
})

test('a link for a new password does not open what a second factor closes', async () => {
  const { me, codeAt } = await withApp('goro')
  const { url } = await admin.api.access.people.passwordLink({ id: me.personId })
  const browser = browserAt(server.address)
  const token = url.split('#token=')[1]!
  const problem = await problemOf(browser.api.invitations.accept({ token, password: 'yama no itadaki' }))
  expect([problem.code, browser.cookie()]).toEqual(['FACTOR_NEEDED', ''])
  const { ticket } = problem.data as { ticket: string }
  await browser.api.secondStep.finish({ ticket, code: await codeAt(0) })
})

test('an administrator takes the factors of whoever lost them away: their sessions end, and it is written down', async () => {
  const { email, me, browser } = await withApp('rokuro')
  expect(await admin.api.access.people.resetFactors({ id: me.personId })).toEqual({ removed: 1 })
  await expect(browser.api.me.read()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  expect(await browserAt(server.address).api.session.signIn({ email, password })).toMatchObject({ email })
  const { entries } = await admin.api.access.audit.list({ subjectId: me.personId })
  expect(entries.map(({ action }) => action)).toContain('person.factors_reset')
})

test('the last factor taken away, the password is enough again, and no code of an emergency is left', async () => {
  const { email, browser, factorId } = await withApp('nanami')
  await browser.api.factors.remove({ id: factorId })
  expect(await browser.api.factors.list()).toMatchObject({ factors: [], recoveryCodesLeft: 0 })
  await expect(browser.api.factors.newCodes()).rejects.toMatchObject(breaks('', 'factor.none'))
  await browserAt(server.address).api.session.signIn({ email, password })
})

test('each new proof within a session gives it another token, and the one before opens nothing', async () => {
  const { browser, factorId } = await withApp('ren')
  const opens = async (cookie: string) => (await fetch(`${server.address}/api/v1/me`, { headers: { cookie } })).status
  const changes = {
    proof: () => browser.api.proof.give({ password }),
    password: () => browser.api.me.changePassword({ current: password, next: 'yama no itadaki' }),
    factor: async () => {
      const { ticket, address } = await browser.api.factors.beginTotp()
      const secret = new TextDecoder().decode(base32.decode(new URL(address).searchParams.get('secret')!))
      const code = await createOTP(secret).hotp(Math.floor(Date.now() / 30_000))
      return browser.api.factors.endTotp({ ticket, code, name: '二台目' })
    },
  }
  for (const change of Object.values(changes)) {
    const before = browser.cookie()
    await change()
    expect([await opens(before), await opens(browser.cookie())]).toEqual([401, 200])
  }
  const before = browser.cookie()
  await browser.api.factors.remove({ id: factorId })
  expect(browser.cookie()).toBe(before)
})

test('what is delicate asks for a new proof once the last is a quarter of an hour old, and then goes on', async () => {
  const { browser, me, codeAt } = await withApp('yasu')
  const age = () =>
    server.database.system((tx) => sql`update auth.sessions set proven_at = now() - interval '16 minutes'`.execute(tx))
  await age()
  await expect(browser.api.factors.newCodes()).rejects.toMatchObject({ code: 'PROOF_NEEDED', status: 403 })
  const exported = () => fetch(`${server.address}/api/v1/accounts/export`, { headers: { cookie: browser.cookie() } })
  expect((await exported()).status).toBe(403)
  await expect(browser.api.proof.give({ password: 'wrong' })).rejects.toMatchObject(
    breaks('password', 'password.wrong'),
  )
  await browser.api.proof.give({ password })
  expect([(await exported()).status === 403, await browser.api.proof.check()]).toEqual([false, { done: true }])
  await age()
  const { second } = await browser.api.proof.ask()
  await browser.api.proof.give({ ticket: second!.ticket, code: await codeAt(0) })
  expect(await browser.api.me.read()).toEqual(me)
})
