import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import { latenessOf } from './lateness.ts'
import { usualDaysOf } from './map.ts'
import { mayConfirm, mayMove } from './moves.ts'
import { threePhases } from './ready/threePhases.ts'
import { daysIn, onboardingDays, phaseStatus, returnsTo, type Stay, settled, undone } from './stays.ts'

const stay = (phase: string, enteredOn: string, leftOn: string | null, cause: Stay['cause'] = 'criteria'): Stay => ({
  phase,
  enteredOn: day(enteredOn),
  leftOn: leftOn === null ? null : day(leftOn),
  cause,
})
const today = day('2026-11-24')

test('days add up over all stays in a phase, and a return is counted', () => {
  const stays = [
    stay('onboarding', '2026-01-01', '2026-03-02', 'start'),
    stay('adoption', '2026-03-02', '2026-06-10'),
    stay('onboarding', '2026-06-10', '2026-07-10', 'person'),
    stay('adoption', '2026-07-10', null),
  ]
  expect(daysIn(stays, 'onboarding', today)).toBe(90)
  expect(returnsTo(stays, 'adoption')).toBe(1)
  expect(onboardingDays(threePhases, stays, today)).toBe(90)
  expect(phaseStatus(threePhases, stays, 'onboarding')).toBe('done')
  expect(phaseStatus(threePhases, stays, 'renewal')).toBe('ahead')
})

test('a move that was taken back leaves no trace in the days, and stays in the history', () => {
  const stays = [
    stay('onboarding', '2026-10-01', '2026-11-20', 'start'),
    stay('adoption', '2026-11-20', '2026-11-21', 'person'),
    stay('onboarding', '2026-10-01', null, 'undo'),
  ]
  expect(settled(stays).map((one) => one.phase)).toEqual(['onboarding'])
  expect(undone(stays)).toEqual([false, true, false])
  expect(daysIn(stays, 'onboarding', today)).toBe(54)
  expect(daysIn(stays, 'adoption', today)).toBeNull()
  expect(returnsTo(stays, 'onboarding')).toBe(0)
})

test('days over all phases that count add up to the days since the start, with moves taken back in between', () => {
  const phases = ['onboarding', 'adoption', 'renewal']
  const step = fc.record({
    phase: fc.constantFrom(...phases),
    days: fc.integer({ min: 0, max: 40 }),
    undo: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const start = day('2026-01-01')
      let now = start
      const stays: Stay[] = [{ phase: 'onboarding', enteredOn: start, leftOn: null, cause: 'start' }]
      for (const { phase, days, undo } of steps) {
        now = addDays(now, days)
        const current = stays.at(-1)!
        const back = undo && mayMove('undo', current.cause) === null ? settled(stays).at(-2) : undefined
        current.leftOn = now
        stays.push(
          back
            ? { phase: back.phase, enteredOn: back.enteredOn, leftOn: null, cause: 'undo' }
            : { phase, enteredOn: now, leftOn: null, cause: 'person' },
        )
      }
      const total = phases.reduce((sum, phase) => sum + (daysIn(stays, phase, now) ?? 0), 0)
      expect(addDays(start, total)).toBe(now)
    }),
  )
})

test('late is a matter of multiples of the usual stay, which depends on the touch model', () => {
  const [onboarding, , renewal] = threePhases.phases
  expect(usualDaysOf(onboarding, 'tech')).toBe(30)
  expect(usualDaysOf(onboarding, null)).toBe(90)
  expect(latenessOf(threePhases, 44, 30)).toBe('on_time')
  expect(latenessOf(threePhases, 45, 30)).toBe('watch')
  expect(latenessOf(threePhases, 60, 30)).toBe('stalled')
  expect(latenessOf(threePhases, 4_000, usualDaysOf(renewal!, 'high'))).toBe('on_time')
})

test('what was begun cannot be undone, and only what a person confirmed is taken back', () => {
  expect(mayMove('undo', 'start')).toBe('nothing_to_undo')
  expect(mayMove('undo', 'undo')).toBe('nothing_to_undo')
  expect(mayMove('undo', 'person')).toBeNull()
  expect(mayConfirm('unconfirm', 'facts')).toBe('not_confirmed')
  expect(mayConfirm('confirm', 'customer')).toBe('already_confirmed')
  expect(mayConfirm('confirm', 'facts')).toBeNull()
})
