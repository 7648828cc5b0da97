import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { uuidV7 } from '#kernel/id.ts'
import { sharedData } from '#test/build/shared.ts'
import { testEvents } from '#test/servers/events.ts'
import type { Counting, MetricValue } from '../core/definition.ts'
import { type CountedRow, metricValues, nowQueries } from '../core/ownPlan.ts'
import { counting } from '../core/readyMade.ts'

const folder = path.join(sharedData, '../cases/metrics')
const there = fs.existsSync(folder)
const events = testEvents()
const newId = () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
const asOf = day('2026-03-31')

type Input = Record<string, number>
type Event = { event: string; times?: number; props?: Record<string, number> }
type Said = { value: MetricValue; events: Event[] }

const of = (event: string, where: Counting['where'] = []) => counting('count', 'month', { events: [event], where })
const sum = (...names: string[]) => counting('sum', 'month', { events: names, property: 'amount' })
const ratio = (part: Counting, whole: Counting, times: number): MetricValue => ({ is: 'ratio', part, whole, times })
const many = (event: string, times: number, props: Record<string, number> = {}): Event => ({ event, times, props })
const amounts = (input: Input, names: readonly string[]): Event[] =>
  names.map((event) => ({ event, props: { amount: input[event] ?? 0 } }))

const answers = (score: number, from: number) =>
  ratio(of('answer', [{ property: 'score', operator: '>=', value: from }]), of('answer'), score)
const quick = (input: Input): Said => ({
  value: ratio(sum('new', 'expansion'), sum('churn', 'contraction'), 1),
  events: amounts(input, ['new', 'expansion', 'churn', 'contraction']),
})

/** Cases that the language of metrics can say: as events, and as what is counted of them; the answer's key beside. */
const said: Record<string, [string, (input: Input) => Said]> = {
  'csat-150-of-250': [
    'csat',
    (i) => ({
      value: answers(100, 4),
      events: [
        many('answer', i['positive']!, { score: 5 }),
        many('answer', i['total']! - i['positive']!, { score: 2 }),
      ],
    }),
  ],
  'csat-45-of-50': [
    'csat',
    (i) => ({
      value: answers(100, 4),
      events: [
        many('answer', i['positive']!, { score: 4 }),
        many('answer', i['total']! - i['positive']!, { score: 3 }),
      ],
    }),
  ],
  'ces-delighted': [
    'ces',
    (i) => ({
      value: answers(100, 4),
      events: [
        many('answer', i['disagree']!, { score: 1 }),
        many('answer', i['neutral']!, { score: 3 }),
        many('answer', i['agree']!, { score: 5 }),
      ],
    }),
  ],
  'ces-simplesat-80': [
    'ces',
    (i) => ({
      value: answers(100, i['positive_from']!),
      events: [many('answer', i['positive']!, { score: 6 }), many('answer', i['negative']!, { score: 2 })],
    }),
  ],
  'trial-to-paid-cohort': [
    'rate',
    (i) => ({
      value: ratio(of('converted'), of('started'), 1),
      events: [many('started', i['started']!), many('converted', i['converted']!)],
    }),
  ],
  'quick-ratio-3-5': ['ratio', quick],
  'quick-ratio-nothing-lost': ['ratio', quick],
  'quick-ratio-without-reactivation': ['ratio', quick],
  'customer-churn-article-ja': [
    'rate',
    (i) => ({
      value: ratio(of('churned'), of('there'), 1),
      events: [many('there', i['customers_start']!), many('churned', i['churned']!)],
    }),
  ],
  'renewal-logo-vs-dollar': [
    'logo',
    (i) => ({
      value: ratio(of('renewed'), of('up'), 1),
      events: [many('up', i['accounts_up']!), many('renewed', i['accounts_renewed']!)],
    }),
  ],
  'arpa-30m-20k': [
    'arpa',
    (i) => ({
      value: ratio(sum('revenue'), of('customer'), 1),
      events: [...amounts(i, ['revenue']), many('customer', i['customers']!)],
    }),
  ],
  'cac-2000': [
    'cac',
    (i) => ({
      value: ratio(sum('sales_and_marketing'), of('won'), 1),
      events: [...amounts(i, ['sales_and_marketing']), many('won', i['new_customers']!)],
    }),
  ],
}

test.skipIf(!there)(`worked examples come out as printed${there ? '' : ' (no ../shared/cases here)'}`, async () => {
  for (const [id, [key, say]] of Object.entries(said)) {
    const { input, expected } = JSON.parse(fs.readFileSync(path.join(folder, `${id}.json`), 'utf8'))
    const { value, events: uses } = say(input as Input)
    expect([id, await counted(value, uses)]).toEqual([id, expected[key]])
  }
})

test.skipIf(!there)('the mean time to value of those who reached it comes out as printed', async () => {
  const { input, expected } = JSON.parse(fs.readFileSync(path.join(folder, 'ttv-average-days.json'), 'utf8'))
  const reached = (input.accounts as { start: string; value: string | null }[]).filter((one) => one.value !== null)
  const days = reached.map(({ start, value }) => (Date.parse(value!) - Date.parse(start)) / 86_400_000)
  const mean = counting('avg', 'all', { events: ['reached'], property: 'days' })
  const uses = days.map((one) => many('reached', 1, { days: one }))
  expect(await counted({ is: 'counting', counting: mean }, uses)).toBe(expected.average)
})

async function counted(value: MetricValue, uses: readonly Event[]): Promise<number | string | null> {
  const [workspace, account] = [newId(), newId()]
  const rows = uses.map(({ event, times = 1, props = {} }, i) => {
    const on = {
      workspace_id: workspace,
      account_id: account,
      kind: 'track',
      event,
      day: asOf,
      user_key: 'u',
      person_key: 'u',
    }
    const at = Date.parse(asOf) + i
    return {
      inEvents: { ...on, at, message: newId(), quantity: times, received_at: at, props, version: 1 },
      inDays: { ...on, chunk: i + 1, uses: times, last_at: at, version: 1 },
    }
  })
  const lines = (some: readonly object[]) => Buffer.from(some.map((row) => JSON.stringify(row)).join('\n'))
  await events.insert('events', lines(rows.map((row) => row.inEvents)))
  await events.insert('usage_days', lines(rows.map((row) => row.inDays)))
  const metric = { key: 'm', label: { ja: '', en: '' }, help: null, unit: null, value, compared: false }
  const found: Record<string, number | string | null> = {}
  for (const { sql, params } of nowQueries([metric], { workspaceId: workspace, accounts: [account] }, asOf))
    for (const row of await events.query<CountedRow>(sql, params)) Object.assign(found, row)
  return metricValues([metric], found, null)['m'] ?? null
}
