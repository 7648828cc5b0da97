import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addBusinessDays, japaneseCalendar } from '#kernel/businessCalendar.ts'
import { day } from '#kernel/day.ts'
import { mayMovePlan, mayMoveStep } from './moves.ts'
import type { Step, StepState } from './schedule.ts'
import { blockersOf, lacksTime, type Part } from './blockers.ts'
import { standOf } from './standing.ts'

const calendar = japaneseCalendar
const kickOffOn = day('2026-09-01')
const on = (days: number) => addBusinessDays(calendar, kickOffOn, days)
const done = (days: number, tookDays = days): StepState => ({ is: 'done', on: on(days), by: 'us', tookDays })
const open: StepState = { is: 'open', watched: true }
/** Steps of 5 days each, one after the other, 4 hours of the operator each. */
const chain = (...states: StepState[]): Step[] =>
  states.map((state, at) => ({
    id: `s${at}`,
    key: `s${at}`,
    role: 'operator',
    offset: 0,
    days: 5,
    agreedDueOn: null,
    baselineDueOn: null,
    effortHours: 4,
    weight: 1,
    after: at === 0 ? [] : [`s${at - 1}`],
    state,
  }))
const stand = (steps: Step[], today: number, given: Partial<Parameters<typeof standOf>[2]> = {}) =>
  standOf(
    steps,
    { kickOffOn, calendar, today: on(today) },
    {
      baselineFinishOn: on(steps.length * 5),
      usual: new Map(),
      hours: new Map(),
      targetOn: null,
      ...given,
    },
  )

test('a plan is on time, late from the day after a due day, and stuck two weeks later at the step that holds it up', () => {
  const steps = chain(done(5), open, open)
  expect(stand(steps, 10)).toMatchObject({ standing: 'on_time', slipDays: 0, lateSteps: 0, heldUpBy: null })
  expect(stand(steps, 11)).toMatchObject({ standing: 'late', slipDays: 1, lateSteps: 1, heldUpBy: 's1' })
  expect(stand(steps, 20)).toMatchObject({ standing: 'stuck', slipDays: 10, heldUpBy: 's1' })
  expect(stand(steps, 5, { targetOn: on(14) }).standing).toBe('late')
  expect(stand(steps, 5).donePercent).toBeCloseTo(33.3, 1)
})

test('the forecast says what moves it: so far, other customers, its own pace, the hours there are', () => {
  const steps = chain(done(10, 10), done(20, 10), done(30, 10), open, open)
  const usual = new Map([['s4', { days: 8, plans: 6 }]])
  expect(stand(steps, 30, { usual }).forecast).toEqual({
    is: 'day',
    finishOn: on(56),
    because: [
      { reason: 'so_far', days: 15 },
      { reason: 'similar', days: 3 },
      { reason: 'own_pace', days: 13 },
    ],
  })
  const slow = stand(chain(open, open), 0, { hours: new Map([['operator', 2]]) }).forecast
  expect(slow).toEqual({ is: 'day', finishOn: on(20), because: [{ reason: 'hours', days: 10 }] })
})

test('an operator without time has no finish, and what few others did moves nothing', () => {
  const never = stand(chain(open), 0, { hours: new Map([['operator', 0]]) })
  expect(never).toMatchObject({ standing: 'late', slipDays: null, forecast: { is: 'never', role: 'operator' } })
  const few = new Map([['s0', { days: 50, plans: 4 }]])
  expect(stand(chain(open), 0, { usual: few }).forecast).toMatchObject({ finishOn: on(5), because: [] })
})

test('what is over is opened again before it is closed otherwise, and nothing moves in a plan that was stopped', () => {
  expect(mayMoveStep('open', 'done', 'running')).toBeNull()
  expect(mayMoveStep('done', 'open', 'done')).toBeNull()
  expect(mayMoveStep('done', 'done', 'running')).toBe('step_is_so_already')
  expect(mayMoveStep('done', 'skipped', 'running')).toBe('step_is_over')
  expect(mayMoveStep('open', 'done', 'stopped')).toBe('plan_not_running')
  expect(mayMovePlan('resume', 'running')).toBe(false)
})

test('steps of one role side by side take their turns, and the forecast says so', () => {
  const apart = (count: number): Step[] =>
    chain(...Array.from({ length: count }, () => open)).map((step) => ({ ...step, after: [] }))
  const hours = new Map([['operator', 4]] as const)
  const three = stand(apart(3), 0, { baselineFinishOn: on(5), hours }).forecast
  expect(three).toEqual({ is: 'day', finishOn: on(15), because: [{ reason: 'side_by_side', days: 10 }] })
  const idle = stand(apart(3), 0, { baselineFinishOn: on(5), hours: new Map([['operator', 12]]) }).forecast
  expect(idle).toMatchObject({ finishOn: on(5), because: [] })
  // What should have been done weeks ago still takes its hours from today on.
  expect(stand(apart(1), 30, { baselineFinishOn: on(5), hours }).forecast).toMatchObject({ finishOn: on(35) })
})

test('no finish is promised before the hours of its work have passed', () => {
  const some = fc.array(fc.record({ effortHours: fc.nat(12), days: fc.nat(9), seed: fc.nat() }), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 20 }), (all, hours) => {
      const steps = all.map(({ seed, ...given }, at): Step => {
        const after = at > 0 && seed % 3 === 0 ? [`s${seed % at}`] : []
        return { ...chain(open)[0]!, ...given, id: `s${at}`, key: `s${at}`, after }
      })
      const expected = stand(steps, 0, { hours: new Map([['operator', hours]]) }).forecast
      const work = all.reduce((sum, { effortHours }) => sum + effortHours, 0)
      expect(expected.is === 'day' && expected.finishOn >= on(Math.floor((work / hours) * 5))).toBe(true)
    }),
  )
})

test('an operator lacks time with no hours, or with fewer than what waits for them needs in its days', () => {
  const parallel = chain(open, open).map((step) => ({ ...step, after: [] }))
  expect(lacksTime('operator', 0, parallel)).toBe(true)
  expect(lacksTime('operator', 4, parallel)).toBe(true)
  expect(lacksTime('operator', 8, parallel)).toBe(false)
  expect(lacksTime('operator', 4, chain(open, open))).toBe(false)
  expect(lacksTime('operator', null, parallel)).toBeNull()
  expect(lacksTime('operator', 0, chain(done(5)))).toBeNull()
})

test('what people stall a plan by is named, the gravest first', () => {
  const part = (role: Part['role'], given: Partial<Part> = {}): Part => {
    return { role, contactId: role, hoursAWeek: null, agreedOn: on(0), ...given }
  }
  const parts = (['csm', 'decision_maker', 'promoter', 'operator'] as const).map((role) => part(role))
  const found = (given: Partial<Parameters<typeof blockersOf>[0]>) =>
    blockersOf({ parts, steps: chain(open), standing: 'on_time', kickOffOn, today: on(1), ...given })
  expect(found({})).toEqual([])
  expect(found({ standing: 'stuck', parts: [] })).toEqual(['stuck', 'decision_maker_missing', 'agreement_late'])
  expect(found({ parts: [], today: kickOffOn })).toEqual(['decision_maker_missing'])
  const one = parts.map((each) =>
    each.role === 'operator' ? part('operator', { contactId: 'promoter', hoursAWeek: 0 }) : each,
  )
  expect(found({ parts: one })).toEqual(['operator_without_time', 'promoter_is_operator'])
})
