import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { accountLedger } from '#capabilities/revenue/core/ledger/ledger.ts'
import { exchangeRates } from '#capabilities/revenue/core/ledger/rates.ts'
import { day } from '#kernel/day.ts'
import { someAccount, someConventions, someRates } from './revenueLines.ts'

/** Prints what the ledgers of the same random histories come to, in one line: to be run under any time zone. */
const compared = fc.constantFrom('changes', 'month_ends', 'billed_days')
const histories = fc.sample(fc.tuple(someAccount('a'), someConventions, compared, someRates), { seed: 4, numRuns: 200 })
const ledgers = histories.map(([account, conventions, basis, rates]) =>
  accountLedger(account, {
    asOf: day('2026-10-25'),
    conventions: { ...conventions, compared: basis },
    rates: exchangeRates('JPY', rates),
  }),
)
const text = JSON.stringify(ledgers, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))
const moved = ledgers.reduce((sum, { movements }) => sum + movements.length, 0)
console.log(`${moved} ${createHash('sha256').update(text).digest('hex')} ${new Date(0).getHours()}`)
