import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import { judge, usualShare } from './judge.ts'

const from = day('2026-01-01')
const to = day('2026-06-30')
const period = { from, to, horizon: 90 }
const on = (account: string, text: string) => ({ account, day: day(text) })

test('losses are caught by a firing before them within the horizon, and missed without', () => {
  const fired = [on('a', '2026-02-01'), on('a', '2026-03-01'), on('b', '2026-01-05'), on('c', '2026-05-01')]
  const lost = [on('a', '2026-03-20'), on('b', '2026-06-01'), on('d', '2026-04-01')]
  const { firings, losses, leadDays, accounts } = judge(fired, lost, period)
  expect(losses.map((loss) => [loss.account, loss.firedOn])).toEqual([
    ['b', null], // it fired more than 90 days before
    ['d', null],
    ['a', '2026-02-01'],
  ])
  expect(firings.map((firing) => [firing.account, firing.outcome])).toEqual([
    ['c', 'open'],
    ['a', 'lost'],
    ['a', 'lost'],
    ['b', 'kept'],
  ])
  expect([leadDays, accounts]).toEqual([47, 3])
})

test('a firing on the day of the loss, or after it, is no warning', () => {
  const lost = [on('a', '2026-03-20')]
  const { losses, firings } = judge([on('a', '2026-03-20'), on('a', '2026-03-25')], lost, period)
  expect(losses[0]!.firedOn).toBeNull()
  expect(firings.every((firing) => firing.lostOn === null)).toBe(true)
})

test('a firing before the period still catches a loss in it, and is not counted', () => {
  const { firings, losses } = judge([on('a', '2025-12-20')], [on('a', '2026-01-10')], period)
  expect([firings.length, losses[0]!.firedOn]).toEqual([0, '2025-12-20'])
})

test('shares are told with twelve losses, and before that how many are wanting', () => {
  const some = (count: number) => Array.from({ length: count }, (_, n) => on(`${n}`, '2026-03-01'))
  const few = judge(
    some(11),
    some(11).map((one) => ({ ...one, day: day('2026-04-01') })),
    period,
  )
  expect([few.missing, few.recall, few.precision]).toEqual([1, null, null])
  const lost = some(12).map((one) => ({ ...one, day: day('2026-04-01') }))
  const enough = judge(some(9), lost, period)
  expect([enough.missing, enough.recall]).toMatchObject([0, { hits: 9, of: 12, share: 0.75 }])
  expect([enough.recall!.low, enough.recall!.high].map((share) => Math.round(100 * share))).toEqual([47, 91])
})

test('the share of all customers that left is counted by looks at those who were customers', () => {
  const customers = new Set(Array.from({ length: 20 }, (_, n) => `${n}`))
  const looks = [
    { day: day('2026-01-31'), customers },
    { day: day('2026-02-28'), customers },
  ]
  expect(usualShare(looks, [on('3', '2026-03-10'), on('x', '2026-03-10')], 30)).toMatchObject({ hits: 1, of: 40 })
})

const offset = fc.integer({ min: -60, max: 240 })
const events = fc.array(fc.record({ account: fc.constantFrom('a', 'b', 'c', 'd'), after: offset }), { maxLength: 30 })

test('whatever happened: every firing and every loss of the period is in one week, and the two sides agree', () => {
  fc.assert(
    fc.property(events, events, fc.integer({ min: 1, max: 120 }), (some, others, horizon) => {
      const at = ({ account, after }: { account: string; after: number }) => ({ account, day: addDays(from, after) })
      const { firings, losses, weeks } = judge(some.map(at), others.map(at), { from, to, horizon })
      const sum = (count: (week: (typeof weeks)[number]) => number) => weeks.reduce((all, week) => all + count(week), 0)
      expect(sum((week) => week.lost + week.kept + week.open)).toBe(firings.length)
      expect(sum((week) => week.caught + week.missed)).toBe(losses.length)
      for (const { account, lostOn } of firings.filter((firing) => firing.lostOn !== null))
        expect(losses.find((loss) => loss.account === account && loss.day === lostOn)!.firedOn).not.toBeNull()
    }),
  )
})
