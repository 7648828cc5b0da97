import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { fraction } from '../fraction.ts'
import { dailyChurn } from './dailyChurn.ts'

const moved = (on: string, kind: 'new' | 'churn', amount: number) => ({
  on: day(on),
  kind,
  amount: BigInt(amount) * fraction,
})

test('what is lost on a day is a share of that day, and days add up', () => {
  const rates = dailyChurn(
    [
      moved('2026-01-10', 'new', 100),
      moved('2026-03-05', 'churn', -10),
      moved('2026-03-05', 'new', 110),
      moved('2026-03-20', 'churn', -20),
    ],
    ['2026-01', '2026-02', '2026-03'],
  )
  expect(Object.fromEntries(rates)).toEqual({ '2026-01': null, '2026-02': 0, '2026-03': 10 / 100 + 20 / 200 })
  expect(dailyChurn([], ['2026-01']).get('2026-01')).toBeNull()
})
