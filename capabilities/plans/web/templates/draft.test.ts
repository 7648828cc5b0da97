import { expect, test } from 'vitest'
import { onboardingPlan } from '#capabilities/plans/core/ready/onboarding.ts'
import { allSteps, type Draft, moved, withoutStep, withStep } from './draft.ts'

const draft = structuredClone(onboardingPlan) as unknown as Draft
const keys = (of: Draft) => of.stages.map(({ steps }) => steps.map(({ key }) => key))

test('a step moves within its stage and over its end into the next one, and back', () => {
  const down = moved(draft, 'before', 1)
  expect(keys(down)[0]).not.toContain('before')
  expect(keys(down)[1]![0]).toBe('before')
  expect(keys(moved(down, 'before', -1))).toEqual(keys(draft))
  expect(keys(moved(draft, 'handover', -1))).toEqual(keys(draft))
  expect(keys(moved(draft, 'handover', 1))[0]!.slice(0, 2)).toEqual(['roles', 'handover'])
})

test('nothing waits for a step that is gone, and one that is written again keeps its place', () => {
  const without = withoutStep(draft, 'kickoff')
  expect(allSteps(without).flatMap(({ after }) => after)).not.toContain('kickoff')
  const step = { ...allSteps(draft)[1]!, days: 9 }
  expect(keys(withStep(draft, 'take_root', step))).toEqual(keys(draft))
  expect(allSteps(withStep(draft, 'start', { ...step, key: 'fresh' })).length).toBe(allSteps(draft).length + 1)
})
