import type { Page } from 'playwright-core'

/** What somebody usually does with the list of customers, with the keys and the mouse. */
export const use: readonly (readonly [name: string, act: (page: Page) => Promise<void>])[] = [
  ['typing in the search box', typing],
  ['sorting', sorting],
  ['opening the condition builder', building],
  ['the palette', palette],
  ['ticking rows', ticking],
  ['opening a customer and its tabs', tabs],
]

const row = '[role=row][data-row]'

async function typing(page: Page): Promise<void> {
  await page.locator('input[type=search]').first().click()
  await page.keyboard.type('toukyou', { delay: 90 })
  await page.waitForTimeout(600)
  for (let i = 0; i < 7; i++) await page.keyboard.press('Backspace', { delay: 40 })
  await page.keyboard.press('Escape')
  await page.waitForTimeout(600)
}

async function sorting(page: Page): Promise<void> {
  for (const at of [2, 4, 2]) {
    await page.locator('[role=columnheader]').nth(at).locator('button').first().click()
    await page.waitForTimeout(500)
  }
}

async function building(page: Page): Promise<void> {
  await page.keyboard.press('f')
  await page.getByRole('dialog').waitFor()
  await page.waitForTimeout(800)
  await page.keyboard.press('Escape')
  await page.waitForTimeout(300)
}

async function palette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.waitForTimeout(300)
  await page.keyboard.type('setsubi', { delay: 90 })
  await page.waitForTimeout(500)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await page.waitForTimeout(300)
}

async function ticking(page: Page): Promise<void> {
  for (const at of [1, 2, 3]) await page.locator(`${row} input[type=checkbox]`).nth(at).click()
  await page.waitForTimeout(500)
  for (const at of [1, 2, 3]) await page.locator(`${row} input[type=checkbox]`).nth(at).click()
}

async function tabs(page: Page): Promise<void> {
  await page
    .locator(row)
    .nth(2)
    .click({ position: { x: 200, y: 16 } })
  await page.waitForTimeout(800)
  for (const tab of ['health', 'timeline', 'usage', 'people', 'contracts']) {
    await page.locator(`a[href*="tab=${tab}"]`).last().click()
    await page.waitForTimeout(500)
  }
}
