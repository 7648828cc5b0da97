import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { ensurePages, openChromium } from '../chromium.ts'
import type { Figure } from '../figure.ts'
import { finished, type Goal, goOn, notedOf, openFresh, point, visit } from './browser.ts'
import type { Message, Ready } from './server.ts'
import { use } from './use.ts'

const accounts = Number(process.env['BENCH_ACCOUNTS'] ?? 100_000)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5)

const row = '[role=row][data-row]'
const today: Goal = { name: 'Today', at: '/', content: 'li[data-cta]' }
const list: Goal = { name: 'customers', at: '/customers', content: row }

/**
 * P5: Today, the customer list and a customer in a real browser that was never there before, with 100,000 customers: the
 * largest paint of the slowest of the three (median of some visits). Floor: the same page sent finished by the same
 * server, with its styles and fonts and no program. Besides: going on to the next page, the answer to an interaction,
 * and the scripts that a first use takes. With BENCH_DATA the customers are kept in that folder for the next run.
 */
export async function bench(): Promise<Figure> {
  const kept = process.env['BENCH_DATA']
  await ensurePages()
  const directory = kept ?? (await mkdtemp(path.join(os.tmpdir(), 'banso-bench-')))
  const server = fork(new URL('./server.ts', import.meta.url), [directory, String(accounts)], { execArgv: [] })
  const send = (message: Message) => server.send(message)
  const heard = <T>() =>
    new Promise<T>((resolve, reject) => {
      server.once('message', (message) => resolve(message as T))
      server.once('exit', () => reject(new Error('the server ended')))
    })
  try {
    const ready = await heard<Ready>()
    const browser = await openChromium()
    try {
      const open = async (floors: readonly string[]) => {
        const addresses = heard<string[]>()
        send({ floors })
        return addresses
      }
      return await measure(browser, ready, open)
    } finally {
      await browser.close()
    }
  } finally {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    send('stop')
    await gone
    if (kept === undefined) await rm(directory, { recursive: true, force: true })
  }
}

async function measure(
  browser: Browser,
  ready: Ready,
  openFloors: (pages: readonly string[]) => Promise<string[]>,
): Promise<Figure> {
  const begun = performance.now()
  const customer: Goal = { name: 'customer', at: `/customers/${ready.customer}`, content: 'h1 ~ *, main h2' }
  const goals = [today, list, customer]
  const pages: string[] = []
  // Once beforehand: the server has read its files and planned its queries.
  for (const goal of goals)
    await visit(browser, ready, goal, { keep: async (page) => void pages.push(await finished(page)) })
  const floors = await openFloors(pages)

  const slowest = { lcp: 0, floor: 0 }
  for (const [at, goal] of goals.entries()) {
    const address = floors[at]!
    const visits = []
    const bare = []
    for (let round = 0; round < rounds; round++) {
      visits.push(await visit(browser, ready, goal))
      bare.push(await visit(browser, ready, goal, { address }))
    }
    const lcp = median(visits.map((one) => one.lcp))
    const floor = median(bare.map((one) => one.lcp))
    const last = visits.at(-1)!
    tell(
      `${goal.name}: LCP ${whole(lcp)} ms (${visits.map((one) => whole(one.lcp)).join(', ')}; ${last.largest}), finished page ${whole(floor)} ms; ` +
        `all shown after ${whole(median(visits.map((one) => one.shown)))} ms; ` +
        `${Math.round(last.script / 100) / 10} kB of script (gzip) in ${last.requests} requests`,
    )
    if (lcp > slowest.lcp) Object.assign(slowest, { lcp, floor })
  }
  await tellNext(browser, ready)
  await tellUse(browser, ready)
  return {
    name: 'P5',
    ratio: Math.round((slowest.floor / slowest.lcp) * 1000) / 1000,
    figure: whole(slowest.lcp),
    unit: 'ms LCP',
    floor: whole(slowest.floor),
    rows: ready.counted,
    seconds: Math.round((performance.now() - begun) / 1000),
  }
}

/** From Today to the list, to a customer, back to Today: each for the first time, and once more. */
async function tellNext(browser: Browser, ready: Ready): Promise<void> {
  const ways = {
    'Today to list': [],
    'list to customer': [],
    'list to another customer': [],
    'customer to Today': [],
  } as Record<string, number[]>
  for (let round = 0; round < rounds; round++) {
    const { page, context } = await openFresh(browser, ready, today)
    await page.waitForTimeout(1500) // somebody looks at the day
    const rail = (href: string) => point(page.locator(`nav a[href="${href}"]`).first())
    const line = (at: number) => point(page.locator(row).nth(at), { x: 200, y: 16 })
    ways['Today to list']!.push(await goOn(page, await rail('/customers'), row))
    await page.waitForTimeout(700)
    ways['list to customer']!.push(await goOn(page, await line(4 + round), 'main h2'))
    await page.waitForTimeout(700)
    await page.goBack()
    await page.locator(row).first().waitFor()
    await page.waitForTimeout(700)
    ways['list to another customer']!.push(await goOn(page, await line(12 + round), 'main h2'))
    await page.waitForTimeout(300)
    ways['customer to Today']!.push(await goOn(page, await rail('/'), today.content))
    await context.close()
  }
  for (const [way, times] of Object.entries(ways))
    tell(`${way}: ${whole(median(times))} ms (${times.map(whole).join(', ')})`)
}

/** The slowest interaction of each thing that is usually done with the list. */
async function tellUse(browser: Browser, ready: Ready): Promise<void> {
  const { page, context } = await openFresh(browser, ready, list)
  await page.waitForTimeout(1000)
  let worst = 0
  for (const [name, act] of use) {
    await page.evaluate(() => (window.noted.interactions = {}))
    await act(page)
    await page.waitForTimeout(500)
    const found = Object.values((await notedOf(page)).interactions)
    const slowest = found.reduce((most, one) => (one.ms > most.ms ? one : most), { name: 'none above 16 ms', ms: 0 })
    tell(`${name}: ${slowest.ms} ms (${slowest.name}; ${found.length} interactions)`)
    worst = Math.max(worst, slowest.ms)
  }
  tell(`INP ${worst} ms`)
  await context.close()
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
const whole = (ms: number) => Math.round(ms)
const tell = (line: string) => console.error(line)
