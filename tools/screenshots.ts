// The pictures in docs/images, made of a running Banso:
//   npm run screenshots -- http://127.0.0.1:4650 EMAIL PASSWORD [FOLDER [NAME...]]
import fs from 'node:fs'
import path from 'node:path'
import { type APIRequestContext, type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.mjs'
import { type Look, type Shot, shots } from './shots.ts'

const all: readonly Look[] = (['ja', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) => ([1280, 390] as const).map((width) => ({ language, theme, width }))),
)
const [address, email, password, folder = 'docs/images', ...only] = process.argv.slice(2)
if (!address || !email || !password) {
  console.error('npm run screenshots -- http://127.0.0.1:4650 EMAIL PASSWORD [FOLDER]')
  process.exit(1)
}
await main(address, { email, password }, folder)

async function main(base: string, credentials: { email: string; password: string }, into: string): Promise<void> {
  fs.mkdirSync(into, { recursive: true })
  const program = await findChromium()
  const browser = await chromium.launch({ ...(program ? { executablePath: program } : {}), args: ['--no-sandbox'] })
  try {
    let customer: string | undefined
    for (const look of all) customer = await inLook(browser, base, credentials, into, look, customer)
  } finally {
    await browser.close()
  }
}

/** All pictures in one look; tells whose page was shown, so that it is the same customer in every look. */
async function inLook(
  browser: Browser,
  base: string,
  credentials: object,
  into: string,
  look: Look,
  known: string | undefined,
): Promise<string> {
  const { language, theme, width } = look
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height: width === 390 ? 844 : 900 },
    locale: language === 'ja' ? 'ja-JP' : 'en-US',
    timezoneId: 'Asia/Tokyo',
    hasTouch: width === 390,
    reducedMotion: 'reduce',
  })
  await context.addInitScript(
    (kept) => {
      for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value)
    },
    { 'banso.theme': theme, 'banso.language': language },
  )
  const signedIn = await context.request.post('/api/v1/session', { data: credentials, headers: { origin: base } })
  if (!signedIn.ok()) throw new Error(`could not sign in: ${signedIn.status()} ${await signedIn.text()}`)
  const customer = known ?? (await worthSeeing(context.request))
  const page = await context.newPage()
  for (const shot of shots.filter(wanted).filter((one) => !one.looks || one.looks.some((other) => same(other, look)))) {
    await page.goto(shot.at(customer))
    await settled(page)
    await shot.first?.(page)
    await settled(page)
    const file = path.join(into, `${shot.name}-${language}-${theme}-${width}.png`)
    await page.screenshot({ path: file })
    console.log(file)
    await shot.after?.(page)
  }
  await context.close()
  return customer
}

/** All of them, or those that were named. */
function wanted({ name }: Shot): boolean {
  return only.length === 0 || only.includes(name)
}

function same(a: Look, b: Look): boolean {
  return a.language === b.language && a.theme === b.theme && a.width === b.width
}

/** The least healthy customer with something to do; any where there is none. */
async function worthSeeing(request: APIRequestContext): Promise<string> {
  for (const condition of ['cta.open_risk_count > 0 && contract.arr > 100000', 'contract.arr > 0', '']) {
    const answer = await request.get('/api/v1/accounts', { params: { condition, sort: 'health.score', limit: 1 } })
    const { rows } = (await answer.json()) as { rows: { id: string }[] }
    if (rows[0]) return rows[0].id
  }
  throw new Error('there are no customers to take a picture of')
}

/** The page has all it asked for, its fonts included, and nothing is on the way any longer. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' })
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true], .mantine-Skeleton-root'), null, {
    timeout: 20_000,
  })
  await page.waitForTimeout(900)
  await page.evaluate(() => document.fonts.ready)
}
