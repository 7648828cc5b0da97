import fs from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { onTestFinished, TestRunner } from 'vitest'
import { atEnd } from './ending.ts'
import type { TestServer, Visitor } from './server.ts'

/** The built pages, for `testServer({ web: builtPages })`. `npm test` builds them before. */
export const builtPages = path.resolve(import.meta.dirname, '../../build/web')

let running: Promise<Browser> | null = null

/** A browser of one person at a time: the tabs that a test looks at, and those that wait for the next one. */
type Shared = { address: string; locale: 'ja' | 'en'; cookie: string; context: BrowserContext; waiting: Page[] }
const shared: Shared[] = []

/** A real Chromium, one for all files of a process, with which it ends: the one `npm test` found, or the system's. */
export function testBrowser(): Promise<Browser> {
  // All tabs of a browser in one process: what was read of the scripts for one is ready for the next.
  const args = ['--no-sandbox', '--process-per-site']
  running ??= chromium.launch({ executablePath: process.env['CHROMIUM'] ?? systemChromium(), args })
  return running
}

function systemChromium(): string {
  const found = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((place) => fs.existsSync(place))
  if (!found) throw new Error('there is no Chromium: name one in CHROMIUM, or run npm test, which gets one')
  return found
}

export type Look = { width?: number; height?: number; dark?: boolean; locale?: 'ja' | 'en' }

/**
 * A page of somebody's own browser, signed in where `as` is given, put aside when the test ends that opened it; `errors` are
 * what the page complained about. Whoever comes after gets the same tab, with the scripts in the cache, as at a second
 * visit: to read them anew in a new tab took two thirds of the time of these tests.
 */
export async function openPage(
  { address }: Pick<TestServer, 'address'>,
  at: string,
  as?: Visitor,
  { width = 1280, height = 900, dark = false, locale = 'ja' }: Look = {},
): Promise<{ page: Page; errors: string[] }> {
  const browser = await browserFor(address, locale, as?.cookie)
  const page = browser.waiting.pop() ?? (await browser.context.newPage())
  if (TestRunner.getCurrentTest()) onTestFinished(() => putAside(browser, page))
  // A tab behind another draws a few pictures a second, and whatever waits for an element to stand still waits for them.
  await page.bringToFront()
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ media: 'screen', colorScheme: dark ? 'dark' : 'light' })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(`${address}${at}`)
  return { page, errors }
}

/** The browser that nobody looks at, or the same person does; another one where two people look at once. */
async function browserFor(address: string, locale: 'ja' | 'en', cookie = ''): Promise<Shared> {
  const isIdle = ({ context, waiting }: Shared) => context.pages().length === waiting.length
  const free = shared.find(
    (one) => one.address === address && one.locale === locale && (one.cookie === cookie || isIdle(one)),
  )
  const own = free ?? (await newBrowser(address, locale))
  if (own.cookie !== cookie) {
    own.cookie = cookie
    await own.context.clearCookies()
    const [name = '', value = ''] = cookie.split(/=(.*)/s)
    if (name) await own.context.addCookies([{ name, value, url: address }])
  }
  return own
}

async function newBrowser(address: string, locale: 'ja' | 'en'): Promise<Shared> {
  const browser = await testBrowser()
  const context = await browser.newContext({
    locale: locale === 'ja' ? 'ja-JP' : 'en-US',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
  })
  const own: Shared = { address, locale, cookie: '', context, waiting: [] }
  shared.push(own)
  atEnd(async () => {
    shared.splice(shared.indexOf(own), 1)
    await context.close()
  })
  return own
}

/** Leaves what the tab showed, even where it asks first, and forgets what it kept for itself; it waits on an empty page. */
async function putAside({ address, waiting }: Shared, page: Page): Promise<void> {
  if (page.isClosed()) return
  page.removeAllListeners()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto(`${address}/first-paint.js`)
  await page.evaluate(() => sessionStorage.clear())
  // A page of text asks for an icon that is not there, and the next test would be told of it.
  await page.goto('about:blank')
  page.removeAllListeners()
  waiting.push(page)
}
