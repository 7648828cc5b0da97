import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { areaUnderCurve, discrimination } from './auc.ts'
import type { Shown } from './backTest.ts'
import { drawsFrom } from './draws.ts'
import { followedBy, partsByKind, partsByMeasure, scoresOf } from './parts.ts'
import { unsaid, worthOf } from './points.ts'
import { tenureOf } from './tenure.ts'

/** Judgements of customers over twelve months, every fourth of whom is lost; `told` of the points know of it. */
function judgements(told: number) {
  const draw = drawsFrom(3)
  const rows = Array.from({ length: 200 }, (_, account) => {
    const leaves = account % 4 === 0
    const usual = 30 + draw() * 60 - (leaves ? told : 0)
    return Array.from({ length: 12 }, (__, month) => ({
      account,
      lost: leaves && month > 8,
      points: Math.round(Math.min(100, Math.max(0, usual + draw() * 20 - 10))),
    }))
  }).flat()
  const followed = {
    account: Int32Array.from(rows, ({ account }) => account),
    lost: Uint8Array.from(rows, ({ lost }) => (lost ? 1 : 0)),
  }
  const judged = rows.map(({ account, lost, points }) => ({ account, lost, risk: -points }))
  const all = Int32Array.from(rows, (_, at) => at)
  return { followed, said: Uint8Array.from(rows, ({ points }) => points), judged, all }
}

test('what is worked out for customers in clusters is what drawing them anew comes to', () => {
  for (const told of [0, 12, 25]) {
    const { followed, said, judged, all } = judgements(told)
    const worked = worthOf(followed, said, all).discrimination!
    const drawn = discrimination(judged, drawsFrom(5), 2000)
    expect(worked.auc).toBeCloseTo(areaUnderCurve(judged), 12)
    expect(Math.abs(worked.low - drawn.low)).toBeLessThan(0.015)
    expect(Math.abs(worked.high - drawn.high)).toBeLessThan(0.015)
  }
})

test('points turned round are worth as much less than a guess, with the same width', () => {
  const { followed, said, all } = judgements(20)
  const [{ discrimination: right }, { discrimination: wrong }] = [said, said.map((points) => 100 - points)].map((one) =>
    worthOf(followed, one, all),
  ) as [ReturnType<typeof worthOf>, ReturnType<typeof worthOf>]
  expect(right!.auc + wrong!.auc).toBeCloseTo(1, 12)
  expect(right!.high - right!.low).toBeCloseTo(wrong!.high - wrong!.low, 12)
})

test('measures that tell, that say nothing and that point the wrong way come out as such, the worst first', () => {
  const { followed, said } = judgements(25)
  const noise = judgements(0).said
  const measures = new Map([
    ['use', said],
    ['noise', noise],
    ['turned', said.map((points) => 100 - points)],
    ['rare', said.map((points, at) => (followed.account[at]! < 12 ? points : unsaid))],
  ])
  const parts = partsByMeasure(followed, measures)
  expect(parts.map(({ key, verdict }) => [key, verdict])).toEqual([
    ['turned', 'wrong'],
    ['noise', 'nothing'],
    ['use', 'tells'],
    ['rare', null],
  ])
  expect(parts[3]!.missing).toBeGreaterThan(5)
})

test('kinds share the judgements out, each counted once where kinds exclude each other', () => {
  const start = day('2025-01-31')
  const some = fc.array(
    fc.record({
      n: fc.integer({ min: 0, max: 9 }),
      score: fc.option(fc.integer({ min: 0, max: 100 })),
      month: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(some, (all) => {
      const shown = all.map(
        ({ n, score, month }): Shown => ({
          account: `a${n}` as AccountId,
          day: addDays(start, 30 * month),
          score,
          grade: 'watch',
        }),
      )
      const followed = followedBy(shown, new Map([['a1' as AccountId, [addDays(start, 40)]]]), 90)
      const parts = partsByKind({ followed, said: scoresOf(shown) }, (row) => [shown[row]!.account])
      const known = shown.filter(({ score }) => score !== null).length
      expect(parts.reduce((sum, { judged }) => sum + judged, 0)).toBe(known)
    }),
  )
})

test('how long somebody has been a customer is counted in whole months', () => {
  const on = (started: string | null) => tenureOf(started === null ? null : day(started), day('2026-03-31'))
  expect([on(null), on('2026-04-01'), on('2026-03-31'), on('2025-10-01')]).toEqual([null, null, 'months0', 'months0'])
  expect([on('2025-09-30'), on('2025-03-31'), on('2024-04-01'), on('2024-03-31')]).toEqual([
    'months6',
    'months12',
    'months12',
    'months24',
  ])
})
