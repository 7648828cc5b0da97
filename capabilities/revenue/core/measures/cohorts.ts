import { type Month, monthAfter, monthOf, monthsBetween, monthsFrom } from '../calendar/month.ts'
import type { Exact } from '../fraction.ts'
import type { AccountLedger } from '../ledger/movement.ts'
import type { Tenure } from '../survival/kaplanMeier.ts'

/** What one account counted at the end of each month since it first paid. */
export type AccountMonths = { readonly began: Month; readonly closings: readonly Exact[] }

/** The months of an account until a last one; null where it never paid. */
export function accountMonths({ movements, stays: [first] }: AccountLedger, until: Month): AccountMonths | null {
  if (!first || monthOf(first.from) > until) return null
  const moved = new Map<Month, Exact>()
  let level = 0n
  for (const { on, amount } of movements) moved.set(monthOf(on), (moved.get(monthOf(on)) ?? 0n) + amount)
  const began = monthOf(first.from)
  const closings = monthsFrom(began, until).map((month) => (level += moved.get(month) ?? 0n))
  return { began, closings }
}

/** Accounts that began together, or are alike: how many pay and what they count, month by month since they began. */
export type Cohort = { readonly size: number; readonly logos: number[]; readonly mrr: Exact[] }

/** The cohorts of accounts by what they are told apart by. A month counts where every account of the cohort has reached it. */
export function cohortTable<Key>(accounts: Iterable<readonly [Key, AccountMonths]>): Map<Key, Cohort> {
  const groups = new Map<Key, AccountMonths[]>()
  for (const [key, months] of accounts) groups.set(key, [...(groups.get(key) ?? []), months])
  return new Map([...groups].map(([key, members]) => [key, cohortOf(members)]))
}

function cohortOf(members: readonly AccountMonths[]): Cohort {
  const reached = Math.min(...members.map(({ closings }) => closings.length))
  const at = Array.from({ length: reached }, (_, month) => members.map(({ closings }) => closings[month]!))
  return {
    size: members.length,
    logos: at.map((levels) => levels.filter((level) => level > 0n).length),
    mrr: at.map((levels) => levels.reduce((sum, level) => sum + level, 0n)),
  }
}

/** How many months an account paid until it first left; who still pays was seen until now and not lost. */
export function tenureOf({ stays: [first] }: AccountLedger, until: Month): Tenure | null {
  if (!first) return null
  const left = first.until
  return { time: monthsBetween(monthOf(first.from), left ? monthOf(left) : monthAfter(until)), lost: left !== null }
}

/** Revenue of a cohort month by month as a share of its base month; null before it (SaaSGrid, Cohort Retention Baseline). */
export function rebased(revenue: readonly number[], base: 0 | 1): (number | null)[] {
  const whole = revenue[base] ?? 0
  return revenue.map((amount, month) => (month < base || whole <= 0 ? null : amount / whole))
}

/** The mean of cohorts month by month, weighted by how they began; each counts only in months it has reached (GP Bullhound). */
export function weightedMean(cohorts: readonly { weight: number; values: readonly number[] }[]): number[] {
  const months = Math.max(0, ...cohorts.map(({ values }) => values.length))
  return Array.from({ length: months }, (_, month) => {
    const reached = cohorts.filter(({ values }) => month < values.length)
    const weight = reached.reduce((sum, cohort) => sum + cohort.weight, 0)
    return reached.reduce((sum, cohort) => sum + cohort.weight * cohort.values[month]!, 0) / weight
  })
}
