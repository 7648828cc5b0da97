// The pictures in docs/images, made of a running Banso:
//   npm run screenshots -- http://127.0.0.1:4650 EMAIL PASSWORD [FOLDER [NAME...]]
import fs from 'node:fs'
import path from 'node:path'
import { type APIRequestContext, type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.mjs'

type Look = { language: 'ja' | 'en'; theme: 'light' | 'dark'; width: 390 | 1280 }
type Shot = {
  name: string
  /** Where the page is; `customer` is the id of the customer that is shown. */
  at: (customer: string) => string
  /** What is done before the picture. */
  first?: (page: Page) => Promise<void>
  /** What is cleared away after it. */
  after?: (page: Page) => Promise<void>
  /** Only in these looks; in all of them where left out. */
  looks?: readonly Look[]
}

const all: readonly Look[] = (['ja', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) => ([1280, 390] as const).map((width) => ({ language, theme, width }))),
)
const two: readonly Look[] = [
  { language: 'ja', theme: 'light', width: 1280 },
  { language: 'en', theme: 'dark', width: 1280 },
]

/** A small file as a Japanese company has it. */
const sample = [
  ['顧客番号', '会社名', '業種', '従業員数', '都道府県', '登録日', '備考'],
  ['JN-2001', '株式会社みはらし設備', '建設業', '120', '長野県', '2026年4月1日', '展示会で名刺交換'],
  ['JN-2002', '㈱髙砂ひかり運輸', '運輸業', '１，２４０', '兵庫県', '2026年4月15日', ''],
  ['JN-2003', '有限会社さざなみ食品', '製造業', '48', '高知県', '2026年5月9日', '紹介'],
]

const shots: readonly Shot[] = [
  { name: 'today', at: () => '/' },
  { name: 'customers', at: () => '/customers' },
  { name: 'customer', at: (id) => `/customers/${id}` },
  { name: 'timeline', at: (id) => `/customers/${id}?tab=timeline` },
  { name: 'usage', at: (id) => `/customers/${id}?tab=usage` },
  { name: 'import', at: () => '/imports', first: dropFile, after: dropImport },
  { name: 'ingest', at: () => '/ingest' },
  { name: 'people', at: () => '/settings/people' },
  { name: 'customers-grouped', at: () => '/customers?by=phase.key', first: openGroups, looks: two },
  {
    name: 'condition',
    at: () => `/customers?c=${encodeURIComponent('health.score < 60 && contract.days_to_renewal <= 120')}`,
    first: press('f'),
    looks: two,
  },
  { name: 'palette', at: () => '/', first: press('Control+k'), looks: two },
  { name: 'health', at: (id) => `/customers/${id}?tab=health`, first: openDimension, looks: two },
  { name: 'scorecards', at: () => '/settings/scorecards', looks: two },
  { name: 'rules', at: () => '/settings/rules', looks: two },
]

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

function press(keys: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.keyboard.press(keys)
    await page.getByRole('dialog').waitFor()
  }
}

async function openGroups(page: Page): Promise<void> {
  await page.locator('[role=gridcell] button[aria-expanded=false]').first().click()
}

async function openDimension(page: Page): Promise<void> {
  await page.locator('main button[aria-expanded=false]').first().click()
}

/** A file of customers is dropped, and stands at the first step. */
async function dropFile(page: Page): Promise<void> {
  const buffer = Buffer.from(sample.map((row) => row.map((cell) => `"${cell}"`).join()).join('\r\n'))
  await page.locator('input[type=file]').setInputFiles({ name: '顧客一覧.csv', mimeType: 'text/csv', buffer })
  await discard(page).waitFor()
}

async function dropImport(page: Page): Promise<void> {
  await discard(page).click()
  await page.waitForURL((url) => url.pathname === '/imports')
}

function discard(page: Page) {
  return page.getByRole('button', { name: /^(この取り込みをやめる|Drop this import)$/ })
}
