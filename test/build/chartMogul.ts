import ChartMogul from 'chartmogul-node'

export type Config = InstanceType<typeof ChartMogul.Config> & { retries?: number }

/** A month's first moment as API clients write it. */
export const month = (year: number, number: number) => `${year}-${String(number).padStart(2, '0')}-01 00:00:00`

/** An invoice for one month of a subscription. */
export const monthly = (number: number, amount: number, more: object = {}, subscription = 'sub_1') => ({
  external_id: `INV-${subscription}-${number}`,
  date: month(2025, number),
  currency: 'JPY',
  line_items: [
    {
      type: 'subscription',
      subscription_external_id: subscription,
      plan_uuid: '',
      service_period_start: month(2025, number),
      service_period_end: month(number === 12 ? 2026 : 2025, (number % 12) + 1),
      amount_in_cents: amount,
      tax_amount_in_cents: amount / 11,
      quantity: 1,
      ...more,
    },
  ],
  transactions: [{ date: month(2025, number), type: 'payment', result: 'successful' }],
})

/** A data source with a customer and a plan. */
export async function begun(config: Config) {
  const source = await ChartMogul.DataSource.create(config, { name: 'In-house billing' })
  const of = { data_source_uuid: source.uuid }
  const customer = await ChartMogul.Customer.create(config, { ...of, external_id: 'c-1', company: '株式会社 青空商事' })
  const plan = await ChartMogul.Plan.create(config, {
    ...of,
    external_id: 'p-1',
    name: 'スタンダード',
    interval_count: 1,
    interval_unit: 'month',
  })
  return { source, customer, plan }
}
