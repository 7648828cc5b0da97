import fs from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { onTestFinished, TestRunner } from 'vitest'
import { atEnd } from './ending.ts'
import type { TestServer, Visitor } from './server.ts'

/** The built pages, for `testServer({ web: builtPages })`. `npm test` builds them before. */
export const builtPages = path.resolve(import.meta.dirname, '../../build/web')

let running: Promise<Browser> | null = null
let shared: { locale: 'ja' | 'en'; cookie: string; context: BrowserContext }[] = []

/** A real Chromium, one for all files of a process, with which it ends: the one `npm test` found, or the system's. */
export function testBrowser(): Promise<Browser> {
  running ??= chromium.launch({ executablePath: process.env['CHROMIUM'] ?? systemChromium(), args: ['--no-sandbox'] })
  return running
}

function systemChromium(): string {
  const found = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((place) => fs.existsSync(place))
  if (!found) throw new Error('there is no Chromium: name one in CHROMIUM, or run npm test, which gets one')
  return found
}

export type Look = { width?: number; height?: number; dark?: boolean; locale?: 'ja' | 'en' }

/**
 * A page of somebody's own browser, signed in where `as` is given, closed when the test ends that opened it; `errors` are
 * what the page complained about. Whoever comes after finds the scripts in the cache, as at a second visit: reading them
 * anew took more than half of the time of these tests.
 */
export async function openPage(
  { address }: Pick<TestServer, 'address'>,
  at: string,
  as?: Visitor,
  { width = 1280, height = 900, dark = false, locale = 'ja' }: Look = {},
): Promise<{ page: Page; errors: string[] }> {
  const context = await contextFor(address, locale, as?.cookie)
  const page = await context.newPage()
  if (TestRunner.getCurrentTest()) onTestFinished(() => page.close())
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(`${address}${at}`)
  return { page, errors }
}

/** The browser whose pages are all closed but the one that keeps it warm, or are of the same person; another one where two people look at once. */
async function contextFor(address: string, locale: 'ja' | 'en', cookie = ''): Promise<BrowserContext> {
  const free = shared.find(
    (one) => one.locale === locale && (one.cookie === cookie || one.context.pages().length === 1),
  )
  const own = free ?? { locale, cookie, context: await newContext(address, locale) }
  if (!free) shared.push(own)
  if (!free || own.cookie !== cookie) {
    own.cookie = cookie
    await own.context.clearCookies()
    const [name = '', value = ''] = cookie.split(/=(.*)/s)
    if (name) await own.context.addCookies([{ name, value, url: address }])
  }
  return own.context
}

/** A browser with one empty page of the server, which keeps its process warm from one test to the next. */
async function newContext(address: string, locale: 'ja' | 'en'): Promise<BrowserContext> {
  const browser = await testBrowser()
  const context = await browser.newContext({
    locale: locale === 'ja' ? 'ja-JP' : 'en-US',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
  })
  atEnd(async () => {
    shared = shared.filter((one) => one.context !== context)
    await context.close()
  })
  await (await context.newPage()).goto(`${address}/first-paint.js`)
  return context
}
