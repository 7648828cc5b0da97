import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { sharedData } from '#test/build/shared.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { barriers } from './axe.ts'

const ravenstack = `${sharedData}/ravenstack`
const patience = { timeout: 60_000 }
let server: TestServer

beforeAll(async () => {
  server = await testServer({ web: builtPages })
})

const drop = async (page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) => {
  await page.setInputFiles('input[type=file]', file)
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
/** So much of the uses that one number comes twice; all of them come in by the command, whose test counts them. */
const someUses = () => {
  const lines = readFileSync(`${ravenstack}/feature_usage.csv`, 'utf8').split('\n')
  const buffer = Buffer.from([...lines.slice(0, 101), lines[5306]].join('\n'))
  return { name: 'feature_usage.csv', mimeType: 'text/csv', buffer }
}
const figure = (page: Page, label: string) => page.locator('dl > div', { hasText: label }).locator('dd')

describe.skipIf(!existsSync(ravenstack))('RavenStack through the wizard', () => {
  let admin: Visitor
  let page: Page
  let errors: string[]
  beforeAll(async () => {
    admin = await server.signIn('admin', await testWorkspace(server.database, { currency: 'USD' }))
    ;({ page, errors } = await openPage(server, '/imports', admin))
  })
  const count = async (table: string) =>
    server.database.workspace(admin.workspace.id, async (tx) => {
      const { rows } = await sql<{ count: number }>`select count(*) from ${sql.table(table)}`.execute(tx)
      return rows[0]!.count
    })

  test('five files: understood, checked, imported, with the counts their makers expect', async () => {
    const { rows } = JSON.parse(readFileSync(`${ravenstack}/expected.json`, 'utf8'))
    const files = [
      ['accounts', rows.accounts, 0],
      ['subscriptions', rows.subscriptions, 0],
      ['support_tickets', rows.support_tickets, 0],
      ['churn_events', rows.churn_events, 0],
      ['feature_usage', 100, 1],
    ] as const
    for (const [name, created, rejected] of files) {
      await drop(page, name === 'feature_usage' ? someUses() : `${ravenstack}/${name}.csv`)
      await button(page, '全体を確認する').click(patience)
      await button(page, /行を取り込む$/).click(patience)
      await button(page, 'この取り込みを元に戻す').waitFor(patience)
      expect(await figure(page, '新規').textContent()).toBe(created.toLocaleString('ja-JP'))
      expect(await figure(page, '除外').textContent()).toBe(String(rejected))
      if (name === 'subscriptions') expect(await figure(page, '注意あり').textContent()).toBe('9')
      if (rejected > 0) await page.getByText('U-25b56c').waitFor()
      await page.getByRole('link', { name: '別のファイルを取り込む' }).click()
    }
    expect(await count('accounts')).toBe(rows.accounts)
    expect(errors).toEqual([])
  }, 300_000)

  test('the list of refused rows is downloaded as CSV that Excel can read', async () => {
    await page.getByText('feature_usage.csv').click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSVでダウンロード' }).click(),
    ])
    const text = readFileSync(await download.path(), 'utf8')
    expect(text.startsWith('\ufeff行,扱い,列,値,理由\r\n102,取り込まない,usage_id,U-25b56c,')).toBe(true)
    await page.goBack()
    await page.waitForURL(/imports$/)
    await page.getByRole('heading', { name: 'feature_usage.csv' }).waitFor({ state: 'detached' })
  })

  test('undone from the last to the first, nothing is left', async () => {
    for (const name of ['feature_usage', 'churn_events', 'support_tickets', 'subscriptions', 'accounts']) {
      await page.getByText(`${name}.csv`).click()
      await button(page, 'この取り込みを元に戻す').click(patience)
      await page.getByRole('dialog').getByRole('button', { name: '元に戻す' }).click()
      await page.getByText('この取り込みで書き込んだものは残っていません').waitFor(patience)
      await page.getByRole('link', { name: '別のファイルを取り込む' }).click()
    }
    for (const table of ['accounts', 'contracts', 'inquiries', 'churn_records']) expect(await count(table)).toBe(0)
  }, 300_000)
})

test('a workbook is refused with what to do instead', async () => {
  const { page } = await openPage(server, '/imports', await server.signIn('admin'))
  const buffer = Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml', 'latin1')
  await drop(page, { name: '顧客.xlsx', mimeType: 'application/zip', buffer })
  await page
    .getByRole('alert')
    .getByText(/CSV UTF-8/)
    .waitFor()
})

test('pictures and empty files are refused by what they are; a wrong encoding is noticed before anything is checked', async () => {
  const { page } = await openPage(server, '/imports', await server.signIn('admin'))
  const alert = page.getByRole('alert')
  const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])
  await drop(page, { name: 'logo.png', mimeType: 'image/png', buffer: picture })
  await alert.getByText('画像は取り込めません').waitFor()
  await drop(page, { name: '空.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) })
  await alert.getByText('空のファイルです').waitFor()
  const cp932 = Buffer.from([0x8c, 0xda, 0x8b, 0x71, 0x96, 0xbc, 0x0a, 0x82, 0xb3, 0x0a]) // 顧客名, さ
  await drop(page, { name: '顧客.csv', mimeType: 'text/csv', buffer: cp932 })
  await page.getByLabel('文字コード').selectOption('utf-8')
  await page.getByText('UTF-8では読めない文字').waitFor()
  await page.getByLabel('文字コード').selectOption('cp932')
  await page.getByText('UTF-8では読めない文字').waitFor({ state: 'detached' })
})

test('on a phone, in English, by keyboard: a wrong date order and a left-out column are put right, bad rows stay out', async () => {
  const visitor = await server.signIn('admin', await testWorkspace(server.database, { locale: 'en' }))
  const { page, errors } = await openPage(server, '/imports', visitor, {
    width: 390,
    height: 844,
    locale: 'en',
    dark: true,
  })
  const buffer = Buffer.from('Customer,Code,Signup\nSakura,A-1,03/04/2026\nAozora,A-2,05/06/2026\n,A-3,07/08/2026\n')
  await drop(page, { name: 'customers.csv', mimeType: 'text/csv', buffer })
  await page.getByText('Check the order').waitFor()
  await page.getByLabel('Order of dates in “Signup”').selectOption('mdy')
  await page.getByText('2026-03-04').first().waitFor()
  expect(await barriers(page)).toEqual([])
  await button(page, 'Check the whole file').focus()
  await page.keyboard.press('Enter')
  await button(page, 'Import 2 rows').waitFor()
  expect(await figure(page, 'Rejected').textContent()).toBe('1')
  expect(await barriers(page)).toEqual([])
  await button(page, 'Import 2 rows').focus()
  await page.keyboard.press('Enter')
  await page.getByText('This field is required and empty').first().waitFor()
  await button(page, 'Undo this import').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('link', { name: 'Import another file' }).click()
  await page.getByText('2 new, 0 changed, 1 rejected').waitFor()
  expect(await barriers(page)).toEqual([])
  expect(errors).toEqual([])
}, 120_000)
