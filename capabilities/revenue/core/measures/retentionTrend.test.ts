import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { someAccount, someConventions, someRates } from '#test/build/revenueLines.ts'
import { monthAfter, monthOf } from '../calendar/month.ts'
import { accountLedger } from '../ledger/ledger.ts'
import type { AccountLedger } from '../ledger/movement.ts'
import { exchangeRates } from '../ledger/rates.ts'
import { keptOver, retentionOfCohort } from './retention.ts'
import { type MovedMonth, retentionTrend } from './retentionTrend.ts'

const months = ['2025-02', '2025-08', '2026-03']

/** The movements of an account as they are read: by month and kind, with when it had last come anew. */
const movedOf = (account: string, { movements, stays }: AccountLedger, leftOut: boolean): MovedMonth[] =>
  movements.map(({ on, kind, amount }) => {
    const anew = stays.findLast((stay) => stay.from <= on && (stay.kind === 'new' || leftOut))
    return { account, month: monthOf(on), kind, since: anew ? monthOf(anew.from) : null, amount: Number(amount) }
  })

test('twelve months to each month in one pass are what each of them is by itself, for all and for groups', () => {
  fc.assert(
    fc.property(
      fc.tuple(...['a', 'b', 'c'].map(someAccount)),
      someRates,
      someConventions,
      fc.constantFrom('left_out' as const, 'counted' as const),
      (accounts, rates, settled, reactivationInRetention) => {
        const conventions = { ...settled, compared: 'changes' as const }
        const view = { asOf: day('2026-12-31'), rates: exchangeRates('JPY', rates), conventions }
        const ledgers = accounts.map((account) => accountLedger(account, view))
        const moved = ledgers.flatMap((ledger, at) =>
          movedOf(String(at), ledger, reactivationInRetention === 'left_out'),
        )
        const how = { retention: 'cohort' as const, reactivationInRetention }
        const trend = retentionTrend(moved, months, (account) => (account === '0' ? ['first'] : []), how)
        for (const [key, own] of [['', ledgers] as const, ['first', ledgers.slice(0, 1)] as const]) {
          for (const [at, month] of months.entries()) {
            const alone = retentionOfCohort(own.map((one) => keptOver(one, monthAfter(month, -11), month, how)))
            const point = trend.get(key)?.[at]
            if (!point) continue
            expect([point.accounts, point.then, point.now]).toEqual([
              alone.accounts,
              Number(alone.then),
              Number(alone.now),
            ])
            expect(point.grr ?? 0).toBeCloseTo(alone.grr ?? 0, 9)
            expect(point.logos).toBe(alone.logos)
          }
        }
      },
    ),
    { numRuns: 200 },
  )
})
