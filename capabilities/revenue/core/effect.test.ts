import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, day } from '#kernel/day.ts'
import { someAccount, someConventions, someRates } from '#test/build/revenueLines.ts'
import { usualConventions } from './conventions.ts'
import { effectOf } from './effect.ts'
import { inMinorUnits } from './fraction.ts'
import { accountLedger } from './ledger/ledger.ts'
import type { Movement } from './ledger/movement.ts'
import { exchangeRates } from './ledger/rates.ts'

const asOf = day('2027-01-01')
const today = day('2025-04-01')
const levelOn = (movements: readonly Movement[], on: string) =>
  inMinorUnits(movements.filter((one) => one.on <= on).reduce((sum, { amount }) => sum + amount, 0n))

test('opening and movements are closing on both sides, and both begin with the same', () => {
  fc.assert(
    fc.property(someAccount('a'), someAccount('a'), someRates, someConventions, (one, two, dated, conventions) => {
      const view = {
        asOf,
        rates: exchangeRates('JPY', dated),
        conventions: { ...conventions, compared: 'changes' as const },
      }
      const [before, after] = [accountLedger(one, view).movements, accountLedger(two, view).movements]
      const { today: now, year } = effectOf(before, after, today)
      expect(now).toEqual({ before: levelOn(before, today), after: levelOn(after, today) })
      if (year === null) {
        expect(levelOn(after, asOf)).toBe(levelOn(before, asOf))
        return
      }
      const sum = (side: 'before' | 'after') => year.rows.reduce((all, row) => all + row[side], year.opening)
      expect({ before: sum('before'), after: sum('after') }).toEqual(year.closing)
      const last = addDays(addMonths(year.from, 12), -1)
      expect(year.closing).toEqual({ before: levelOn(before, last), after: levelOn(after, last) })
      expect(levelOn(after, addDays(year.from, -1))).toBe(year.opening)
    }),
    { numRuns: 200 },
  )
})

test('what changes nothing has no effect', () => {
  fc.assert(
    fc.property(someAccount('a'), (account) => {
      const { movements } = accountLedger(account, {
        asOf,
        rates: exchangeRates('JPY', []),
        conventions: usualConventions,
      })
      expect(effectOf(movements, movements, today).year).toBeNull()
    }),
    { numRuns: 50 },
  )
})
