import ChartMogul from 'chartmogul-node'
import { sql } from 'kysely'
import { Stripe } from 'stripe'
import { beforeAll, expect, test } from 'vitest'
import type { WorkspaceId } from '#kernel/id.ts'
import { begun, type Config, month, monthly } from '#test/build/chartMogul.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

let server: TestServer
let admin: Visitor
beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin', await testWorkspace(server.database))
})

/** A client of ChartMogul with a key of a workspace, just as it is installed. */
async function client(visitor = admin): Promise<Config> {
  const { key } = await visitor.api.billing.create({ kind: 'chartmogul', name: '請求システム' })
  const config: Config = new ChartMogul.Config(key!, `${server.address}/any/path/is/left/out`)
  config.retries = 3
  return config
}

const rowsOf = (workspace: WorkspaceId, table: string) =>
  server.database.workspace(workspace, async (tx) => {
    const { rows } = await sql<{ row: object }>`
      select to_jsonb(t) - 'received_at' - 'updated_at' - 'created_at' as row from ${sql.table(table)} t order by 1
    `.execute(tx)
    return rows.map(({ row }) => row)
  })

test('an unmodified chartmogul-node feeds a year of invoices in and reads the MRR bridge out', async () => {
  const config = await client()
  expect(await ChartMogul.Ping.ping(config)).toEqual({ data: 'pong!' })
  const { customer, plan } = await begun(config)
  const at = (number: number, amount: number, more: object = {}) =>
    monthly(number, amount, { ...more, plan_uuid: plan.uuid })
  // 10,000 from January, 15,000 from April, 12,000 from July, cancelled for the end of August, back in November. 10 % tax.
  const invoices = [
    ...[1, 2, 3].map((number) => at(number, 11_000)),
    ...[4, 5, 6].map((number) => at(number, 16_500)),
    at(7, 13_200),
    at(8, 13_200, { cancelled_at: '2025-08-20 00:00:00' }),
    ...[11, 12].map((number) => at(number, 11_000)),
  ]
  const backwards = invoices.toReversed()
  const parts = [backwards.slice(0, 4), backwards.slice(4, 7), backwards.slice(7)]
  const [answer] = await Promise.all(
    parts.map((part) => ChartMogul.Invoice.create(config, customer.uuid, { invoices: part })),
  )
  expect(answer.invoices[0].line_items[0].subscription_uuid).toMatch(/^sub_/)

  const query = { 'start-date': '2025-01-01', 'end-date': '2025-12-31', interval: 'month' }
  const { entries, summary } = await ChartMogul.Metrics.mrr(config, query)
  const bridge = entries.map((entry: Record<string, unknown>) =>
    ['date', 'mrr-new-business', 'mrr-expansion', 'mrr-contraction', 'mrr-churn', 'mrr-reactivation', 'mrr'].map(
      (key) => entry[key],
    ),
  )
  expect(bridge.filter(([, ...moved]: number[]) => moved.slice(0, 5).some(Boolean))).toEqual([
    ['2025-01-31', 10_000, 0, 0, 0, 0, 10_000],
    ['2025-04-30', 0, 5000, 0, 0, 0, 15_000],
    ['2025-07-31', 0, 0, -3000, 0, 0, 12_000],
    ['2025-09-30', 0, 0, 0, -12_000, 0, 0],
    ['2025-11-30', 0, 0, 0, 0, 10_000, 10_000],
  ])
  expect(bridge).toHaveLength(12)
  expect(summary).toEqual({ current: 10_000, previous: 10_000, 'percentage-change': 0 })
  const all = await ChartMogul.Metrics.all(config, { ...query, interval: 'quarter' })
  expect(
    all.entries.map((entry: Record<string, unknown>) => [entry['date'], entry['customers'], entry['arr']]),
  ).toEqual([
    ['2025-03-31', 1, 120_000],
    ['2025-06-30', 1, 180_000],
    ['2025-09-30', 0, 0],
    ['2025-12-31', 1, 120_000],
  ])
  expect(all.entries[2]['customer-churn-rate']).toBe(100)
})

