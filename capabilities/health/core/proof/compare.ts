import { lossesMissing } from './auc.ts'
import { type Followed, type Said, unsaid } from './points.ts'

/** A figure with the interval in which it lies 95 times of a hundred. */
export type Estimate = { readonly value: number; readonly low: number; readonly high: number }

/** What two ways of scoring were worth for the same customers on the same days. */
export type Compared = {
  /** Judgements that both gave, the customers they are of, and those lost after one. */
  readonly judged: number
  readonly accounts: number
  readonly lost: number
  /** How many more losses are needed before figures say anything; 0: enough. */
  readonly missing: number
  /** null while losses are missing. `difference`: the AUC of the second less that of the first. */
  readonly aucs: { readonly first: Estimate; readonly second: Estimate; readonly difference: Estimate } | null
  /** Whether the difference is more than chance, and which is the better; null with the figures. */
  readonly says: 'first' | 'second' | 'neither' | null
}

/**
 * Two ways of scoring side by side, by the judgements that both gave. Customers are drawn anew with all their judgements by
 * both (paired percentile bootstrap over clusters, Efron & Tibshirani 1993), so that what is hard about a customer is hard
 * for both. `random` gives numbers in [0, 1).
 */
export function compare(
  followed: Followed,
  [first, second]: readonly [Said, Said],
  random: () => number,
  rounds = 500,
): Compared {
  const rows = Int32Array.from(first.keys()).filter((row) => first[row] !== unsaid && second[row] !== unsaid)
  const numbers = new Map<number, number>()
  for (const row of rows) {
    const account = followed.account[row]!
    if (!numbers.has(account)) numbers.set(account, numbers.size)
  }
  const accounts = numbers.size
  const of = Int32Array.from(rows, (row) => numbers.get(followed.account[row]!)!)
  const lost = Uint8Array.from(rows, (row) => followed.lost[row]!)
  const lostAccounts = new Set(of.filter((_, at) => lost[at] === 1)).size
  const losses = lost.reduce((sum, one) => sum + one, 0)
  const missing = lossesMissing(lostAccounts, losses / rows.length)
  const counts = { judged: rows.length, accounts, lost: lostAccounts, missing }
  if (missing > 0) return { ...counts, aucs: null, says: null }
  const points = [first, second].map((said) => Uint8Array.from(rows, (row) => said[row]!)) as [Uint8Array, Uint8Array]
  const aucsOf = (times: Float64Array) =>
    points.map((own) => weightedArea(own, { of, lost, times })) as [number, number]
  const once = aucsOf(new Float64Array(accounts).fill(1))
  const drawn: [number, number][] = []
  for (let round = 0; round < rounds; round++) {
    const times = new Float64Array(accounts)
    for (let n = 0; n < accounts; n++) times[Math.floor(random() * accounts)]!++
    const pair = aucsOf(times)
    if (!Number.isNaN(pair[0])) drawn.push(pair)
  }
  const estimate = (value: (pair: [number, number]) => number): Estimate => {
    const sorted = drawn.map(value).sort((a, b) => a - b)
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!
    return { value: value(once), low: at(0.025), high: at(0.975) }
  }
  const difference = estimate(([one, other]) => other - one)
  const says = difference.low > 0 ? 'second' : difference.high < 0 ? 'first' : 'neither'
  return {
    ...counts,
    aucs: { first: estimate(([one]) => one), second: estimate(([, other]) => other), difference },
    says,
  }
}

type Drawn = { of: Int32Array; lost: Uint8Array; times: Float64Array }

/** The area under the ROC curve where each judgement counts as often as its customer was drawn; fewer points are worse. */
function weightedArea(points: Uint8Array, { of, lost, times }: Drawn): number {
  const [losses, others] = [new Float64Array(101), new Float64Array(101)]
  for (let at = 0; at < points.length; at++) (lost[at] ? losses : others)[points[at]!]! += times[of[at]!]!
  let [right, lossesBelow, othersAll] = [0, 0, 0]
  for (let level = 0; level <= 100; level++) {
    right += others[level]! * (lossesBelow + losses[level]! / 2)
    lossesBelow += losses[level]!
    othersAll += others[level]!
  }
  return right / (lossesBelow * othersAll)
}
