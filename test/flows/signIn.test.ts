import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { browserAt } from '#test/access/browser.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { testServer } from '#test/servers/server.ts'
import { barriers } from './axe.ts'

const server = await testServer({ web: builtPages })
// Passkeys belong to a name; the number of the machine has none.
const named = { address: server.address.replace('127.0.0.1', 'localhost') }
const admin = await server.signIn('admin')
const password = 'kawa no hotori'

async function invited(name: string) {
  const email = `${name}@example.co.jp`
  const { url } = await admin.api.access.invitations.create({ email, role: 'leader' })
  await browserAt(server.address).api.invitations.accept({ token: url.split('#token=')[1]!, name, password })
  return email
}

/** An authenticator of the machine, that says yes to everything. */
async function authenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function enter(page: Page, email: string) {
  await page.getByLabel('メールアドレス').fill(email)
  await page.getByLabel('パスワード').first().fill(password)
  await page.getByRole('button', { name: 'サインインする', exact: true }).click()
}

async function signOut(page: Page) {
  await page.context().clearCookies()
  await page.goto(`${named.address}/sign-in`)
}

test('whoever wanted to go to a page and signs in at once is there', async () => {
  const email = await invited('saburo')
  const { page } = await openPage(server, '/customers')
  await enter(page, email)
  await page.waitForURL((url) => url.pathname === '/customers')
  await page.getByRole('heading', { name: '顧客', exact: true }).first().waitFor()
})

test('an authenticator app is set up by its QR code, and from then on its code is asked for', async () => {
  const email = await invited('hanako')
  const { page, errors } = await openPage(named, '/sign-in')
  await enter(page, email)
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.goto(`${named.address}/settings/profile`)
  await page.getByRole('button', { name: '認証アプリを追加する' }).click()
  await page.getByRole('img', { name: /QRコード/ }).waitFor()
  const key = (await page.locator('code').first().innerText()).replaceAll(' ', '')
  const otp = createOTP(new TextDecoder().decode(base32.decode(key)))
  const codeAt = (step: number) => otp.hotp(Math.floor(Date.now() / 30_000) + step)
  expect(await barriers(page)).toEqual([])
  await page.getByLabel(/6桁のコード/).fill(await codeAt(0))
  await page.getByRole('button', { name: '追加する', exact: true }).click()
  await page.getByRole('button', { name: '控えました' }).click()
  await page.getByText('残り10個').waitFor()
  await signOut(page)
  await enter(page, email)
  await page.getByLabel('認証アプリのコード').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByLabel('認証アプリのコード').fill(await codeAt(1))
  await page.getByRole('button', { name: '確認する', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  expect(errors.filter((text) => !/40[13]/.test(text))).toEqual([])
})

test('a passkey is the second factor, signs in alone, and answers when a delicate step asks once more', async () => {
  const email = await invited('jiro')
  const { page } = await openPage(named, '/sign-in')
  await authenticator(page)
  await enter(page, email)
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.goto(`${named.address}/settings/profile`)
  await page.getByRole('button', { name: 'パスキーを追加する' }).click()
  await page.getByRole('button', { name: 'パスキーをつくる' }).click()
  await page.getByRole('button', { name: '控えました' }).click()
  await signOut(page)
  await enter(page, email)
  await page.getByRole('button', { name: 'パスキーで確認する' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await signOut(page)
  await page.getByRole('button', { name: 'パスキーでサインインする' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await server.database.system((tx) => sql`update auth.sessions set proven_at = now() - interval '1 hour'`.execute(tx))
  await page.goto(`${named.address}/settings/profile`)
  await page.getByRole('button', { name: '回復コードを作り直す' }).click()
  await page.getByRole('button', { name: 'パスキーで確認する' }).click()
  await page.getByText('前の回復コードは使えなくなりました').waitFor()
})
