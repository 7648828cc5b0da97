import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Half, standing, sureOfB, type Trial } from './trial.ts'

const trial: Trial = { share: 20, goal: { is: 'replied' }, atLeast: 50, days: 7, otherwise: 'a' }
const sides = (a: [did: number, sent: number], b: [did: number, sent: number]) => ({
  a: { did: a[0], sent: a[1] },
  b: { did: b[0], sent: b[1] },
})
const side = fc.integer({ min: 0, max: 400 }).chain((sent) => fc.record({ sent: fc.constant(sent), did: fc.nat(sent) }))

test('how sure it is comes out as by hand: nothing known, one of one against nothing, one of one against none of one', () => {
  expect(sureOfB(sides([0, 0], [0, 0]))).toBeCloseTo(1 / 2, 9)
  expect(sureOfB(sides([0, 0], [1, 1]))).toBeCloseTo(2 / 3, 9)
  expect(sureOfB(sides([0, 1], [1, 1]))).toBeCloseTo(5 / 6, 9)
})

test('what is sure of B is unsure of A', () => {
  fc.assert(
    fc.property(side, side, (a, b) => {
      expect(sureOfB({ a, b }) + sureOfB({ a: b, b: a })).toBeCloseTo(1, 6)
    }),
  )
})

test('one more who did it makes it surer', () => {
  const more = side.filter(({ sent, did }) => did < sent)
  fc.assert(
    fc.property(side, more, (a, b) => {
      expect(sureOfB({ a, b: { ...b, did: b.did + 1 } })).toBeGreaterThanOrEqual(sureOfB({ a, b }) - 1e-9)
    }),
  )
})

test('of thousands it is what the normal distribution says, and stays between 0 and 1', () => {
  // 5.0% and 5.6% of 10,000: z = 1.896, of which 97.1% lies below.
  expect(sureOfB(sides([500, 10_000], [560, 10_000]))).toBeCloseTo(0.971, 2)
  expect(sureOfB(sides([0, 100_000], [5_000, 100_000]))).toBeLessThanOrEqual(1)
})

test('nothing is said of too few, and the last day ends it with what was chosen', () => {
  expect(standing(sides([0, 49], [30, 49]), trial, 3)).toMatchObject({ is: 'open', because: 'too_few', leads: 'b' })
  expect(standing(sides([0, 50], [30, 50]), trial, 1)).toMatchObject({ is: 'over', winner: 'b', because: 'sure' })
  expect(standing(sides([9, 90], [10, 90]), trial, 6)).toMatchObject({ is: 'open', because: 'not_sure' })
  expect(standing(sides([9, 90], [10, 90]), trial, 7)).toMatchObject({ winner: 'a', because: 'last_day' })
})

/** The winner of a trial of 200 mails a side with these shares of replies, looked at every day while the replies come in. */
function runOf(shares: Record<Half, number>, random: () => number): Half {
  const replied = (share: number) => Array.from({ length: 200 }, () => (random() < share ? 1 + random() * 7 : 99))
  const days = { a: replied(shares.a), b: replied(shares.b) }
  for (let day = 1; ; day++) {
    const did = (half: Half) => ({ sent: 200, did: days[half].filter((at) => at <= day).length })
    const now = standing({ a: did('a'), b: did('b') }, trial, day)
    if (now.is === 'over') return now.winner
  }
}

test('looked at every day, a text that is half as good wins in fewer than one of thirty trials', () => {
  let state = 20_261_122
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const wins = Array.from({ length: 1000 }, () => runOf({ a: 0.1, b: 0.05 }, random)).filter((half) => half === 'b')
  expect(wins.length).toBeLessThan(33)
})
