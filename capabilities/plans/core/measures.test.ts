import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import {
  daysOfStart,
  daysToValue,
  grouped,
  isSelfStarted,
  medianDuration,
  medianToValue,
  middle,
  savedHours,
  selfStartOf,
  type Start,
  stopsOf,
  timesOf,
} from './measures.ts'

const today = day('2026-11-20')
const kickOff = day('2026-08-03')
const nobody = { steps: 0, touches: 0, ctas: 0 }
const start = (given: Partial<Start> = {}): Start => ({
  startedOn: kickOff,
  endedOn: null,
  outcome: 'running',
  firstValueOn: null,
  touchModel: 'tech',
  segments: [],
  byHand: nobody,
  ourHours: 0,
  standsAt: null,
  ...given,
})
const done = (days: number, given: Partial<Start> = {}) =>
  start({ outcome: 'done', endedOn: addDays(kickOff, days), ...given })

test('the median knows those that still run: half have not ended before the day that half of all did', () => {
  expect(medianDuration([done(10), done(20), done(30)], today).days).toBe(20)
  // Of five, two still run: the third end is the middle one, not the second of the three.
  expect(medianDuration([done(10), done(20), done(30), start(), start()], today).days).toBe(30)
  expect(medianDuration([done(10), start(), start()], today)).toEqual({
    days: null,
    low: expect.anything(),
    high: null,
  })
  const stopped = start({ outcome: 'stopped', endedOn: addDays(kickOff, 5) })
  expect(medianDuration([stopped, done(10), done(20)], today).days).toBe(15)
})

test('first value is counted from the kick-off, is there at once where it came before, and is missed by those without', () => {
  expect(daysToValue(start({ firstValueOn: day('2026-08-13') }))).toBe(10)
  expect(daysToValue(start({ firstValueOn: day('2026-07-01') }))).toBe(0)
  const reached = [5, 15].map((days) => start({ firstValueOn: addDays(kickOff, days) }))
  expect(medianToValue([...reached, start()], today).days).toBe(15)
  expect(timesOf([...reached, start()], today)).toMatchObject({ started: 3, running: 3, reachedValue: 2 })
})

test('a self-start has no step of ours, no touch and no CTA, and what was stopped is none', () => {
  expect(isSelfStarted(done(30))).toBe(true)
  for (const hand of ['steps', 'touches', 'ctas'])
    expect(isSelfStarted(done(30, { byHand: { ...nobody, [hand]: 1 } }))).toBe(false)
  expect(isSelfStarted(start({ outcome: 'stopped', endedOn: kickOff }))).toBe(false)
  const led = { byHand: { ...nobody, steps: 2 } }
  const starts = [done(9), done(9, { ...led, ourHours: 12 }), done(9, { ...led, ourHours: 20 }), start()]
  expect(selfStartOf(starts)).toEqual({ ended: 3, done: 3, alone: 1, percent: 100 / 3 })
  expect(savedHours(starts)).toEqual({ led: 2, medianHours: 16, alone: 1, hours: 16 })
  expect(savedHours([done(9)]).hours).toBeNull()
})

test('where customers stop: by step, the most first, with the days they have stood there', () => {
  const at = (key: string, since: string, given: Partial<Start> = {}) =>
    start({ standsAt: { key, since: day(since) }, ...given })
  const stopped = at('habit', '2026-09-01', { outcome: 'stopped', endedOn: day('2026-09-11') })
  expect(stopsOf([at('habit', '2026-11-10'), stopped, at('pilot', '2026-11-19'), done(9)], today)).toEqual([
    { key: 'habit', customers: 2, stopped: 1, medianDays: 10 },
    { key: 'pilot', customers: 1, stopped: 0, medianDays: 1 },
  ])
})

test('groups: a month by the day asked for, every segment a customer is in, and those without one last', () => {
  const two = [done(40, { segments: ['b', 'a'] }), done(90)]
  expect([...grouped(two, 'month', ({ endedOn }) => endedOn).keys()]).toEqual(['2026-09', '2026-11'])
  expect([...grouped(two, 'segment', ({ startedOn }) => startedOn)].map(([key, of]) => [key, of.length])).toEqual([
    ['a', 1],
    ['b', 1],
    ['', 1],
  ])
  expect([...grouped(two, 'touch_model', () => null).keys()]).toEqual(['tech'])
})

const someStarts = fc.array(
  fc.record({
    days: fc.nat(100),
    outcome: fc.constantFrom('done', 'stopped', 'running'),
    touches: fc.nat(1),
    ourHours: fc.nat(40),
    touchModel: fc.constantFrom('high', 'tech', null),
  }),
  { minLength: 1, maxLength: 40 },
)
const lived = (
  all: { days: number; outcome: string; touches: number; ourHours: number; touchModel: string | null }[],
) =>
  all.map(({ days, outcome, touches, ...rest }) =>
    start({
      ...rest,
      outcome: outcome as Start['outcome'],
      endedOn: outcome === 'running' ? null : addDays(kickOff, days),
      byHand: { ...nobody, touches },
    }),
  )

test('with nobody left running or stopped, the median is the plain one; who still runs only makes it longer', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 40 }), fc.nat(10), (days, running) => {
      const ended = days.map((one) => done(one))
      const plain = medianDuration(ended, today).days!
      expect(plain).toBe(middle(ended.map((one) => daysOfStart(one, today))))
      // Those that run have done so for longer than any that ended.
      const longer = medianDuration([...ended, ...Array.from({ length: running }, () => start())], today).days
      expect(longer === null || longer >= plain).toBe(true)
    }),
  )
})

test('groups leave nobody out and count nobody twice, and their self-starts add up to the whole', () => {
  fc.assert(
    fc.property(someStarts, (all) => {
      const starts = lived(all)
      const groups = [...grouped(starts, 'touch_model', ({ startedOn }) => startedOn).values()]
      expect(groups.flat()).toHaveLength(starts.length)
      expect(new Set(groups.flat())).toEqual(new Set(starts))
      const sum = (of: (one: ReturnType<typeof selfStartOf>) => number) =>
        groups.reduce((n, one) => n + of(selfStartOf(one)), 0)
      const whole = selfStartOf(starts)
      expect([sum(({ ended }) => ended), sum(({ alone }) => alone)]).toEqual([whole.ended, whole.alone])
      expect(whole.alone <= whole.done && whole.done <= whole.ended).toBe(true)
      const { started, done: over, running, stopped } = timesOf(starts, today)
      expect(over + running + stopped).toBe(started)
      const saved = savedHours(starts)
      expect(saved.led + saved.alone).toBe(whole.done)
    }),
  )
})
