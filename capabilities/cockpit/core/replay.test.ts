import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day, type Day, daysBetween } from '#kernel/day.ts'
import { type Change, replay, type Replayed } from './replay.ts'

const msPerDay = 86_400_000
const first = day('2026-01-01')
const start = Date.parse(first)
const spans = Array.from({ length: 60 }, (_, n) => ({ day: addDays(first, n), at: start + n * msPerDay }))
const until = start + 60 * msPerDay

const rule = (given: Partial<Replayed> = {}): Replayed => ({
  holdDays: 0,
  coolDownDays: 0,
  openDays: 0,
  movesWithClock: false,
  isThere: (read) => read('there') !== null,
  holds: (read) => read('x') === true,
  ...given,
})
const there: Change = { at: start - 1, fact: 'there', value: true }
const x = (at: number, value: boolean | null): Change => ({ at, fact: 'x', value })
const days = (given: Replayed, changes: readonly Change[], end = until): Day[] =>
  replay(given, changes, spans, end).firings.map((firing) => firing.day)

const whole = (max: number) => fc.integer({ min: 0, max })
const course = fc
  .array(fc.record({ at: whole(60 * msPerDay - 1), value: fc.boolean() }), { maxLength: 30 })
  .map((some) => [there, ...some.map(({ at, value }) => x(start + at, value)).sort((a, b) => a.at - b.at)])
const anyRule = fc.record({ holdDays: whole(5), coolDownDays: whole(20), openDays: whole(10) }).map(rule)

test('a rule that is always true fires once', () => {
  fc.assert(
    fc.property(anyRule, (given) => {
      const always = { ...given, holds: () => true, movesWithClock: true }
      expect(days(always, [there])).toEqual([addDays(first, given.holdDays)])
    }),
  )
})

test('what must hold for some days is reported as many days later', () => {
  fc.assert(
    fc.property(whole(20), whole(20), (became, hold) => {
      const changes = [there, x(start + became * msPerDay, true)]
      expect(days(rule({ holdDays: hold }), changes)).toEqual([addDays(first, became + hold)])
    }),
  )
})

test('firings of an account keep the cool-down and the time that a CTA stays open', () => {
  fc.assert(
    fc.property(anyRule, course, (given, changes) => {
      const { firings } = replay(given, changes, spans, until)
      for (const [index, fired] of firings.entries()) {
        const last = firings[index - 1]
        if (!last) continue
        expect(daysBetween(last.day, fired.day)).toBeGreaterThanOrEqual(given.coolDownDays)
        expect(fired.at - last.at).toBeGreaterThanOrEqual(given.openDays * msPerDay)
      }
    }),
  )
})

test('nothing that becomes known later changes what was said before', () => {
  fc.assert(
    fc.property(anyRule, course, whole(59), fc.boolean(), (given, changes, from, value) => {
      const later = start + from * msPerDay + 7_200_000 // beyond the one look of the turn
      const known = changes.filter((change) => change.at < later)
      const before = (all: readonly Change[], end: number) =>
        replay(given, all, spans, end).firings.filter(({ at }) => at < later)
      expect(before([...known, x(later, value)], until)).toEqual(before(changes, until))
      expect(before(known, later)).toEqual(before(changes, until))
    }),
  )
})

test('an account that is not there, or no longer, is not looked at', () => {
  const gone: Change = { at: start + 5 * msPerDay, fact: 'there', value: null }
  expect(days(rule(), [x(start, true)])).toEqual([])
  expect(days(rule(), [there, gone, x(start + 6 * msPerDay, true)])).toEqual([])
})

test('a clock fact becomes true when its day begins', () => {
  const clock = rule({ movesWithClock: true, holds: (_, today) => today >= '2026-01-20' })
  expect(days(clock, [there])).toEqual(['2026-01-20'])
})

test('what the turn of a day learns belongs to its look: yesterday’s figures are not mixed with today’s date', () => {
  const mixed = rule({ movesWithClock: true, holds: (read, today) => today >= '2026-01-20' && read('x') === true })
  const turn = start + 19 * msPerDay + 20_000
  expect(days(mixed, [there, x(start - 1, true), x(turn, false)])).toEqual([])
})

test('at the end it is told whether the condition holds, and has for long enough', () => {
  const asked = rule({ holdDays: 3 })
  const told = (ago: number) => {
    const { holds, heldLong } = replay(asked, [there, x(until - ago * msPerDay, true)], spans, until)
    return [holds, heldLong]
  }
  expect(told(4)).toEqual([true, true])
  expect(told(2)).toEqual([true, false])
})
