import { Analytics } from '@segment/analytics-node'
import { beforeAll, expect, test } from 'vitest'
import { dayAgo } from '#test/build/day.ts'
import { buildWriteKey } from '#test/build/usage.ts'
import { builtPages, openPage } from '#test/servers/browser.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let mori: Visitor
let id: string
let key: string
const seats = 10
/** From the SDK's flush to the last sight of it, ms: a second or two where a machine has nothing else to do. */
const bound = 20_000
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer({ web: builtPages })
  mori = await server.signIn('csm')
  key = await buildWriteKey(server.database, server.workspace)
  const signedUpOn = dayAgo(20)
  id = (await mori.api.accounts.create({ name: '青海精機株式会社', signedUpOn, assignments: { csm: mori.personId } }))
    .id
  const price = { startOn: signedUpOn, quantity: seats, amount: 120_000 }
  await mori.api.revenue.create({ id, startOn: signedUpOn, lines: [{ product: '伴走ノート', price }] })
  await mori.api.cockpit.ctas.create({ accountId: id, kind: 'risk', title: '約束した資料を送る' })
  await use(1, 2)
})

/** People with these numbers use the product, each another feature, told by Segment's own SDK: nothing but its host is another. */
async function use(from: number, to: number): Promise<void> {
  const analytics = new Analytics({ writeKey: key, host: server.address })
  for (let person = from; person <= to; person++) {
    analytics.group({ userId: `user${person}@aomi.example`, groupId: id })
    analytics.track({ userId: `user${person}@aomi.example`, event: `機能${person}を使った` })
  }
  await analytics.flush({ close: true })
}

async function monthlyUsers(): Promise<unknown> {
  const { facts } = await mori.api.facts.ofAccount({ id })
  return facts.find((fact) => fact.key === 'metric.monthly_active_users')?.value
}

test('use told by the SDK changes figures, score and what is to do on pages that stand open', async () => {
  await expect.poll(monthlyUsers, patience).toBe(2)
  const customer = await openPage(server, `/customers/${id}`, mori)
  const usage = await openPage(server, `/customers/${id}?tab=usage`, mori)
  const today = await openPage(server, '/', mori)
  const score = customer.page.getByRole('heading', { name: /なぜ \d+ か/ })
  const before = await score.textContent()
  await usage.page.getByText('user2@aomi.example').waitFor(patience)
  await today.page.getByText('約束した資料を送る').waitFor(patience)

  await use(3, 9)
  const flushed = performance.now()

  const because = '契約した10席のうち90%が使われています。'
  await Promise.all([
    usage.page.getByText('user9@aomi.example').waitFor(patience),
    customer.page.getByText('席の追加を提案する').first().waitFor(patience),
    customer.page.getByText(because).first().waitFor(patience),
    expect.poll(() => score.textContent(), patience).not.toBe(before),
    today.page.getByText('新しい項目が1件あります').waitFor(patience),
  ])
  expect(performance.now() - flushed).toBeLessThan(bound)

  await today.page.getByRole('button', { name: '表示する' }).click()
  await today.page.getByRole('listitem').filter({ hasText: because }).waitFor(patience)
  expect([...customer.errors, ...usage.errors, ...today.errors]).toEqual([])
})
