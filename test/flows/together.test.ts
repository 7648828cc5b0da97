import { Analytics } from '@segment/analytics-node'
import type { Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import type { PlanAnswer } from '#capabilities/plans/contract/plan.ts'
import { onboardingPlan } from '#capabilities/plans/core/ready/onboarding.ts'
import { businessDaysBetween, isBusinessDay, plainCalendar } from '#kernel/businessCalendar.ts'
import { addDays, type Day } from '#kernel/day.ts'
import { dayAgo } from '#test/build/day.ts'
import { buildWriteKey } from '#test/build/usage.ts'
import { builtPages, openPage, testBrowser } from '#test/servers/browser.ts'
import { type SmtpSink, smtpSink } from '#test/servers/smtpSink.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let sink: SmtpSink
let ops: Visitor
let id: string
const patience = { timeout: 45_000 }
const hanako = { name: '高橋 花子', email: 'hanako@minatoya.example.co.jp', roles: ['promoter' as const] }

beforeAll(async () => {
  ;[server, sink] = await Promise.all([testServer({ web: builtPages }), smtpSink()])
  ops = await server.signIn('admin')
  id = (await ops.api.accounts.create({ name: '湊屋工業株式会社', signedUpOn: dayAgo(20) })).id
  await ops.api.accounts.contacts.create({ id, ...hanako })
  await ops.api.plans.setCalendar({ ...(await ops.api.plans.calendar()), holidays: 'none', daysOff: [] })
  const { port } = sink
  const line = {
    host: '127.0.0.1',
    port,
    security: 'none' as const,
    user: null,
    perMinute: 1000,
    perDomainMinute: 1000,
  }
  await ops.api.mail.putServer({ ...line, version: 0 })
  await ops.api.mail.addSender({
    name: '試験商事 サポート窓口',
    address: 'cs@shiken.example.co.jp',
    replyTo: null,
    company: '試験商事株式会社',
    postalAddress: '東京都千代田区1-1',
    contact: '03-0000-0000',
  })
})

const planOf = async () => (await ops.api.plans.ofAccount({ id })).plans[0]!
const nameOf = (key: string) =>
  onboardingPlan.stages.flatMap(({ steps }) => steps).find((step) => step.key === key)!.name.ja
const stepOf = (plan: PlanAnswer, key: string) => plan.steps.find(({ name }) => name.ja === nameOf(key))!

/** What our own people have done, told by them one step after the other. */
async function finish(...keys: string[]): Promise<void> {
  for (const key of keys) {
    const { id: step, version } = stepOf(await planOf(), key)
    await ops.api.plans.setStep({ id: step, version, state: { is: 'done', on: dayAgo(1), by: 'us' } })
  }
}

/** A phone of the customer's own, on which nobody of ours was ever signed in. */
async function phone(address: string): Promise<Page> {
  const context = await (await testBrowser()).newContext({
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 390, height: 844 },
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(address)
  return page
}

/** Mails that go out at any hour: one while the first result is waited for, one for what comes after it, due by today. */
async function mailsFollow(): Promise<void> {
  let on = dayAgo(0)
  while (!isBusinessDay(plainCalendar, on)) on = addDays(on, -1)
  const days = businessDaysBetween(plainCalendar, on, stepOf(await planOf(), 'basics').dueOn as Day)
  const mail = { condition: '', role: 'promoter' as const, template: 'next_step' }
  const key = 'start'
  await ops.api.outreach.sequences.publish({
    key,
    version: 0,
    note: '',
    draft: {
      name: { ja: '利用開始の案内', en: 'Starting to use it' },
      aim: { ja: '最初の成果まで案内する', en: 'To the first result' },
      follows: { what: 'plan', template: 'onboarding' },
      scope: '',
      window: { from: 0, to: 24, weekdays: false },
      holdOutPercent: 0,
      waitDays: 5,
      mails: [
        {
          ...mail,
          key: 'first',
          when: { at: 'ready', step: 'first_value', days: 10 },
          purpose: { is: 'step', step: 'first_value' },
        },
        {
          ...mail,
          key: 'then',
          when: { at: 'before_due', step: 'basics', days },
          purpose: { is: 'step', step: 'basics' },
        },
      ],
    },
  })
  await ops.api.outreach.sequences.turn({ key, isOn: true })
}

test('a map is changed, a plan made, the promoter does their part on a phone, use closes a step, and the mail that fits is sent', async () => {
  const { page: customer, errors } = await openPage(server, `/customers/${id}?tab=journey`, ops)
  const { page } = await openPage(server, '/journey/maps', ops)
  await page.getByRole('link', { name: '標準のサクセスジャーニー' }).click(patience)
  await page.getByRole('button', { name: '「導入期」に到達点を追加する' }).click(patience)
  const panel = page.getByRole('complementary', { name: '選んだものの内容' })
  await panel.getByLabel('名前(日本語)').fill('業務の棚卸しが済んでいる')
  await panel.getByLabel('名前(英語)').fill('The work has been listed')
  await page.getByRole('status').getByText('下書きを保存しました').waitFor(patience)
  await page.getByRole('button', { name: '公開する…' }).click()
  const dialog = page.getByRole('dialog', { name: 'マップを公開する' })
  await dialog.getByLabel('何をなぜ変えたか').fill('棚卸しを先にするため')
  await dialog.getByRole('button', { name: '公開する', exact: true }).click(patience)
  await customer.getByText('業務の棚卸しが済んでいる').first().waitFor(patience)

  await customer.goto(`${server.address}/customers/${id}?tab=plan`)
  await customer.getByRole('button', { name: 'プランを作る' }).click(patience)
  await customer
    .getByRole('dialog')
    .getByLabel(/^キックオフの日/)
    .fill(dayAgo(14))
  await customer.getByRole('dialog').getByRole('button', { name: '作る' }).click()
  await customer.getByRole('region', { name: '合意する' }).waitFor(patience)
  await finish('handover', 'roles', 'hearing', 'kickoff')
  await customer.getByRole('button', { name: 'リンクを作る' }).click(patience)
  await customer
    .getByRole('dialog')
    .getByLabel(/^担当者/)
    .selectOption({ label: hanako.name })
  await customer.getByRole('dialog').getByRole('button', { name: '作る' }).click()
  await customer.getByRole('button', { name: '高橋 花子さんのリンクの操作' }).waitFor(patience)

  const [link] = (await ops.api.portal.shared({ id: (await planOf()).id })).links
  const guest = await phone((await ops.api.portal.address({ id: link!.id })).url)
  await guest.getByRole('button', { name: '確認コードを送る' }).click(patience)
  await expect.poll(() => sink.received.length, patience).toBe(1)
  const code = /\b\d{6}\b/.exec((await sink.read())[0]!.text!)![0]
  await guest.getByLabel('確認コード(6桁)').fill(code)
  await guest.getByRole('button', { name: 'ページを開く' }).click()
  const pilot = nameOf('pilot')
  await guest.getByRole('button', { name: `「${pilot}」について質問する` }).click(patience)
  const card = guest.getByRole('article', { name: pilot })
  await card.getByLabel('ご質問・ご連絡').fill('担当者が二人いるときはどうすればよいですか。')
  await card.getByRole('button', { name: '送る', exact: true }).click()
  await customer.getByText('未回答 1件').waitFor(patience)
  const file = { name: '名簿.csv', mimeType: 'text/csv', buffer: Buffer.from('氏名\n高橋') }
  await card.getByLabel(`「${pilot}」のファイルを送る`).setInputFiles(file)
  await customer.getByRole('link', { name: '名簿.csv' }).waitFor(patience)
  await guest.getByRole('button', { name: `「${pilot}」を完了にする` }).click(patience)
  await guest.getByText(`「${pilot}」を完了にしました`).waitFor(patience)
  await customer.getByText(/高橋 花子さん.*完了にしました/).waitFor(patience)

  await finish('accounts', 'connect', 'rules_of_use', 'training')
  await mailsFollow()
  const mails = async () => (await ops.api.outreach.ofAccount({ id })).messages
  await expect.poll(mails, patience).toContainEqual(expect.objectContaining({ status: 'planned' }))
  const analytics = new Analytics({
    writeKey: await buildWriteKey(server.database, server.workspace),
    host: server.address,
  })
  analytics.group({ userId: 'hanako', groupId: id })
  analytics.track({ userId: 'hanako', event: '見積もりを作った' })
  await analytics.flush({ close: true })
  await expect
    .poll(async () => stepOf(await planOf(), 'first_value').state, patience)
    .toMatchObject({ is: 'done', by: 'facts' })
  await expect.poll(mails, patience).toMatchObject([{ status: 'sent' }, { status: 'skipped', reason: 'reached' }])
  await expect.poll(() => sink.received.length, patience).toBe(2)
  const sent = (await sink.read())[1]!
  const basics = nameOf('basics')
  expect(sent).toMatchObject({ subject: `次のステップ「${basics}」のご案内`, from: { name: '試験商事 サポート窓口' } })
  expect(sent.text).toContain('湊屋工業株式会社\n高橋 花子 様\n')
  expect(errors).toEqual([])
}, 120_000)
