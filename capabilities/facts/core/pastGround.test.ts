import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import { groundOf } from './pastGround.ts'

const begins = day('2026-05-11')
const monthEnds = [day('2026-02-28'), day('2026-03-31'), day('2026-04-30')]
const on = (text: string) => {
  const ground = groundOf(day(text), { begins, monthEnds })
  return [ground.from, ground.on]
}

test('the history answers from the day it begins, month ends for the days before it', () => {
  expect(on('2026-05-11')).toEqual(['history', '2026-05-11'])
  expect(on('2026-05-10')).toEqual(['month_end', '2026-04-30'])
  expect(on('2026-04-30')).toEqual(['month_end', '2026-04-30'])
  expect(on('2026-04-29')).toEqual(['month_end', '2026-03-31'])
  expect(on('2026-02-27')).toEqual(['nothing', null])
})

test('a month end does not speak for the months after it', () => {
  const ground = groundOf(day('2026-06-15'), { begins: null, monthEnds })
  expect(ground).toEqual({ from: 'nothing', on: null, begins: null })
})

test('what answers is never of a later day, and at most a month older', () => {
  const days = fc.integer({ min: 0, max: 800 }).map((n) => addDays(day('2025-01-01'), n))
  fc.assert(
    fc.property(days, fc.option(days), fc.array(days), (asked, from, ends) => {
      const ground = groundOf(asked, { begins: from, monthEnds: ends })
      return ground.on === null || (ground.on <= asked && ground.on >= addDays(asked, -30))
    }),
  )
})
