import type { Judged } from './judged.ts'

/** How well risks tell losses from the rest, with the interval in which it lies 95 times of a hundred. */
export type Discrimination = { readonly auc: number; readonly low: number; readonly high: number }

/**
 * The share of pairs (one lost, one not) in which the lost one had the higher risk, equal risks counting as half: the area
 * under the ROC curve (Mann & Whitney 1947). 0.5 is guessing. NaN where there is no such pair.
 */
export function areaUnderCurve(judged: readonly Judged[]): number {
  const sorted = ranked(judged)
  return weighted(sorted, new Float64Array(sorted.accounts).fill(1))
}

/**
 * The same with its interval, by drawing accounts anew with all their judgements (percentile bootstrap over clusters, Efron
 * & Tibshirani 1993). `random` gives numbers in [0, 1).
 */
export function discrimination(judged: readonly Judged[], random: () => number, rounds = 500): Discrimination {
  const sorted = ranked(judged)
  const once = new Float64Array(sorted.accounts).fill(1)
  const drawn: number[] = []
  for (let round = 0; round < rounds; round++) {
    const times = new Float64Array(sorted.accounts)
    for (let n = 0; n < sorted.accounts; n++) times[Math.floor(random() * sorted.accounts)]!++
    const auc = weighted(sorted, times)
    if (!Number.isNaN(auc)) drawn.push(auc)
  }
  drawn.sort((a, b) => a - b)
  const at = (share: number) => drawn[Math.round(share * (drawn.length - 1))] ?? Number.NaN
  return { auc: weighted(sorted, once), low: at(0.025), high: at(0.975) }
}

/** Judgements from the lowest risk to the highest; accounts numbered from 0. */
type Ranked = { risks: Float64Array; lost: Uint8Array; account: Int32Array; accounts: number }

function ranked(judged: readonly Judged[]): Ranked {
  const sorted = judged.toSorted((a, b) => a.risk - b.risk)
  const numbers = new Map<number, number>()
  for (const { account } of sorted) if (!numbers.has(account)) numbers.set(account, numbers.size)
  return {
    risks: Float64Array.from(sorted, ({ risk }) => risk),
    lost: Uint8Array.from(sorted, ({ lost }) => (lost ? 1 : 0)),
    account: Int32Array.from(sorted, ({ account }) => numbers.get(account)!),
    accounts: numbers.size,
  }
}

function weighted({ risks, lost, account }: Ranked, times: Float64Array): number {
  let [losses, others, below] = [0, 0, 0]
  for (let from = 0, to = 0; from < risks.length; from = to) {
    let [lostHere, othersHere] = [0, 0]
    for (to = from; to < risks.length && risks[to] === risks[from]; to++) {
      const weight = times[account[to]!]!
      if (lost[to]) lostHere += weight
      else othersHere += weight
    }
    below += lostHere * (others + othersHere / 2)
    losses += lostHere
    others += othersHere
  }
  return below / (losses * others)
}

/**
 * How many losses are needed, at a share of losses, before the 95 % interval of an AUC around 0.7 is no wider than 0.15 to
 * either side, clear of guessing (standard error of Hanley & McNeil 1982). Below that, a figure would say more than is known.
 */
export function lossesNeeded(share: number): number {
  const auc = 0.7
  const both = auc / (2 - auc) - auc ** 2
  const twice = (2 * auc ** 2) / (1 + auc) - auc ** 2
  for (let losses = 5; ; losses++) {
    const others = Math.max(1, (losses * (1 - share)) / share)
    const variance = (auc * (1 - auc) + (losses - 1) * both + (others - 1) * twice) / (losses * others)
    if (1.96 * Math.sqrt(variance) <= 0.15) return losses
  }
}

/** How many more customers must have been lost than `lost`, of judgements a share of which a loss followed; 0: enough were. */
export function lossesMissing(lost: number, share: number): number {
  // Where all are lost there is nobody to tell them from, and no number of losses would do.
  return lost === 0 ? lossesNeeded(0.05) : Math.max(share < 1 ? 0 : 1, lossesNeeded(Math.min(share, 0.9)) - lost)
}
