import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, day, type Day } from '#kernel/day.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import { testEvents } from '#test/servers/events.ts'
import type { Counting, MetricDefinition, OwnMetric } from '../core/definition.ts'
import { type CountedRow, daysQueries, metricValues, nowQueries, pastStatement } from '../core/ownPlan.ts'
import { counting } from '../core/readyMade.ts'

const asOf = day('2026-03-31')
const first = addDays(asOf, -100)
const newId = () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))

type Use = { ago: number; hour: number; user: string; event: string; kind: 'track' | 'page'; props: object }
const use = fc.record({
  ago: fc.oneof(fc.nat(35), fc.nat(100)),
  hour: fc.nat(23),
  user: fc.constantFrom('', 'u1', 'u2', 'u3'),
  event: fc.constantFrom('open', 'save', 'export'),
  kind: fc.constantFrom('track', 'page'),
  props: fc.oneof(
    fc.constant({}),
    fc.record({
      size: fc.integer({ min: -3, max: 40 }),
      plan: fc.constantFrom('pro', 'free'),
      'a b.c`': fc.constant(1),
    }),
  ),
}) satisfies fc.Arbitrary<Use>

const span = fc.constantFrom<Counting['over']>(1, 7, 28, 'month', 'all')
const countings = fc.oneof(
  fc.record({
    of: fc.constantFrom<Counting['of']>('count', 'users', 'days', 'weeks', 'user_days', 'features'),
    over: span,
    events: fc.subarray(['open', 'save', "it's"]),
    actionsOnly: fc.boolean(),
    where: fc.subarray([{ property: 'plan', operator: '==' as const, value: 'pro' }]),
    property: fc.constant(null),
  }),
  fc.record({
    of: fc.constantFrom<Counting['of']>('sum', 'avg', 'max', 'last'),
    over: span,
    events: fc.subarray(['open', 'save']),
    actionsOnly: fc.boolean(),
    where: fc.subarray([{ property: 'size', operator: '>=' as const, value: 5 }]),
    property: fc.constant('size'),
  }),
)

/** Definitions that can be counted. */
const metric = fc
  .record({ a: countings, b: countings, ratio: fc.boolean(), compared: fc.boolean() })
  .map(({ a, b, ratio, compared }): OwnMetric => {
    const all = a.over === 'all' || (ratio && b.over === 'all')
    const value: MetricDefinition['value'] = ratio
      ? { is: 'ratio', part: a, whole: b, times: 100 }
      : { is: 'counting', counting: a }
    const label = { ja: '指標', en: 'Metric' }
    return { key: 'm', label, help: null, unit: ratio ? 'percent' : null, value, compared: compared && !all }
  })

let events: EventStore
beforeAll(() => {
  events = testEvents()
})

async function put(workspace: string, account: string, uses: readonly Use[]): Promise<void> {
  const rows = uses.map(({ ago, hour, user, event, kind, props }, i) => {
    const on = addDays(asOf, -ago)
    const at = Date.parse(on) + hour * 3_600_000 + i // instants differ, as those of real events do
    const shared = {
      workspace_id: workspace,
      account_id: account,
      day: on,
      kind,
      event,
      user_key: user,
      person_key: user,
    }
    return { shared, at, props, message: newId(), chunk: i + 1 }
  })
  const ofEvents = rows.map((r) => ({
    ...r.shared,
    at: r.at,
    props: r.props,
    message: r.message,
    received_at: r.at,
    version: 1,
  }))
  const ofDays = rows.map((r) => ({ ...r.shared, chunk: r.chunk, uses: 1, last_at: r.at, version: 1 }))
  const text = (some: readonly object[]) => Buffer.from(some.map((row) => JSON.stringify(row)).join('\n'))
  await events.insert('events', text(ofEvents))
  await events.insert('usage_days', text(ofDays))
}

/** A counting as one would make it by hand. */
function byHand(all: readonly Use[], c: Counting, on: number): number | null {
  const dated = all.map((u) => ({ ...u, day: addDays(asOf, -u.ago) }))
  const shown = addDays(asOf, -on)
  const inside = (d: Day) =>
    d <= shown &&
    (c.over === 'all' || (c.over === 'month' ? d.slice(0, 7) === shown.slice(0, 7) : d > addDays(shown, -c.over)))
  const holds = ({ property, operator, value }: Counting['where'][number], props: Record<string, unknown>) =>
    operator === '==' ? props[property] === value : Number(props[property]) >= Number(value)
  const those = dated.filter(
    (u) =>
      inside(u.day) &&
      (c.events.length === 0 || c.events.includes(u.event)) &&
      (!c.actionsOnly || u.kind === 'track') &&
      c.where.every((t) => holds(t, u.props as Record<string, unknown>)),
  )
  const distinct = (of: (u: (typeof those)[number]) => unknown) => new Set(those.map(of)).size
  const numbers = those.flatMap((u, i) =>
    'size' in u.props ? [{ n: u.props.size as number, ago: u.ago, hour: u.hour, i }] : [],
  )
  const sum = numbers.reduce((total, { n }) => total + n, 0)
  const named = those.filter((u) => u.user !== '')
  switch (c.of) {
    case 'count':
      return those.length
    case 'users':
      return new Set(named.map((u) => u.user)).size
    case 'user_days':
      return new Set(named.map((u) => `${u.user} ${u.ago}`)).size
    case 'days':
      return distinct((u) => u.ago)
    case 'weeks':
      return distinct((u) => Math.floor((u.ago - on) / 7))
    case 'features':
      return distinct((u) => u.event)
    case 'sum':
      return sum
    case 'avg':
      return numbers.length === 0 ? null : sum / numbers.length
    case 'max':
      return numbers.length === 0 ? null : Math.max(...numbers.map(({ n }) => n))
    default: {
      const ordered = numbers.toSorted((a, b) => b.ago - a.ago || a.hour - b.hour || a.i - b.i)
      return ordered.at(-1)?.n ?? null
    }
  }
}

