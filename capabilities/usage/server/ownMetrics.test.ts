import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, addMonths, day, type Day } from '#kernel/day.ts'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import { testEvents } from '#test/servers/events.ts'
import type { Counting, MetricDefinition, OwnMetric, PeopleValue } from '../core/definition.ts'
import { median } from '../core/distribution.ts'
import { type CountedRow, metricValues, nowQueries } from '../core/ownPlan.ts'
import { pastStatement } from '../core/past.ts'
import { dailyLine } from './metricPreview.ts'

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

const span = fc.constantFrom<Counting['over']>(1, 7, 10, 28, 'month', 'all')
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

const label = { ja: '指標', en: 'Metric' }

/** Definitions that can be counted, of people and of accounts. */
const people = fc
  .record({
    each: countings,
    over: fc.constantFrom(1, 7, 28),
    together: fc.constantFrom<PeopleValue['together']>('median', 'max', 'share'),
    compared: fc.boolean(),
  })
  .filter(({ each }) => !['users', 'user_days'].includes(each.of))
  .map(({ each, over, together, compared }): OwnMetric => {
    const value = { is: 'people' as const, each: { ...each, over }, together, atLeast: together === 'share' ? 2 : null }
    return { key: 'm', label, help: null, unit: together === 'share' ? 'percent' : null, value, compared }
  })
const ofAccounts = fc
  .record({ a: countings, b: countings, ratio: fc.boolean(), compared: fc.boolean() })
  .map(({ a, b, ratio, compared }): OwnMetric => {
    const all = a.over === 'all' || (ratio && b.over === 'all')
    const value: MetricDefinition['value'] = ratio
      ? { is: 'ratio', part: a, whole: b, times: 100 }
      : { is: 'counting', counting: a }
    return { key: 'm', label, help: null, unit: ratio ? 'percent' : null, value, compared: compared && !all }
  })

const asMetric = (one: Counting, compared: boolean): OwnMetric => ({
  key: 'm',
  label,
  help: null,
  unit: null,
  value: { is: 'counting', counting: one },
  compared,
})

/** One workspace for all properties: a random definition is tried on the random use of many accounts at once. */
const workspace = newId() as WorkspaceId
const world = new Map(
  fc.sample(fc.array(use, { minLength: 1, maxLength: 30 }), 24).map((uses) => [newId(), uses] as const),
)
const accounts = [...world.keys()]

const metric = fc.oneof({ weight: 2, arbitrary: ofAccounts }, { weight: 1, arbitrary: people })

let events: EventStore
beforeAll(async () => {
  events = testEvents()
  const rows = [...world].flatMap(([account, uses]) => uses.map((one, i) => rowsOf(account, one, i)))
  const text = (some: readonly object[]) => Buffer.from(some.map((row) => JSON.stringify(row)).join('\n'))
  await events.insert('events', text(rows.map((row) => row.event)))
  await events.insert('usage_days', text(rows.map((row) => row.day)))
})

