import { setImmediate as pause } from 'node:timers/promises'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { evaluator, type ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import { type Gate, gatesOf } from '#capabilities/facts/core/condition/gates.ts'
import { factsOf, movesWithClock } from '#capabilities/facts/core/condition/tree.ts'
import { factCourses, factOnDays, historyBegins, startOfDay } from '#capabilities/facts/server/index.ts'
import { addDays, type Day, dayOf, daysBetween } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { type Fired, judge, type Judgement, type Loss, type Share, usualShare } from '../core/judge.ts'
import { type Change, type DayStart, replay, type Replayed } from '../core/replay.ts'
import type { SignalRule } from '../core/rule.ts'

type Watching = Pick<SignalRule, 'condition' | 'scope' | 'holdDays' | 'coolDownDays'>

export type Asked = {
  events: EventStore
  workspace: Workspace
  catalogue: Catalogue
  rule: Watching
  now: Date
  today: Day
  /** How many days are looked at, up to today. */
  days: number
  /** Days between a firing and a loss within which it counts for it. */
  horizon: number
  openDays: number
}

export type RuleReplay = {
  from: Day | null
  unkept: string[]
  customers: number
  judgement: Judgement
  usual: Share | null
  /** Those for which it holds now, and has for as long as it must. */
  holding: AccountId[]
}

/** The fact by which an account is known to be there. */
const presence = 'account.name'
const accountsAtOnce = 1000
/** Accounts after which others are served. */
const breath = 100

/**
 * What a rule would have done in the past, as the past was known then. Of every thousand accounts, one question for each
 * fact that the rule asks about, and only what can matter to it (`gatesOf`); the losses and the customers of then are one question each.
 */
export async function replayRule(asked: Asked): Promise<RuleReplay> {
  const { events, workspace, catalogue, rule, today, horizon } = asked
  const [condition, scope] = [readCondition(rule.condition, catalogue), readCondition(rule.scope, catalogue)]
  if (!condition.ok || !scope.ok) throw new Error('only a rule that can be read is replayed')
  const both = [condition.value, scope.value]
  const facts = [...new Set([presence, ...both.flatMap(factsOf)])].filter((key) => !catalogue.get(key)?.derived)
  const gates = gatesOf(both)
  const unkept = facts.filter((key) => catalogue.get(key)?.kept === false)
  const begins = await historyBegins(events, workspace.id)
  // Of a fact that nobody asked for until lately, nothing is known before.
  const younger = facts.flatMap((key) => catalogue.get(key)?.keptFrom ?? []).map((at) => Date.parse(at))
  const first = begins === null ? null : dayOf(Math.max(begins, ...younger), workspace.timeZone)
  const from = first === null ? null : later(first, addDays(today, 1 - asked.days))
  if (first === null || from === null || unkept.length > 0)
    return {
      from,
      unkept,
      customers: 0,
      judgement: judge([], [], { from: today, to: today, horizon }),
      usual: null,
      holding: [],
    }

  const starts = dayStarts(later(first, addDays(from, -horizon)), today, workspace.timeZone)
  const moment = { currency: workspace.currency, timeZone: workspace.timeZone }
  const [isTrue, inScope] = [evaluator(condition.value), evaluator(scope.value)]
  const watched: Replayed = {
    holdDays: rule.holdDays,
    coolDownDays: rule.coolDownDays,
    openDays: asked.openDays,
    movesWithClock: both.some(movesWithClock),
    isThere: (read) => read(presence) !== null,
    holds: (read: ReadFact, day) => isTrue(read, { ...moment, today: day }) && inScope(read, { ...moment, today: day }),
  }
  const [accounts, lost] = [await accountsKnown(asked), await lossesKnown(asked)]
  const [fired, holding]: [Fired[], AccountId[]] = [[], []]
  const pages = Array.from({ length: Math.ceil(accounts.length / accountsAtOnce) }, (_, n) =>
    accounts.slice(n * accountsAtOnce, (n + 1) * accountsAtOnce),
  )
  const reading = (page: AccountId[] = []) => {
    const courses = coursesOf(asked, { facts, gates }, page, starts[0]!.at)
    courses.catch(() => {}) // told to whoever waits for the page; nobody does where an earlier one failed
    return courses
  }
  let next = reading(pages[0])
  for (const [number, page] of pages.entries()) {
    const courses = await next
    next = reading(pages[number + 1]) // the store reads on while this page is looked at
    for (const [index, account] of page.entries()) {
      if (index % breath === 0) await pause()
      const course = courses.get(account)
      if (!course) continue
      const told = replay(watched, course, starts, asked.now.getTime())
      for (const { day } of told.firings) fired.push({ account, day })
      if (told.holds && told.heldLong) holding.push(account)
    }
  }
  const looks = await customersThen(asked, from)
  return {
    from,
    unkept,
    customers: accounts.length,
    judgement: judge(fired, lost, { from, to: today, horizon }),
    usual: usualShare(looks, lost, horizon),
    holding,
  }
}

const later = (a: Day, b: Day): Day => (a > b ? a : b)

function dayStarts(from: Day, to: Day, timeZone: string): DayStart[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => {
    const day = addDays(from, n)
    return { day, at: startOfDay(day, timeZone) }
  })
}