async function nowOf(workspace: string, accounts: readonly string[], one: OwnMetric, on: Day) {
  const rows = new Map<string, Record<string, number | string | null>>()
  for (const { sql, params } of nowQueries([one], { workspaceId: workspace, accounts }, on))
    for (const row of await events.query<CountedRow>(sql, params))
      rows.set(row.account, { ...rows.get(row.account), ...row })
  return new Map(accounts.map((id) => [id, metricValues([one], rows.get(id), null)]))
}

describe('metrics of a company', () => {
  test('are what one would count by hand, whatever the definition and the use', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(use, { minLength: 1, maxLength: 30 }), metric, fc.nat(40), async (uses, one, on) => {
        const [workspace, account] = [newId(), newId()]
        await put(workspace, account, uses)
        const found = (await nowOf(workspace, [account], one, addDays(asOf, -on))).get(account)!
        const { value } = one
        const hand = (c: Counting) => byHand(uses, c, on)
        const share = (part: number | null, whole: number | null) =>
          part === null || !whole ? null : Math.floor((part / whole) * 1000 + 0.5) / 10
        const by =
          value.is === 'counting' ? hand(value.counting) : share(hand(value.part), hand(value.whole as Counting))
        if (by === null) expect(found['m']).toBeNull()
        else expect(Math.abs(Number(found['m']) - by)).toBeLessThan(0.11)
      }),
      { numRuns: 40 },
    )
  })

  test('have a window before that is the same window as it was then', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(use, { minLength: 1, maxLength: 20 }), countings, async (uses, c) => {
        if (c.over === 'all' || c.over === 'month' || c.of === 'weeks') return
        const [workspace, account] = [newId(), newId()]
        await put(workspace, account, uses)
        const label = { ja: '指標', en: 'Metric' }
        const one: OwnMetric = {
          key: 'm',
          label,
          help: null,
          unit: null,
          value: { is: 'counting', counting: c },
          compared: true,
        }
        const now = (await nowOf(workspace, [account], one, asOf)).get(account)!
        const then = (await nowOf(workspace, [account], one, addDays(asOf, -c.over))).get(account)!
        expect(now['m.previous']).toEqual(then['m'])
      }),
      { numRuns: 15 },
    )
  })

  test('are filled for the past with what would have been computed on each day', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(use, { minLength: 1, maxLength: 25 }), metric, async (uses, one) => {
        const [workspace, account, other] = [newId(), newId(), newId()]
        await put(workspace, account, uses)
        await put(workspace, other, [{ ...uses[0]!, ago: 50 }])
        await fill(workspace, one)
        for (const on of [0, 1, 5, 29, 30, 31, 60, 99]) {
          const shown = addDays(asOf, -on)
          const kept = await keptOn(workspace, account, shown)
          const computed = uses.some((u) => u.ago >= on)
            ? (await nowOf(workspace, [account], one, shown)).get(account)!
            : {}
          for (const key of Object.keys(computed))
            expect([shown, key, kept[key] ?? null]).toEqual([shown, key, computed[key]])
          if (Object.keys(computed).length === 0) expect(kept).toEqual({})
        }
      }),
      { numRuns: 25 },
    )
  })

  test('have a daily line of an account that is its value on each day', async () => {
    const [workspace, account] = [newId(), newId()]
    const uses: Use[] = [0, 3, 8, 8, 20].map((ago, i) => ({
      ago,
      hour: i,
      user: `u${i % 3}`,
      event: 'open',
      kind: 'track',
      props: {},
    }))
    await put(workspace, account, uses)
    const one: OwnMetric = {
      key: 'm',
      label: { ja: '', en: '' },
      help: null,
      unit: null,
      value: { is: 'counting', counting: counting('users', 7) },
      compared: false,
    }
    const [query] = daysQueries(
      [one],
      { workspaceId: workspace, accounts: [account] },
      { from: addDays(asOf, -30), to: asOf },
    )
    const rows = await events.query<CountedRow>(query!.sql, query!.params)
    expect(rows).toHaveLength(21)
    for (const row of rows) {
      const on = (await nowOf(workspace, [account], one, row.shown_on!)).get(account)!
      expect([row.shown_on, metricValues([one], row, null)]).toEqual([row.shown_on, on])
    }
  })
})

/** Month by month, as the job does it. */
async function fill(workspace: string, one: OwnMetric): Promise<void> {
  for (const [from, to] of [
    [addDays(first, -1), addDays(asOf, -60)],
    [addDays(asOf, -60), addDays(asOf, -20)],
    [addDays(asOf, -20), asOf],
  ] as const) {
    const ends: number[] = []
    for (let d: Day = from; d <= to; d = addDays(d, 1)) ends.push(Date.parse(addDays(d, 1)) - 1)
    const { sql, params } = pastStatement(
      one,
      { workspaceId: workspace, accounts: null },
      { from, to },
      { fact: 'm', ends },
    )
    await events.command(sql, params)
  }
}

async function keptOn(workspace: string, account: string, on: Day): Promise<Record<string, number | null>> {
  const rows = await events.query<{ fact: string; number: [number | null] }>(
    `select fact, argMax(tuple(number), known_at) as number from fact_history where workspace_id = {workspace:UUID}
     and account_id = {account:UUID} and known_at < toDateTime64({next:String}, 3, 'UTC') group by fact`,
    { workspace, account, next: addDays(on, 1) },
  )
  return Object.fromEntries(rows.map(({ fact, number }) => [fact, number[0]]))
}
