import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountState } from './facts.ts'
import { type Exact, inMinorUnits } from './fraction.ts'
import { renewalOn, type Terms, termState } from './term.ts'

/** One contract of an account, added up over its recurring lines. */
export type ContractSum = Terms & {
  /** No recurring line was written down: the term alone says whether it holds. */
  bare: boolean
  /** Whether a price that is paid, or one on trial, holds today. */
  paid: boolean
  trial: boolean
  /** Whether a price had begun 90 days ago. */
  begunThen: boolean
  /** The first day after the last price that was paid and is over; null: none is over. */
  paidUntil: Day | null
  seats: number | null
  plan: string | null
  /** What the line of that plan costs per month. */
  planRate: number | null
  products: readonly string[]
}

/** What was written down about an account leaving: the last day it left, the last day it came back. */
export type ChurnSum = { churnedOn: Day | null; reactivatedOn: Day | null }

/** What an account pays per month by its ledger, in the reporting currency: on the day, and 90 days before. */
export type Paid = { readonly now: Exact; readonly then: Exact }

/** The facts `contract.*` of one account on a day. */
export function contractFactsOf(
  contracts: readonly ContractSum[],
  churn: ChurnSum,
  paid: Paid,
  on: Day,
): Record<string, FactValue> {
  const state = stateOf(contracts, on)
  const renewing = nextRenewal(contracts, on)
  const begunThen = contracts.some((contract) => contract.begunThen)
  const products = [...new Set(contracts.flatMap((contract) => contract.products))].sort()
  const seats = contracts.flatMap((contract) => (contract.seats === null ? [] : [contract.seats]))
  return {
    'contract.state': state,
    ...(state === 'none' ? {} : { 'contract.mrr': inMinorUnits(paid.now), 'contract.arr': inMinorUnits(paid.now, 12) }),
    'contract.arr_90d_ago': begunThen ? inMinorUnits(paid.then, 12) : null,
    'contract.started_on': contracts.map((contract) => contract.startOn).sort()[0] ?? null,
    'contract.renewal_on': renewing.on,
    'contract.auto_renews': renewing.autoRenews,
    'contract.seats': seats.length === 0 ? null : seats.reduce((sum, one) => sum + one, 0),
    'contract.plan': dearestPlan(contracts),
    'contract.products': products.length === 0 ? null : products,
    'contract.churned_on': churnedOn(contracts, churn, state),
  }
}

/** Paying makes active, before a trial; a contract without lines is taken at its word. */
function stateOf(contracts: readonly ContractSum[], on: Day): AccountState {
  const held = contracts.filter((contract) => contract.bare && termState(contract, on) === 'active')
  if (contracts.some((contract) => contract.paid) || held.length > 0) return 'active'
  if (contracts.some((contract) => contract.trial)) return 'trial'
  return contracts.some((contract) => contract.startOn <= on) ? 'ended' : 'none'
}

/** The earliest renewal to come among contracts that are paid for (or have no lines), and whether that one renews by itself. */
function nextRenewal(contracts: readonly ContractSum[], on: Day): { on: Day | null; autoRenews: boolean | null } {
  const current = contracts.filter(
    (contract) => (contract.bare || contract.paid) && termState(contract, on) === 'active',
  )
  const renewing = current
    .flatMap((contract) => {
      const next = renewalOn(contract, on)
      return next === null ? [] : [{ on: next, autoRenews: contract.autoRenews }]
    })
    .sort((a, b) => (a.on < b.on ? -1 : 1))
  const stated = current.find((contract) => contract.autoRenews !== null)
  return renewing[0] ?? { on: null, autoRenews: stated?.autoRenews ?? null }
}

function dearestPlan(contracts: readonly ContractSum[]): string | null {
  const planned = contracts.filter((contract) => contract.plan !== null)
  return planned.sort((a, b) => (b.planRate ?? 0) - (a.planRate ?? 0))[0]?.plan ?? null
}

/**
 * The day a customer was lost, for one who is: as it was written down, unless they came back after that, else the day
 * after the last price that was paid.
 */
function churnedOn(contracts: readonly ContractSum[], churn: ChurnSum, state: AccountState): Day | null {
  if (state === 'active' || state === 'trial') return null
  const cameBack = churn.reactivatedOn !== null && churn.churnedOn !== null && churn.reactivatedOn >= churn.churnedOn
  if (churn.churnedOn !== null && !cameBack) return churn.churnedOn
  if (state !== 'ended') return null
  const ends = contracts.map((contract) => contract.paidUntil ?? (contract.bare ? contract.endOn : null))
  return (
    ends
      .filter((end) => end !== null)
      .sort()
      .at(-1) ?? null
  )
}
