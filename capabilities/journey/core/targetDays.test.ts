import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftOf } from './mapDraft.ts'
import { readyMaps } from './ready/maps.ts'
import { daysToSuccess, towards } from './targetDays.ts'

const [threePhases] = readyMaps.map(draftOf)

test('phases before the last share the days to success as they did, by touch model and milestone too', () => {
  expect(daysToSuccess(threePhases!)).toBe(270)
  const { phases } = towards(threePhases!, 540)
  expect(phases.map(({ usualDays }) => usualDays)).toEqual([180, 360, null])
  expect(phases[0]!.usualDaysByTouch).toEqual({ high: 180, low: 120, tech: 60 })
  expect(phases[0]!.milestones.map(({ usualDays }) => usualDays)).toEqual(
    threePhases!.phases[0]!.milestones.map(({ usualDays }) => usualDays && usualDays * 2),
  )
})

test('however long success takes, every ready-made map adds up to it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...readyMaps), fc.integer({ min: 30, max: 3650 }), (map, days) => {
      expect(daysToSuccess(towards(draftOf(map), days))).toBe(days)
    }),
  )
})

test('a map that says no days is left as it is', () => {
  const silent = { ...threePhases!, phases: threePhases!.phases.map((phase) => ({ ...phase, usualDays: null })) }
  expect(towards(silent, 100)).toBe(silent)
})
