import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What an accessibility checker finds on a page (WCAG 2.2 AA): the rule and the first element that breaks it. The page is
 * looked at from its top: where it happens to be scrolled to, anything may lie beneath the bar.
 */
export async function barriers(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  return page.evaluate(async () => {
    scrollTo(0, 0)
    const { run } = (globalThis as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }).axe
    const { violations } = await run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

const looks = {
  ja: [
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 360 },
  ],
  en: [
    { colorScheme: 'dark', width: 1280 },
    { colorScheme: 'light', width: 360 },
  ],
} as const

/**
 * The same of a page as it stands, on a desk and on a phone, where it must not be wider than the screen either: one of
 * them in light and one in dark, the other way round in the other language.
 */
export async function barriersInEveryLook(page: Page): Promise<string[]> {
  const found: string[] = []
  const language = await page.evaluate(() => document.documentElement.lang)
  for (const { colorScheme, width } of looks[language === 'en' ? 'en' : 'ja']) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    await page.waitForFunction(
      (scheme) => document.documentElement.getAttribute('data-mantine-color-scheme') === scheme,
      colorScheme,
    )
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (wider > 0) found.push(`${width} px: ${wider} px wider than the screen`)
    for (const barrier of await barriers(page)) found.push(`${colorScheme}, ${width} px: ${barrier}`)
  }
  return found
}