test('sending again changes nothing; what was voided counts no more; lists have pages', async () => {
  const visitor = await server.signIn('admin', await testWorkspace(server.database))
  const config = await client(visitor)
  const { source, customer, plan } = await begun(config)
  const invoices = [1, 2, 3].map((number) => monthly(number, 11_000, { plan_uuid: plan.uuid }))
  await ChartMogul.Invoice.create(config, customer.uuid, { invoices })
  const workspace = visitor.workspace.id
  const tables = ['contracts', 'contract_lines', 'contract_line_versions', 'billing_transactions', 'audit_log']
  const before = await Promise.all(tables.map((table) => rowsOf(workspace, table)))
  await ChartMogul.Invoice.create(config, customer.uuid, { invoices })
  expect(await Promise.all(tables.map((table) => rowsOf(workspace, table)))).toEqual(before)

  const page = await ChartMogul.Invoice.all(config, customer.uuid, { per_page: 2 })
  expect([page.invoices.length, page.has_more]).toEqual([2, true])
  const rest = await ChartMogul.Invoice.all(config, customer.uuid, { per_page: 2, cursor: page.cursor })
  expect([rest.invoices[0].external_id, rest.has_more]).toEqual(['INV-sub_1-3', false])

  await ChartMogul.Invoice.updateStatus(config, source.uuid, 'INV-sub_1-3', { status: 'voided' })
  await ChartMogul.Subscription.cancel(config, rest.invoices[0].line_items[0].subscription_uuid, {
    cancelled_at: '2025-02-10',
  })
  const [version] = await rowsOf(workspace, 'contract_line_versions')
  expect(version).toMatchObject({ start_on: '2025-01-01', end_on: '2025-03-01', amount: 10_000 })
})

test('what cannot be used is refused in words, and nothing of it is kept', async () => {
  const visitor = await server.signIn('admin', await testWorkspace(server.database))
  const config = await client(visitor)
  const { customer, plan } = await begun(config)
  const good = monthly(1, 11_000, { plan_uuid: plan.uuid })
  const send = (invoices: object[]) => ChartMogul.Invoice.create(config, customer.uuid, { invoices })
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error) => [error.status, error.response.body],
    )
  const [status, body] = (await refusal(
    send([good, { ...monthly(2, 11_000, { plan_uuid: plan.uuid }), currency: '円' }]),
  ))!
  expect([status, Object.keys(body.errors)]).toEqual([422, ['invoices.1.currency']])
  expect((await refusal(send([good, monthly(2, 11_000, { plan_uuid: 'pl_unknown' })])))![1].errors).toHaveProperty([
    'invoices.1.line_items.0.plan_uuid',
  ])
  expect(await rowsOf(visitor.workspace.id, 'billing_invoices')).toEqual([])
  expect((await refusal(ChartMogul.Opportunity.all(config, {})))![0]).toBe(404)
  expect((await refusal(ChartMogul.Metrics.mrr(config, { 'start-date': '2025-01-01', geo: 'GB' })))![0]).toBe(422)
  const stranger = new ChartMogul.Config('bk_nobody', server.address)
  expect((await refusal(ChartMogul.Ping.ping(stranger)))![0]).toBe(401)
  const foreign = await client(await server.signIn('admin', await testWorkspace(server.database)))
  expect((await refusal(ChartMogul.Customer.retrieve(foreign, customer.uuid)))![0]).toBe(404)
})

test('what was invoiced once stands apart; a refund is noted on its line once, where it says which', async () => {
  const visitor = await server.signIn('admin', await testWorkspace(server.database))
  const config = await client(visitor)
  const { customer, plan } = await begun(config)
  const setup = { type: 'one_time', description: '初期設定', amount_in_cents: 55_000, tax_amount_in_cents: 5000 }
  const first = monthly(1, 11_000, { plan_uuid: plan.uuid })
  const refund = (amount?: number) => ({
    date: month(2025, 2),
    type: 'refund',
    result: 'successful',
    amount_in_cents: amount,
  })
  const mixed = { ...first, line_items: [...first.line_items, setup], transactions: [refund(3000)] }
  const invoices = [mixed, monthly(2, 11_000, { plan_uuid: plan.uuid })]
  const { invoices: kept } = await ChartMogul.Invoice.create(config, customer.uuid, { invoices })
  // The list knows a customer as soon as its facts are there, which is after the delivery was answered.
  const accounts = async () => (await visitor.api.accounts.list({})).rows
  await expect.poll(accounts).toHaveLength(1)
  const { id } = (await accounts())[0]!
  const line = async () => (await visitor.api.revenue.list({ id })).rows[0]!.lines[0]!
  // Somebody noted by hand what billing tells of later: it is the same refund.
  await visitor.api.revenue.lines.refund({ id: (await line()).id, on: '2025-02-01', amount: 5000 })
  await ChartMogul.Transaction.create(config, kept[1].uuid, refund(5500))
  expect((await line()).refunds).toMatchObject([{ on: '2025-02-01', amount: 5000 }])
  await ChartMogul.Transaction.create(config, kept[1].uuid, { ...refund(2200), date: month(2025, 3) })
  expect((await line()).refunds).toMatchObject([{ amount: 5000 }, { on: '2025-03-01', amount: 2000 }])
  await ChartMogul.Invoice.create(config, customer.uuid, { invoices })
  expect((await line()).refunds).toHaveLength(2)
  const apart = await visitor.api.revenue.billedApart({ id })
  expect(apart.items).toMatchObject([{ what: '初期設定', amount: 50_000, currency: 'JPY', source: '請求システム' }])
  expect(apart.refunds.map(({ amount, products }) => [amount, products])).toEqual([
    [5500, ['スタンダード']],
    [2200, ['スタンダード']],
    [3000, []],
  ])
})

