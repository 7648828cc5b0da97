import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { someAccount, someConventions, someRates } from '#test/build/revenueLines.ts'
import { accountLedger, type LedgerView } from './ledger.ts'
import { exchangeRates } from './rates.ts'
import { sliceLedgers } from './slices.ts'

const someView = fc.record({ rates: someRates, conventions: someConventions }).map(
  ({ rates, conventions }): LedgerView => ({
    asOf: day('2026-12-31'),
    rates: exchangeRates('JPY', rates),
    conventions: { ...conventions, compared: 'changes', signUpAndChurnInAMonth: 'counted' },
  }),
)

test('the products of an account come to the account, and its plans to their product, at every end', () => {
  fc.assert(
    fc.property(someAccount('a'), someView, (account, view) => {
      const whole = accountLedger(account, view)
      const slices = sliceLedgers(account, view, whole)
      const sum = (ledgers: readonly { movements: typeof whole.movements }[]) =>
        ledgers.flatMap(({ movements }) => movements).reduce((all, { amount }) => all + amount, 0n)
      const products = slices.filter(({ plan }) => plan === '')
      expect(sum(products.map(({ ledger }) => ledger))).toBe(sum([whole]))
    }),
    { numRuns: 150 },
  )
})
