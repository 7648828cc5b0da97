import { addDays, type Day, daysBetween } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { type Grade, grades } from '../words.ts'
import { type Discrimination, discrimination, lossesMissing } from './auc.ts'
import { type Decile, deciles } from './deciles.ts'
import type { Judged } from './judged.ts'

/** What was shown of an account at the end of a day, while it was a customer. */
export type Shown = {
  readonly account: AccountId
  readonly day: Day
  readonly score: number | null
  readonly grade: Grade
}

/** On which days customers left, by account, oldest first. */
export type Losses = ReadonlyMap<AccountId, readonly Day[]>

export type BackTest = {
  /** Judgements (a customer at a month's end), the customers among them, and the losses that followed them. */
  readonly judged: number
  readonly accounts: number
  readonly lost: number
  /** Losses that no score stood before: the score was not known then. */
  readonly unjudged: number
  /** How many more losses are needed before figures say anything; 0: enough. */
  readonly missing: number
  /** null while losses are missing. */
  readonly discrimination: Discrimination | null
  readonly deciles: readonly Decile[]
  readonly grades: readonly { readonly grade: Grade; readonly judged: number; readonly lost: number }[]
  /** How many days before the loss the score had turned to risk, and stayed there: the middle one; null: no loss. */
  readonly leadDays: number | null
}

/** Days that are closed: what followed within the horizon is known for them. */
export function testedDays(ends: readonly Day[], today: Day, horizon: number): Day[] {
  return ends.filter((day) => addDays(day, horizon) < today)
}

/**
 * What scores were worth: what was shown at the end of each month against who left within `horizon` days after it. A customer
 * counts at each month's end; the interval draws customers, not months.
 */
export function backTest(shown: readonly Shown[], losses: Losses, horizon: number, random: () => number): BackTest {
  const numbers = new Map<AccountId, number>()
  const numberOf = (account: AccountId) =>
    numbers.get(account) ?? (numbers.set(account, numbers.size), numbers.size - 1)
  const followed = shown.map((one) => lossAfter(losses, one, horizon) !== null)
  const judged = shown.flatMap(({ account, score }, i): Judged[] =>
    score === null ? [] : [{ risk: -score, lost: followed[i]!, account: numberOf(account) }],
  )
  const lostAccounts = new Set(judged.filter(({ lost }) => lost).map(({ account }) => account)).size
  const share = judged.filter(({ lost }) => lost).length / judged.length
  const missing = lossesMissing(lostAccounts, share)
  return {
    judged: judged.length,
    accounts: numbers.size,
    lost: lostAccounts,
    unjudged: new Set(shown.filter(({ score }, i) => score === null && followed[i]).map(({ account }) => account)).size,
    missing,
    discrimination: missing > 0 ? null : discrimination(judged, random, 300),
    deciles: missing > 0 ? [] : deciles(judged),
    grades: grades.map((grade) => {
      const own = shown.flatMap((one, i) => (one.grade === grade ? [followed[i]!] : []))
      return { grade, judged: own.length, lost: own.filter(Boolean).length }
    }),
    leadDays: leadDays(shown, losses, horizon),
  }
}

/** The first loss of an account within `horizon` days after a day; null: none. */
export function lossAfter(
  losses: Losses,
  { account, day }: Pick<Shown, 'account' | 'day'>,
  horizon: number,
): Day | null {
  const last = addDays(day, horizon)
  return losses.get(account)?.find((lost) => lost > day && lost <= last) ?? null
}

/** Of the days between the warning that held until a loss, and the loss, the middle one; no warning counts as 0 days. */
function leadDays(shown: readonly Shown[], losses: Losses, horizon: number): number | null {
  const leads: number[] = []
  for (const [account, own] of Map.groupBy(shown, (one) => one.account)) {
    own.sort((a, b) => (a.day < b.day ? -1 : 1))
    for (const lost of losses.get(account) ?? []) {
      const before = own.filter(({ day }) => day < lost)
      const last = before.at(-1)
      if (!last || lossAfter(losses, last, horizon) !== lost) continue
      const warned = before[before.findLastIndex(({ grade }) => grade !== 'risk') + 1]
      leads.push(warned ? daysBetween(warned.day, lost) : 0)
    }
  }
  leads.sort((a, b) => a - b)
  return leads.length === 0 ? null : leads[Math.floor((leads.length - 1) / 2)]!
}