const secret = 'whsec_c2VjcmV0IG9mIHRoZSB0ZXN0'
const day = (on: string) => Date.parse(`${on}T00:00:00+09:00`) / 1000

/** Sends an event as Stripe would, signed by its own library. */
async function deliver(address: string, event: object, more: { secret?: string; timestamp?: number } = {}) {
  const payload = JSON.stringify(event)
  const header = new Stripe('sk_test_none').webhooks.generateTestHeaderString({ payload, secret, ...more })
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': header },
    body: payload,
  })
  return answer.status
}

const subscription = (on: string, kind: string, more: object = {}, amount = 5000, quantity = 2) => ({
  id: `evt_${kind}_${on}`,
  object: 'event',
  type: `customer.subscription.${kind}`,
  created: day(on),
  data: {
    object: {
      id: 'sub_9',
      customer: 'cus_9',
      status: 'active',
      start_date: day('2026-01-01'),
      discounts: [],
      items: {
        data: [
          {
            id: 'si_1',
            quantity,
            current_period_end: day('2026-05-01'),
            price: {
              id: 'price_1',
              currency: 'jpy',
              nickname: 'チーム',
              unit_amount: amount,
              product: 'prod_1',
              recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
            },
          },
        ],
      },
      ...more,
    },
  },
})

test('events signed by Stripe become contracts, out of order and repeated; others are refused or counted', async () => {
  const visitor = await server.signIn('admin', await testWorkspace(server.database))
  const { source } = await visitor.api.billing.create({ kind: 'stripe', name: 'Stripe' })
  const { address } = source
  expect(await deliver(address, subscription('2026-01-01', 'created'))).toBe(400)
  await visitor.api.billing.putSecret({ id: source.id, secret })
  const events = [
    subscription('2026-03-01', 'updated', {}, 5000, 3),
    subscription('2026-01-01', 'created'),
    subscription(
      '2026-04-10',
      'deleted',
      { status: 'canceled', ended_at: day('2026-04-10'), canceled_at: day('2026-04-02') },
      5000,
      3,
    ),
    subscription('2026-03-01', 'updated', {}, 5000, 3),
    {
      id: 'evt_customer',
      type: 'customer.created',
      created: day('2026-01-01'),
      data: { object: { id: 'cus_9', name: '株式会社 緑川', email: 'a@example.co.jp' } },
    },
  ]
  for (const event of events) expect(await deliver(address, event)).toBe(200)
  expect(await deliver(address, subscription('2026-02-01', 'updated'), { secret: 'whsec_another_secret' })).toBe(400)
  expect(await deliver(address, subscription('2026-02-01', 'updated'), { timestamp: Date.now() / 1000 - 400 })).toBe(
    400,
  )
  expect(await deliver(address, { ...events[4]!, id: 'evt_x', type: 'payout.paid' })).toBe(200)

  const { sources } = await visitor.api.billing.list()
  expect(sources[0]).toMatchObject({ customers: 1, subscriptions: 1, received: 4, hasSecret: true })
  expect(sources[0]!.unused.map(({ rule, times, subjects }) => [rule, times, subjects])).toEqual([
    ['bad_signature', 2, []],
    ['unknown_event', 1, ['payout.paid']],
  ])
  // The list knows a customer as soon as its facts are there, which is after the delivery was answered.
  const accounts = async () => (await visitor.api.accounts.list({})).rows
  await expect.poll(accounts).toMatchObject([{ name: '株式会社 緑川' }])
  const account = (await accounts())[0]!
  const { rows } = await visitor.api.revenue.list({ id: account.id })
  expect(rows[0]!.lines[0]!.versions).toMatchObject([
    { startOn: '2026-01-01', endOn: '2026-03-01', amount: 10_000, quantity: 2 },
    { startOn: '2026-03-01', endOn: '2026-04-10', amount: 15_000, quantity: 3 },
  ])
  await visitor.api.billing.revoke({ id: source.id })
  expect(await deliver(address, events[0]!)).toBe(404)
})
