import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addBusinessDays, isBusinessDay, japaneseCalendar } from '#kernel/businessCalendar.ts'
import { addDays, day } from '#kernel/day.ts'
import { findCircle } from './circle.ts'
import { makePlan } from './make.ts'
import { onboardingPlan } from './ready/onboarding.ts'
import { finishOf, schedule, type Step, type StepState } from './schedule.ts'
import { flawsOf, stepsOf } from './template.ts'

const calendar = japaneseCalendar
const open: StepState = { is: 'open', watched: true }
const step = (id: string, given: Partial<Step> = {}): Step => ({
  id,
  key: id,
  role: 'csm',
  offset: 0,
  days: 3,
  agreedDueOn: null,
  baselineDueOn: null,
  effortHours: 0,
  weight: 1,
  after: [],
  state: open,
  ...given,
})
const planned = (steps: Step[], kickOffOn: string, today: string | null = null) =>
  schedule(steps, { kickOffOn: day(kickOffOn), calendar, today: today === null ? null : day(today) })

test('dates go round Golden Week, the turn of the year, a substitute holiday and days off of our own', () => {
  expect(planned([step('a')], '2027-04-28').get('a')!.dueOn).toBe('2027-05-07')
  expect(planned([step('a')], '2026-12-28').get('a')!.dueOn).toBe('2027-01-06')
  expect(planned([step('a', { days: 1 })], '2027-03-19').get('a')!.dueOn).toBe('2027-03-23') // 春分の日の振替休日
  const ours = { ...calendar, daysOff: new Set([day('2026-11-25')]) }
  const spans = schedule([step('a')], { kickOffOn: day('2026-11-24'), calendar: ours, today: null })
  expect(spans.get('a')!.dueOn).toBe('2026-11-30')
})

test('what is late pushes what follows, what ended early pulls it, and what is skipped takes no time', () => {
  const two = (state: StepState) => [step('a', { state }), step('b', { after: ['a'], offset: 1 })]
  const b = (state: StepState) => planned(two(state), '2026-11-02', '2026-11-13').get('b')!.startOn
  expect(b(open)).toBe('2026-11-16')
  expect(b({ is: 'done', on: day('2026-11-04'), by: 'us', tookDays: 1 })).toBe('2026-11-05')
  expect(b({ is: 'skipped', on: day('2026-11-10'), reason: '不要' })).toBe('2026-11-04')
})

test('what could be begun early is not due before it was first planned', () => {
  const early: StepState = { is: 'done', on: day('2026-11-04'), by: 'facts', tookDays: 1 }
  const next = step('b', { after: ['a'], baselineDueOn: day('2026-11-20') })
  const span = planned([step('a', { state: early }), next], '2026-11-02', '2026-11-13').get('b')!
  expect(span).toEqual({ startOn: '2026-11-04', dueOn: '2026-11-20', endOn: '2026-11-13' })
})

test('a day that was agreed on stands in the place of the reckoned one', () => {
  const one = step('a', { agreedDueOn: day('2026-11-20') })
  expect(planned([one, step('b', { after: ['a'] })], '2026-11-02').get('b')!.startOn).toBe('2026-11-20')
})

test('the ready-made plan is sound, and lasts about three months', () => {
  expect(flawsOf(onboardingPlan)).toEqual([])
  expect(findCircle(stepsOf(onboardingPlan).map(({ key, after }) => ({ id: key, after })))).toBeNull()
  let last = 0
  const made = makePlan(onboardingPlan, { kickOffOn: day('2026-04-01'), calendar, newId: () => `${++last}` })
  expect(made.baselineFinishOn).toBe('2026-07-01')
})

const someDay = fc.integer({ min: 0, max: 3_000 }).map((n) => addDays(day('2022-01-04'), n))
/** Each step may depend on those before it: no circle. */
const someSteps = fc
  .array(fc.record({ offset: fc.nat(8), days: fc.nat(12), seed: fc.nat() }), { minLength: 1, maxLength: 25 })
  .map((all) =>
    all.map(({ offset, days, seed }, at) => {
      const after = at === 0 ? [] : [...new Set([seed % at, (seed >> 3) % at])].slice(0, seed % 3).map(String)
      return step(String(at), { offset, days, after })
    }),
  )

test('no step begins before what it depends on ends, and all begin and end on business days', () => {
  fc.assert(
    fc.property(someSteps, someDay, fc.option(someDay), (steps, kickOffOn, today) => {
      const spans = schedule(steps, { kickOffOn, calendar, today })
      for (const { id, after } of steps) {
        const span = spans.get(id)!
        expect(after.every((before) => spans.get(before)!.endOn <= span.startOn)).toBe(true)
        expect(span.startOn <= span.dueOn && span.dueOn <= span.endOn).toBe(true)
        expect(isBusinessDay(calendar, span.startOn) && isBusinessDay(calendar, span.endOn)).toBe(true)
      }
    }),
  )
})

test('a kick-off that moves by some business days moves every day by as many', () => {
  fc.assert(
    fc.property(someSteps, someDay, fc.nat(40), (steps, from, count) => {
      const kickOffOn = addBusinessDays(calendar, from, 0)
      const before = schedule(steps, { kickOffOn, calendar, today: null })
      const moved = schedule(steps, { kickOffOn: addBusinessDays(calendar, kickOffOn, count), calendar, today: null })
      for (const [id, { startOn, dueOn }] of before) {
        expect(moved.get(id)!.startOn).toBe(addBusinessDays(calendar, startOn, count))
        expect(moved.get(id)!.dueOn).toBe(addBusinessDays(calendar, dueOn, count))
      }
    }),
  )
})

test('whatever becomes of the steps, the baseline of a plan stays what it was made with', () => {
  fc.assert(
    fc.property(someDay, fc.infiniteStream(fc.nat(3)), fc.nat(200), (kickOffOn, luck, passed) => {
      let last = 0
      const made = makePlan(onboardingPlan, { kickOffOn, calendar, newId: () => `${++last}` })
      const today = addDays(kickOffOn, passed)
      const states: StepState[] = [open, { is: 'done', on: today, by: 'us', tookDays: 4 }]
      const lived = made.steps.map((one) => ({ ...one, state: states[Number(luck.next().value) % 2]! }))
      const baselines = lived.map(({ baseline }) => baseline)
      schedule(lived, { kickOffOn, calendar, today })
      const meant = schedule(lived, { kickOffOn, calendar, today: null })
      expect(lived.map(({ id }) => meant.get(id))).toEqual(baselines)
      expect(finishOf(meant, kickOffOn)).toBe(made.baselineFinishOn)
    }),
  )
})

test('steps that wait for each other are named, each waiting for the next', () => {
  expect(findCircle([step('a', { after: ['c'] }), step('b', { after: ['a'] }), step('c', { after: ['b'] })])).toEqual([
    'a',
    'c',
    'b',
    'a',
  ])
  fc.assert(
    fc.property(someSteps, fc.nat(), fc.nat(), (steps, from, to) => {
      expect(findCircle(steps)).toBeNull()
      const [a, b] = [steps[from % steps.length]!, steps[to % steps.length]!]
      const circle = findCircle(steps.map((one) => (one === a ? { ...one, after: [...one.after, b.id] } : one)))
      if (circle === null) return
      expect(circle[0]).toBe(circle.at(-1))
      const waits = new Map(steps.map(({ id, after }) => [id, id === a.id ? [...after, b.id] : after]))
      circle.slice(1).forEach((id, at) => expect(waits.get(circle[at]!)).toContain(id))
    }),
  )
})
