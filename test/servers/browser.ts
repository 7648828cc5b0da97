import fs from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll } from 'vitest'
import type { TestServer, Visitor } from './server.ts'

/** The built pages, for `testServer({ web: builtPages })`. `npm test` builds them before. */
export const builtPages = path.resolve(import.meta.dirname, '../../build/web')

let running: Promise<Browser> | null = null

/** A real Chromium, one for all tests of a file: the one `npm test` found, or the system's. */
export function testBrowser(): Promise<Browser> {
  if (!running) {
    running = chromium.launch({ executablePath: process.env['CHROMIUM'] ?? systemChromium(), args: ['--no-sandbox'] })
    afterAll(async () => {
      await (await running)?.close()
      running = null
    })
  }
  return running
}

function systemChromium(): string {
  const found = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((place) => fs.existsSync(place))
  if (!found) throw new Error('there is no Chromium: name one in CHROMIUM, or run npm test, which gets one')
  return found
}

export type Look = { width?: number; height?: number; dark?: boolean; locale?: 'ja' | 'en' }

/** A page of somebody's own browser, signed in where `as` is given; `errors` are what the page complained about. */
export async function openPage(
  { address }: Pick<TestServer, 'address'>,
  at: string,
  as?: Visitor,
  { width = 1280, height = 900, dark = false, locale = 'ja' }: Look = {},
): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
  const browser = await testBrowser()
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: locale === 'ja' ? 'ja-JP' : 'en-US',
    timezoneId: 'Asia/Tokyo',
  })
  if (as) {
    const [name = '', value = ''] = as.cookie.split(/=(.*)/s)
    await context.addCookies([{ name, value, url: address }])
  }
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(`${address}${at}`)
  return { page, context, errors }
}
