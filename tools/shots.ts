import type { Page } from 'playwright-core'

/** In which language and light, and how wide. */
export type Look = { language: 'ja' | 'en'; theme: 'light' | 'dark'; width: 390 | 1280 }

/** A page and what is done with it. */
export type Shot = {
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

const two: readonly Look[] = [
  { language: 'ja', theme: 'light', width: 1280 },
  { language: 'en', theme: 'dark', width: 1280 },
]

const four: readonly Look[] = [
  ...two,
  { language: 'ja', theme: 'dark', width: 390 },
  { language: 'en', theme: 'light', width: 390 },
]

/** As the README and the guides show a page to whoever reads them in the other light. */
const others: readonly Look[] = [
  { language: 'en', theme: 'light', width: 1280 },
  { language: 'ja', theme: 'dark', width: 1280 },
]

/** A small file as a Japanese company has it. */
const sample = [
  ['顧客番号', '会社名', '業種', '従業員数', '都道府県', '登録日', '備考'],
  ['JN-2001', '株式会社みはらし設備', '建設業', '120', '長野県', '2026年4月1日', '展示会で名刺交換'],
  ['JN-2002', '㈱髙砂ひかり運輸', '運輸業', '１，２４０', '兵庫県', '2026年4月15日', ''],
  ['JN-2003', '有限会社さざなみ食品', '製造業', '48', '高知県', '2026年5月9日', '紹介'],
]

/** The pictures there are. */
export const shots: readonly Shot[] = [
  { name: 'today', at: () => '/' },
  { name: 'customers', at: () => '/customers' },
  { name: 'customer', at: (id) => `/customers/${id}` },
  { name: 'timeline', at: (id) => `/customers/${id}?tab=timeline`, looks: four },
  { name: 'usage', at: (id) => `/customers/${id}?tab=usage`, looks: four },
  { name: 'journey', at: () => '/journey', looks: four },
  { name: 'time-in-phase', at: () => '/journey?tab=time', looks: two },
  { name: 'map', at: () => '/journey/maps/three_phases', looks: two },
  { name: 'plans', at: () => '/plans', looks: four },
  { name: 'outreach', at: () => '/outreach/sequences/onboarding', looks: two },
  { name: 'content', at: () => '/content', looks: two },
  { name: 'renewals', at: () => '/renewals', looks: two },
  { name: 'revenue', at: () => '/revenue', looks: two },
  { name: 'import', at: () => '/imports', first: dropFile, after: dropImport, looks: [...four, ...others] },
  { name: 'ingest', at: () => '/ingest', looks: two },
  { name: 'people', at: () => '/settings/people', looks: two },
  { name: 'customers-grouped', at: () => '/customers?by=phase.key', first: openGroups, looks: two },
  {
    name: 'condition',
    at: () => `/customers?c=${encodeURIComponent('health.score < 60 && contract.days_to_renewal <= 120')}`,
    first: openCondition,
    looks: two,
  },
  { name: 'palette', at: () => '/', first: press('Control+k'), looks: two },
  { name: 'health', at: (id) => `/customers/${id}?tab=health`, first: openDimension, looks: two },
  { name: 'scorecards', at: () => '/settings/scorecards', looks: two },
  { name: 'rules', at: () => '/settings/rules', looks: two },
  { name: 'scorecard', at: () => '/settings/scorecards/dear', looks: four },
  { name: 'proof', at: () => '/settings/proof', looks: four },
  { name: 'facts', at: () => '/settings/facts', looks: two },
  { name: 'segments', at: () => '/settings/segments', looks: four },
  { name: 'metrics', at: () => '/settings/metrics', looks: two },
  { name: 'metric', at: () => '/settings/metrics?new=metric', first: chooseEvent, looks: two },
  { name: 'adoption', at: () => '/adoption', looks: four },
]

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

/** The condition is open, and has counted who matches. */
async function openCondition(page: Page): Promise<void> {
  await press('f')(page)
  await page.getByRole('dialog').getByRole('status').first().waitFor()
}

/** The metric that is being made counts something. */
async function chooseEvent(page: Page): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('checkbox', { name: /photo_attached/ })
    .check()
  await page.waitForTimeout(800) // until the draft has rested and is asked for
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