/**
 * How some facts of a page of accounts went, in one order of time; what was known at the start comes first. Facts with a
 * gate are asked first, and of the others only accounts that ever pass: the rest is left out.
 */
async function coursesOf(
  { events, workspace, catalogue }: Asked,
  { facts, gates }: { facts: readonly string[]; gates: ReadonlyMap<string, Gate> },
  accounts: readonly AccountId[],
  from: number,
): Promise<Map<AccountId, Change[]>> {
  const courses = new Map<AccountId, Change[]>()
  let left = accounts
  for (const key of facts.toSorted((a, b) => Number(gates.has(b)) - Number(gates.has(a)))) {
    const fact = catalogue.get(key)
    if (!fact || left.length === 0) continue
    const gate = gates.get(key)
    // What was known at `from` counts as known before it: it belongs to no look of the period.
    const found = await factCourses(events, workspace.id, { fact, accounts: left, from: from - 1, gate })
    if (gate) left = left.filter((account) => found.has(account))
    for (const [account, { at, values }] of found) {
      const course = courses.get(account) ?? []
      for (const [index, instant] of at.entries()) course.push({ at: instant, fact: key, value: values[index]! })
      courses.set(account, course)
    }
  }
  const passing = new Map(left.flatMap((account) => (courses.has(account) ? [[account, courses.get(account)!]] : [])))
  for (const course of passing.values()) course.sort((a, b) => a.at - b.at)
  return passing
}

/** Every account that was ever known, lost and archived ones too, in the order of the store: a page lies together there. */
async function accountsKnown({ events, workspace }: Asked): Promise<AccountId[]> {
  const rows = await events.query<{ account: AccountId }>(
    `select toString(account_id) as account from fact_history
     where workspace_id = {workspace:UUID} and fact = {fact:String} group by account_id order by account_id`,
    { workspace: workspace.id, fact: presence },
  )
  return rows.map((row) => row.account)
}

/** Every day of leaving that was ever known; who came back and left again has two. */
async function lossesKnown({ events, workspace }: Asked): Promise<Loss[]> {
  const rows = await events.query<{ account: AccountId; day: Day }>(
    `select distinct toString(account_id) as account, assumeNotNull(text) as day from fact_history
     where workspace_id = {workspace:UUID} and fact = 'contract.churned_on' and text is not null order by account, day`,
    { workspace: workspace.id },
  )
  return rows
}

/** Who was a customer at some days of the period whose horizon has passed: about a month apart. */
async function customersThen(
  { events, workspace, catalogue, today, horizon }: Asked,
  from: Day,
): Promise<{ day: Day; customers: Set<string> }[]> {
  const fact = catalogue.get('contract.state')
  const days: Day[] = []
  for (let day = addDays(today, -horizon); day >= from; day = addDays(day, -28)) days.push(day)
  if (!fact || days.length === 0) return []
  const known = await factOnDays(events, workspace, { fact, days })
  return days.map((day, at) => {
    const active = [...known[at]!].filter(([, state]) => state === 'active').map(([account]) => account as string)
    return { day, customers: new Set(active) }
  })
}
