import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Grade } from '../words.ts'
import { backTest, type Shown, testedDays } from './backTest.ts'
import { drawsFrom } from './draws.ts'

const start = day('2025-01-31')
const ends = Array.from({ length: 12 }, (_, i) => addDays(start, 30 * i))
const id = (n: number) => `account ${n}` as AccountId
const gradeOf = (score: number): Grade => (score >= 70 ? 'healthy' : score >= 40 ? 'watch' : 'risk')

/** 200 customers of whom every fourth leaves at the end of its fifth month, scored low from its third on where `seen`. */
function company(seen: boolean) {
  const draw = drawsFrom(2)
  const shown: Shown[] = []
  const losses = new Map<AccountId, ReturnType<typeof day>[]>()
  for (let n = 0; n < 200; n++) {
    const leaves = n % 4 === 0
    if (leaves) losses.set(id(n), [addDays(ends[4]!, 5)])
    for (const [month, end] of ends.entries()) {
      if (leaves && month > 4) break
      const score = leaves && seen && month >= 2 ? 20 + draw() * 10 : 45 + draw() * 50
      shown.push({ account: id(n), day: end, score, grade: gradeOf(score) })
    }
  }
  return { shown, losses }
}

test('a score that fell before customers left is worth much, and says how long before', () => {
  const { shown, losses } = company(true)
  const found = backTest(shown, losses, 90, drawsFrom(1))
  expect(found).toMatchObject({ accounts: 200, lost: 50, unjudged: 0, missing: 0, leadDays: 65 })
  expect(found.discrimination!.auc).toBeGreaterThan(0.9)
  expect(found.grades.find(({ grade }) => grade === 'risk')).toEqual({ grade: 'risk', judged: 150, lost: 150 })
  expect(found.deciles[0]!.lift).toBeGreaterThan(5)
})

test('a score that knows nothing of losses comes out as a guess, without any warning', () => {
  const { shown, losses } = company(false)
  const { discrimination, leadDays } = backTest(shown, losses, 90, drawsFrom(1))
  expect(Math.abs(discrimination!.auc - 0.5)).toBeLessThan(0.12)
  expect(leadDays).toBe(0)
})

test('too few losses give no figure, but how many more are needed', () => {
  const { shown, losses } = company(true)
  const few = new Map([...losses].slice(0, 3))
  const found = backTest(shown, few, 90, drawsFrom(1))
  expect(found.discrimination).toBeNull()
  expect(found.lost).toBe(3)
  expect(found.missing).toBeGreaterThan(10)
})

test('what happens after the horizon, or before a judgement, is never counted for it', () => {
  const { shown, losses } = company(true)
  const noise = fc.array(fc.tuple(fc.integer({ min: 0, max: 199 }), fc.integer({ min: 430, max: 900 })), {
    maxLength: 50,
  })
  fc.assert(
    fc.property(noise, (later) => {
      const more = new Map(losses)
      for (const [n, days] of later) more.set(id(n), [...(losses.get(id(n)) ?? []), addDays(start, days)].sort())
      expect(backTest(shown, more, 90, drawsFrom(1))).toEqual(backTest(shown, losses, 90, drawsFrom(1)))
    }),
    { numRuns: 4 },
  )
})

test('only days whose horizon has passed are tested', () => {
  expect(testedDays([day('2026-01-31'), day('2026-02-28'), day('2026-03-31')], day('2026-06-01'), 90)).toEqual([
    day('2026-01-31'),
    day('2026-02-28'),
  ])
})
