import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, day } from '#kernel/day.ts'
import { holds } from './mrr.ts'
import { changeFrom, endLine, type Span, versionsRule, withoutVersion } from './versions.ts'

const start = day('2026-01-01')
const span = (from: number, to: number | null): Span => ({
  startOn: addDays(start, from),
  endOn: to === null ? null : addDays(start, to),
})

test('an end that is not after its start is refused', () => {
  expect(versionsRule([span(5, 5)])).toBe('end_not_after_start')
  expect(versionsRule([span(5, 4)])).toBe('end_not_after_start')
})

test('versions may touch, but not overlap', () => {
  expect(versionsRule([span(10, null), span(0, 10)])).toBeNull()
  expect(versionsRule([span(0, 11), span(10, null)])).toBe('versions_overlap')
  expect(versionsRule([span(0, null), span(10, 20)])).toBe('versions_overlap')
})

test('a change ends what held until then and takes over its end', () => {
  expect(changeFrom([span(0, 30)], span(10, null))).toEqual([span(0, 10), span(10, 30)])
})

test('a change in a gap holds until the next version', () => {
  expect(changeFrom([span(0, 5), span(20, null)], span(10, null))).toEqual([span(0, 5), span(10, 20), span(20, null)])
})

test('a second change from the same day is refused', () => {
  expect(changeFrom([span(0, null)], span(0, null))).toBeNull()
})

test('a line can be ended, and go on again', () => {
  expect(endLine([span(0, 10), span(10, null)], addDays(start, 20))).toEqual([span(0, 10), span(10, 20)])
  expect(endLine([span(0, 10), span(10, 20)], null)).toEqual([span(0, 10), span(10, null)])
  expect(endLine([span(0, 10), span(10, null)], addDays(start, 10))).toBeNull()
})

const changes = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 8 })
const build = (days: readonly number[]) =>
  days.reduce<Span[]>((versions, at) => changeFrom(versions, span(at, null)) ?? versions, [span(0, null)])

test('after any changes exactly one version holds on each day', () => {
  fc.assert(
    fc.property(changes, fc.nat(500), (days, at) => {
      const versions = build(days)
      expect(versionsRule(versions)).toBeNull()
      const on: Day = addDays(start, at)
      expect(versions.filter((version) => holds(version, on))).toHaveLength(1)
    }),
  )
})

test('a change taken back leaves what was there before', () => {
  fc.assert(
    fc.property(changes, fc.integer({ min: 401, max: 500 }), fc.integer({ min: 1, max: 400 }), (days, end, at) => {
      const before = endLine(build(days), addDays(start, end)) ?? []
      const after = changeFrom(before, span(at, null))
      if (!after) return
      const added = after.find((version) => version.startOn === addDays(start, at))
      expect(withoutVersion(after, added!)).toEqual(before)
    }),
  )
})
