import fc from 'fast-check'
import { expect, test } from 'vitest'
import { phasesAhead, standing, startingPhase } from './follow.ts'
import { type JourneyMap, type Milestone, phaseOf, positionOf } from './map.ts'
import { threePhases } from './ready/threePhases.ts'

const keys = threePhases.phases.flatMap((phase) => phase.milestones.map((one) => one.key))
const metAre = (met: readonly string[]) => (one: Milestone) => met.includes(one.key)
const onboarding = threePhases.phases[0]
const exits = (key: string) =>
  phaseOf(threePhases, key)!
    .milestones.filter((one) => one.exit)
    .map((one) => one.key)

test('a phase names the exit criteria that are missing, and how far it is done', () => {
  const now = standing(threePhases, onboarding, metAre(['roles_known', 'first_value']))
  expect(now.missing).toEqual(['basics', 'operation'])
  expect(now.donePercent).toBe(50)
  expect(now.mayLeave).toBe(false)
})

test('a phase is left as soon as its exit criteria hold, whatever else is open', () => {
  const ahead = phasesAhead(threePhases, 'onboarding', metAre(exits('onboarding')), false)
  expect(ahead.map((phase) => phase.key)).toEqual(['adoption'])
})

test('an account that a person put there against its criteria stays until a person moves it, and is asked about', () => {
  const isMet = metAre(exits('onboarding'))
  expect(phasesAhead(threePhases, 'onboarding', isMet, true)).toEqual([])
  expect(standing(threePhases, onboarding, isMet, true).mayLeave).toBe(true)
})

test('a phase that asks first is not left by itself', () => {
  const asking: JourneyMap = { ...threePhases, phases: [{ ...onboarding, leave: 'ask' }, threePhases.phases[1]!] }
  const isMet = metAre(exits('onboarding'))
  expect(phasesAhead(asking, 'onboarding', isMet, false)).toEqual([])
  expect(standing(asking, asking.phases[0], isMet).mayLeave).toBe(true)
})

test('a customer with a history starts where it can be seen to be', () => {
  const old = (condition: string) => condition.includes('> 180')
  expect(startingPhase(threePhases, () => false, metAre([])).key).toBe('onboarding')
  expect(startingPhase(threePhases, old, metAre([])).key).toBe('adoption')
  expect(startingPhase(threePhases, old, metAre(exits('adoption'))).key).toBe('renewal')
  expect(startingPhase(threePhases, () => true, metAre([])).key).toBe('renewal')
})

test('following leads forward only, ends, and leaves nothing behind that could be left', () => {
  fc.assert(
    fc.property(fc.subarray(keys), fc.constantFrom('onboarding', 'adoption', 'renewal'), (met, from) => {
      const isMet = metAre(met)
      const ahead = phasesAhead(threePhases, from, isMet, false)
      const positions = [from, ...ahead.map((phase) => phase.key)].map((key) => positionOf(threePhases, key))
      expect(positions).toEqual([...positions].sort((a, b) => a - b))
      expect(new Set(positions).size).toBe(positions.length)
      const last = ahead.at(-1)?.key ?? from
      expect(phasesAhead(threePhases, last, isMet, false)).toEqual([])
    }),
  )
})
