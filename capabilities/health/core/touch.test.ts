import fc from 'fast-check'
import { expect, test } from 'vitest'
import { modelOf, readyNorms, touchOf, type TouchReading, type TouchRole, touchRoles } from './touch.ts'
import { touchSentence } from './touchSentence.ts'

const norms = readyNorms.high
const fine: TouchReading = { known: true, days: 5, count: 2 }
const nobody: TouchReading = { known: false, days: null, count: 0 }
const of = (own: Partial<Record<TouchRole, TouchReading>>, customerFor: number | null = 900) =>
  touchOf(norms, (role) => own[role] ?? fine, customerFor)
const verdicts = (touch: ReturnType<typeof of>) => touch.roles.map(({ verdict }) => verdict)

test('too little and too much cost alike, the further from the norm the more', () => {
  expect(of({})).toMatchObject({ score: 100, verdict: 'right' })
  const little = of({ decision_maker: { known: true, days: 180, count: 0 } })
  const much = of({ decision_maker: { known: true, days: 1, count: 8 } })
  expect(little.roles[0]).toMatchObject({ verdict: 'too_little', points: 50 })
  expect(much.roles[0]).toMatchObject({ verdict: 'too_much', points: 50 })
  expect([little.score, much.score]).toEqual([83, 83])
  expect([little.verdict, much.verdict]).toEqual(['too_little', 'too_much'])
})

test('who is not known is told apart, and a new customer was not neglected yet', () => {
  expect(of({ promoter: nobody })).toMatchObject({ score: 100, verdict: 'right' })
  expect(verdicts(of({ promoter: nobody }))).toEqual(['right', 'nobody_known', 'right'])
  const none = touchOf(norms, () => nobody, 10)
  expect(none).toMatchObject({ score: null, verdict: 'nobody_known' })
  const never: TouchReading = { known: true, days: null, count: 0 }
  expect(verdicts(of({ operator: never }, 14))).toEqual(['right', 'right', 'right'])
  expect(verdicts(of({ operator: never }, 15))).toEqual(['right', 'right', 'too_little'])
  expect(of({ operator: never }, null).roles[2]!.points).toBe(0)
  expect(modelOf(null)).toBe('low')
})

const reading: fc.Arbitrary<TouchReading> = fc.record({
  known: fc.boolean(),
  days: fc.option(fc.nat(1000), { nil: null }),
  count: fc.nat(60),
})

test('a gauge stands on the side of its verdict, within its ends, and points are full just where it is right', () => {
  fc.assert(
    fc.property(reading, fc.option(fc.nat(2000), { nil: null }), (one, customerFor) => {
      for (const { verdict, points, position } of touchOf(norms, () => one, customerFor).roles) {
        if (verdict === 'nobody_known') expect([points, position]).toEqual([null, null])
        else if (verdict === 'right') expect([points, Math.abs(position!) <= 1 / 3 + 1e-9]).toEqual([100, true])
        else {
          expect(points).toBeLessThan(100)
          const side = verdict === 'too_little' ? -position! : position!
          expect(side >= 1 / 3 - 1e-9 && side <= 1).toBe(true)
        }
      }
    }),
  )
})

test('a day later without a word is never better, a further touch never makes up for too many', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(40), (days, count) => {
      const points = (one: Partial<TouchReading>) =>
        of({ promoter: { known: true, days, count, ...one } }).roles[1]!.points!
      if (count <= norms.promoter.most) expect(points({ days: days + 1 })).toBeLessThanOrEqual(points({}))
      if (days <= norms.promoter.everyDays) expect(points({ count: count + 1 })).toBeLessThanOrEqual(points({}))
    }),
  )
})

test('the sentence names who, how much, and the norm', () => {
  const touch = of({
    decision_maker: { known: true, days: 120, count: 0 },
    promoter: nobody,
    operator: { known: true, days: 1, count: 20 },
  })
  expect(touchSentence(touch)).toEqual({
    ja: '接点スコアは68点です。決裁者とは120日間話せていません(めやすは90日に1回)。運用担当とは30日に20回で、めやすの12回を超えています。推進者は、まだわかっていません。',
    en: 'The touch score is 68. The decision maker was last met 120 days ago (norm: every 90 days). The operator was contacted 20 times in 30 days, more than the norm of 12. Not known yet: promoter.',
  })
  expect(touchSentence(of({})).ja).toBe('接点スコアは100点です。ちょうどよい頻度で話せています。')
  expect(touchRoles).toHaveLength(3)
})
