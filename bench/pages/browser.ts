import { statSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import type { Ready } from './server.ts'
import { type Noted, watch } from './watch.ts'

/** A page to be measured: where it is, and a selector of what it is about. */
export type Goal = { name: string; at: string; content: string }

export type Visit = { lcp: number; largest: string; shown: number; script: number; requests: number }

const pages = path.resolve(import.meta.dirname, '../../build/web')

/** What a browser that takes gzip is sent of a script, in bytes; `script` is its path at the server. */
function sizeOf(script: string): number {
  const zipped = statSync(path.join(pages, `${script}.gz`), { throwIfNoEntry: false })
  return (zipped ?? statSync(path.join(pages, script))).size
}

/** Somebody's browser that was never here before, signed in, at a page that is measured. */
export async function openFresh(
  browser: Browser,
  ready: Ready,
  { at, content }: Goal,
  address = ready.address,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  })
  const [name = '', value = ''] = ready.cookie.split(/=(.*)/s)
  await context.addCookies([{ name, value, url: address }])
  await context.addInitScript(watch, content)
  const page = await context.newPage()
  await page.goto(`${address}${at}`)
  await page.waitForFunction(() => window.noted.shown !== null, undefined, { timeout: 30_000 })
  return { page, context }
}

/** A first visit; `keep` sees the page when it has come to rest. */
export async function visit(
  browser: Browser,
  ready: Ready,
  goal: Goal,
  { address, keep }: { address?: string; keep?: (page: Page) => Promise<void> } = {},
): Promise<Visit> {
  const { page, context } = await openFresh(browser, ready, goal, address)
  await page.waitForTimeout(700) // pictures after the content: charts, what is below
  const { lcp, largest, shown } = await notedOf(page)
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name, startTime }) => ({ name, startTime })),
  )
  const before = loaded.filter((one) => one.startTime < (shown ?? 0))
  const loadedFiles = new Set(before.map((one) => new URL(one.name).pathname))
  const scripts = [...loadedFiles].filter((name) => name.endsWith('.js'))
  await keep?.(page)
  await context.close()
  return {
    lcp,
    largest,
    shown: shown ?? Infinity,
    script: scripts.reduce((sum, name) => sum + sizeOf(name), 0),
    requests: before.length,
  }
}

/** A hand that rests on something for 150 ms before it presses; resolves to the press. */
export async function point(on: Locator, position = { x: 20, y: 10 }): Promise<() => Promise<void>> {
  await on.hover({ position })
  await on.page().waitForTimeout(150)
  return () => on.click({ position })
}

/** Does what leads to another page; resolves to the ms from the click to the picture that shows it without skeletons. */
export async function goOn(page: Page, click: () => Promise<void>, content: string): Promise<number> {
  await page.evaluate((selector) => {
    window.noted.arrived = null
    addEventListener('click', () => window.awaitPage(selector, 'arrived'), { capture: true, once: true })
  }, content)
  await click()
  await page.waitForFunction(() => window.noted.arrived !== null, undefined, { timeout: 30_000 })
  const { arrived, clicked } = await notedOf(page)
  return (arrived ?? Infinity) - clicked
}

export const notedOf = (page: Page): Promise<Noted> => page.evaluate(() => window.noted)

/** The page as it stands, without the programs that made it: what a server could have sent at best. */
export async function finished(page: Page): Promise<string> {
  const html = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement
    for (const program of copy.querySelectorAll('script, link[rel=modulepreload]')) program.remove()
    return copy.outerHTML
  })
  return `<!doctype html>${html.replaceAll('nonce=""', 'nonce="__CSP_NONCE__"')}`
}
