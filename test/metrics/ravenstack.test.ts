import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fraction } from '#capabilities/revenue/core/fraction.ts'
import { usualConventions } from '#capabilities/revenue/core/conventions.ts'
import { type LedgerView, accountLedger } from '#capabilities/revenue/core/ledger/ledger.ts'
import { exchangeRates } from '#capabilities/revenue/core/ledger/rates.ts'
import { accountMonths, cohortTable } from '#capabilities/revenue/core/measures/cohorts.ts'
import { figuresOf } from '#capabilities/revenue/core/measures/figures.ts'
import { keptOver, retentionOfCohort } from '#capabilities/revenue/core/measures/retention.ts'
import { grossChurnRate, netChurnRate, quickRatio } from '#capabilities/revenue/core/measures/revenueRates.ts'
import { type MonthBridge, waterfall } from '#capabilities/revenue/core/measures/waterfall.ts'
import { day } from '#kernel/day.ts'
import { sharedData } from '../build/shared.ts'
import { line, version } from './histories.ts'

// Data that others made; it lies beside the repository and is no part of it.
const folder = `${sharedData}/ravenstack`
const there = existsSync(folder)

/** DD-MM-YYYY, as a spreadsheet left it. */
const dayOf = (text: string) => day(text.split('-').reverse().join('-'))

/** Rows of a plain CSV by the names of its columns. */
function rowsOf(name: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(`${folder}/${name}`, 'utf8').replace('\uFEFF', '').trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((text) => Object.fromEntries(text.split(',').map((cell, at) => [names[at], cell])))
}

const view: LedgerView = {
  asOf: day('2024-12-31'),
  rates: exchangeRates('USD', []),
  conventions: { ...usualConventions, compared: 'month_ends' },
}

const ledgers = there
  ? [...Map.groupBy(rowsOf('subscriptions.csv'), (row) => row['account_id']!)].map(([account, rows]) => {
      const lines = rows.map((row) =>
        line(
          [
            version(dayOf(row['start_date']!), Number(row['mrr_amount']), {
              endOn: row['end_date'] ? dayOf(row['end_date']) : null,
              trial: row['is_trial'] === 'TRUE',
            }),
          ],
          { id: row['subscription_id']! },
        ),
      )
      return accountLedger({ account, lines }, view)
    })
  : []
const expected = there ? JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) : {}
const dollars = (exact: bigint) => Number(exact / fraction) / 100

/** A month as the answers tell it: expansion in one, losses as positive amounts, rates to six digits. */
function told(bridge: MonthBridge) {
  const { kinds, customers } = bridge
  const figures = figuresOf([bridge])
  const rounded = (rate: number | null, digits: number) => (rate === null ? null : Number(rate.toFixed(digits)))
  return {
    month: bridge.month,
    start_mrr: dollars(bridge.opening),
    new: dollars(kinds.new.amount),
    expansion: dollars(kinds.upsell.amount + kinds.cross_sell.amount),
    reactivation: dollars(kinds.reactivation.amount),
    contraction: dollars(-kinds.contraction.amount),
    churn: dollars(-kinds.churn.amount),
    end_mrr: dollars(bridge.closing),
    n_new: kinds.new.accounts,
    n_expansion: kinds.upsell.accounts + kinds.cross_sell.accounts,
    n_reactivation: kinds.reactivation.accounts,
    n_contraction: kinds.contraction.accounts,
    n_churn: kinds.churn.accounts,
    customers_start: customers.opening,
    customers_end: customers.closing,
    arpa: rounded(dollars(bridge.closing) / customers.closing, 4),
    gross_mrr_churn_rate: rounded(grossChurnRate(figures), 6),
    net_mrr_churn_rate: rounded(netChurnRate(figures, usualConventions), 6),
    quick_ratio: rounded(quickRatio(figures, usualConventions), 4),
  }
}

describe.skipIf(!there)('RavenStack by month ends (skipped where ../shared is absent)', () => {
  test('the MRR bridge of every month, to the unit', () => {
    const bridges = waterfall(ledgers, '2023-01', '2024-12')
    expect(bridges.map(told)).toEqual(expected.mrr_by_month)
  })

  test('NRR, GRR and logos of those who paid at the end of 2023', () => {
    const kept = ledgers.map((ledger) => keptOver(ledger, '2024-01', '2024-12', usualConventions))
    const { accounts, then, now, nrr, grr, logos } = retentionOfCohort(kept)
    const { cohort_accounts, starting_mrr, ending_mrr_of_cohort, ...rates } = expected.trailing_12m_2024
    expect([accounts, dollars(then), dollars(now)]).toEqual([cohort_accounts, starting_mrr, ending_mrr_of_cohort])
    expect([nrr, grr, logos].map((rate) => Number(rate!.toFixed(6)))).toEqual([
      rates.nrr,
      rates.grr,
      rates.logo_retention,
    ])
  })

  test('cohorts by the month they first paid: logos and revenue, month by month', () => {
    const months = ledgers.flatMap((ledger) => accountMonths(ledger, '2024-12') ?? [])
    const table = cohortTable(months.map((one) => [one.began, one]))
    const cohorts = [...table].map(([month, { size, logos, mrr }]) => {
      const amounts = mrr.map(dollars)
      return [month, { size, initial_mrr: amounts[0], logo: logos, mrr: amounts }]
    })
    expect(Object.fromEntries(cohorts)).toEqual(expected.cohorts_by_first_paid_month)
  })
})