function rowsOf(account: string, { ago, hour, user, event, kind, props }: Use, i: number) {
  const on = addDays(asOf, -ago)
  const at = Date.parse(on) + hour * 3_600_000 + i // instants differ, as those of real events do
  const shared = { workspace_id: workspace, account_id: account, day: on, kind, event, version: 1 }
  const who = { user_key: user, person_key: user }
  return {
    event: { ...shared, ...who, at, props, message: newId(), received_at: at },
    day: { ...shared, ...who, chunk: i + 1, uses: 1, last_at: at },
  }
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

/** What a metric of each account is on a day, by key. */
async function nowOf(one: OwnMetric, on: Day): Promise<Map<string, Record<string, number | string | null>>> {
  const rows = new Map<string, Record<string, number | string | null>>()
  for (const { sql, params } of nowQueries([one], { workspaceId: workspace, accounts }, on))
    for (const row of await events.query<CountedRow>(sql, params))
      rows.set(row.account, { ...rows.get(row.account), ...row })
  return new Map(accounts.map((id) => [id, metricValues([one], rows.get(id), null)]))
}

/** Each person by hand, then together. */
function peopleByHand(uses: readonly Use[], { each, together, atLeast }: PeopleValue, on: number): number | null {
  const there = uses.filter((u) => u.user !== '' && u.ago >= on && u.ago < on + Number(each.over))
  const all = [...Map.groupBy(there, (u) => u.user).values()].map((own) => byHand(own, each, on))
  if (all.length === 0) return null
  if (together === 'share') return share(all.filter((n) => n !== null && n >= atLeast!).length, all.length)
  const known = all.filter((n) => n !== null)
  return together === 'median' ? median(known) : known.length === 0 ? null : Math.max(...known)
}

const share = (part: number | null, whole: number | null) =>
  part === null || !whole ? null : Math.floor((part / whole) * 1000 + 0.5) / 10

describe('metrics of a company', () => {
  test('are what one would count by hand, whatever the definition and the use', async () => {
    await fc.assert(
      fc.asyncProperty(metric, fc.nat(40), async (one, on) => {
        const found = await nowOf(one, addDays(asOf, -on))
        for (const [account, uses] of world) {
          const { value } = one
          const hand = (c: Counting) => byHand(uses, c, on)
          const by =
            value.is === 'people'
              ? peopleByHand(uses, value, on)
              : value.is === 'counting'
                ? hand(value.counting)
                : share(hand(value.part), hand(value.whole as Counting))
          const shown = found.get(account)!['m']
          if (by === null) expect(shown, JSON.stringify(uses)).toBeNull()
          else expect(Math.abs(Number(shown) - by), JSON.stringify(uses)).toBeLessThan(0.11)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('have a window before that is the same window as it was then', async () => {
    await fc.assert(
      fc.asyncProperty(countings, async (c) => {
        if (c.over === 'all') return
        const now = await nowOf(asMetric(c, true), asOf)
        const then = await nowOf(asMetric(c, true), c.over === 'month' ? addMonths(asOf, -1) : addDays(asOf, -c.over))
        for (const account of accounts) expect(now.get(account)!['m.previous']).toEqual(then.get(account)!['m'])
      }),
      { numRuns: 12 },
    )
  })

  test('are filled for the past with what would have been computed on each day', async () => {
    let runs = 0
    const looked = fc.uniqueArray(fc.nat(99), { minLength: 3, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(metric, looked, async (one, agos) => {
        const fact = `filled${++runs}`
        await fill(one, fact)
        for (const ago of [0, 31, ...agos]) {
          const shown = addDays(asOf, -ago)
          const [kept, computed] = await Promise.all([keptOn(fact, shown), nowOf(one, shown)])
          for (const [account, uses] of world) {
            const begun = uses.some((u) => u.ago >= ago)
            const expected = Object.entries(begun ? computed.get(account)! : {}).filter(([, value]) => value !== null)
            const found = Object.entries(kept.get(account) ?? {}).filter(([, value]) => value !== null)
            const named = found.map(([key, value]) => [key.replace(fact, 'm'), value])
            expect(Object.fromEntries(named), `${shown} ${JSON.stringify(uses)}`).toEqual(Object.fromEntries(expected))
          }
        }
      }),
      { numRuns: 5 },
    )
  })

  test('have a daily line of an account that is its value on each day', async () => {
    const [account, uses] = [...world].find(([, some]) => some.some((u) => u.ago > 30))!
    await fc.assert(
      fc.asyncProperty(countings, async (c) => {
        const line = { account: { id: account, seats: null }, from: addDays(asOf, -30), to: asOf }
        const points = await dailyLine({ events, workspaceId: workspace }, asMetric(c, false), line)
        expect(points).toHaveLength(31)
        for (const { day: on, value } of [points[0]!, points[17]!, points[30]!])
          expect([on, value, uses]).toEqual([on, (await nowOf(asMetric(c, false), on)).get(account)!['m'], uses])
      }),
      { numRuns: 10 },
    )
  })
})

/** Some accounts after the others, as the job does it. */
async function fill(one: OwnMetric, fact: string): Promise<void> {
  const whole = { from: first, to: asOf }
  const ends: number[] = []
  for (let d: Day = first; d <= asOf; d = addDays(d, 1)) ends.push(Date.parse(addDays(d, 1)) - 1)
  const [{ middle } = { middle: '' }] = await events.query<{ middle: string }>(
    `select toString(arraySort(groupArray(id))[12]) as middle from (select arrayJoin({accounts:Array(UUID)}) as id)`,
    { accounts },
  )
  for (const range of [
    { after: null, upTo: middle },
    { after: middle, upTo: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
  ]) {
    const { sql, params } = pastStatement(one, { workspaceId: workspace, accounts: range }, whole, { fact, ends })
    await events.command(sql, params)
  }
}

async function keptOn(fact: string, on: Day): Promise<Map<string, Record<string, number | null>>> {
  const rows = await events.query<{ account: string; fact: string; number: [number | null] }>(
    `select toString(account_id) as account, fact, argMax(tuple(number), known_at) as number from fact_history
     where workspace_id = {workspace:UUID} and (fact = {fact:String} or startsWith(fact, concat({fact:String}, '.')))
       and known_at < toDateTime64({next:String}, 3, 'UTC') group by account_id, fact`,
    { workspace, fact, next: addDays(on, 1) },
  )
  const kept = new Map<string, Record<string, number | null>>()
  for (const row of rows) kept.set(row.account, { ...kept.get(row.account), [row.fact]: row.number[0] })
  return kept
}
