import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { queueMails } from '#platform/mail/outbox.ts'
import { letSend } from '#test/build/mailing.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { smtpSink } from '#test/servers/smtpSink.ts'
import { barriersInEveryLook } from './axe.ts'

let server: TestServer
let mori: Visitor
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('admin')
  await letSend(mori, await smtpSink())
})

/** A mail that went out, or whose fate nobody knows. */
async function mail(subject: string, inDoubt = false): Promise<void> {
  const { id: workspaceId } = server.workspace
  const id = crypto.randomUUID()
  const to = { address: `${id}@kyaku.example.co.jp`, name: '中村 葵' }
  const about = { accountId: null, contactId: null, senderId: null, html: null, notBefore: new Date() }
  const given = { ...about, id, to, subject, text: '本文', kind: 'marketing' as const, purpose: 'broadcast' }
  await server.database.workspace(workspaceId, (tx) => queueMails(tx, workspaceId, [given]))
  await expect.poll(async () => (await mori.api.mail.get({ id })).status, patience).toBe('sent')
  if (inDoubt)
    await server.database.workspace(workspaceId, (tx) =>
      sql`update mails set status = 'in_doubt', doubted_at = now(), sent_at = null where id = ${id}`.execute(tx),
    )
}

test('the log is narrowed by state and by words, and a mail in doubt is decided by a person', async () => {
  await mail('年末年始のお知らせ')
  await mail('棚卸しのご案内', true)
  const { page, errors } = await openPage(server, '/outreach?view=log', mori)
  await page.getByText('届いたかどうか分からないメールが1通あります').waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('textbox', { name: '宛先・顧客・件名で検索' }).fill('年末')
  await page.getByRole('button', { name: '棚卸しのご案内' }).waitFor({ ...patience, state: 'detached' })
  await page.getByRole('textbox', { name: '宛先・顧客・件名で検索' }).fill('')
  await page.getByRole('button', { name: '一覧を見る' }).click()
  await page.getByRole('button', { name: '年末年始のお知らせ' }).waitFor({ ...patience, state: 'detached' })
  await page.getByRole('button', { name: '棚卸しのご案内' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '届いたものとする' }).click(patience)
  await page.getByText('当てはまるメールはありません。').waitFor(patience)
  expect((await mori.api.mail.counts()).in_doubt).toBe(0)
  expect(errors).toEqual([])
})

test('an address is left alone with the reason for it, and written to again', async () => {
  const { page, errors } = await openPage(server, '/outreach?view=log&of=people', mori)
  await page.getByRole('button', { name: 'アドレスを追加' }).click(patience)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^メールアドレス/).fill('suzuki@kyaku.example.co.jp')
  await dialog.getByLabel('理由のメモ').fill('電話で停止の依頼')
  await dialog.getByRole('button', { name: '停止する' }).click()
  await page.getByText('電話で停止の依頼').waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: 'suzuki@kyaku.example.co.jp の停止を解除' }).click()
  await page.getByText('suzuki@kyaku.example.co.jp の停止を解除しました').waitFor(patience)
  await expect.poll(async () => (await mori.api.mail.suppressions({})).suppressions, patience).toEqual([])
  expect(errors).toEqual([])
})

test('what the law asks a sender to state is asked for, and is kept', async () => {
  const { page, errors } = await openPage(server, '/settings/mail', mori)
  await page.getByRole('button', { name: '編集: 試験商事 サポート窓口' }).click(patience)
  const place = page.getByRole('dialog').getByLabel('住所')
  await place.fill('')
  await page.getByRole('dialog').getByRole('button', { name: '保存する' }).click()
  await page.getByText('ご案内メールを送るには、住所の入力が必要です。').waitFor(patience)
  await page.getByRole('button', { name: '編集: 試験商事 サポート窓口' }).click()
  await place.fill('東京都港区2-2')
  await page.getByRole('dialog').getByRole('button', { name: '保存する' }).click()
  await page.getByText(/東京都港区2-2/).waitFor(patience)
  expect(errors).toEqual([])
})

test('an old version of a template is looked at beside the one before, taken as a draft and published again', async () => {
  const { templates } = await mori.api.outreach.templates.list()
  const { key, name, aim, subject, body } = templates.find((one) => one.key === 'training')!
  const draft = { name, aim, body, subject: { ...subject, ja: '研修のお知らせ' } }
  await mori.api.outreach.templates.publish({ key, version: 1, note: '件名を短く', draft })
  const { page, errors } = await openPage(server, `/outreach/templates/${key}`, mori)
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: '2版を見る' }).click(patience)
  await dialog.getByText('件名を短く').waitFor(patience)
  await dialog.locator('ins', { hasText: '研修のお知らせ' }).waitFor(patience)
  await dialog.locator('del', { hasText: subject.ja }).waitFor(patience)
  expect(await barriersInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '1版を見る' }).click()
  await dialog.getByRole('button', { name: 'この版を下書きにする' }).click()
  await page.getByRole('button', { name: '公開する' }).click(patience)
  await dialog.getByRole('button', { name: '公開する' }).click()
  await page.getByText('3版', { exact: true }).first().waitFor(patience)
  const now = (await mori.api.outreach.templates.list()).templates.find((one) => one.key === key)!
  expect([now.version, now.subject.ja]).toEqual([3, subject.ja])
  expect(errors).toEqual([])
})
