import { type Discrimination, lossesMissing } from './auc.ts'

/** Judgements as columns of one length: of each the customer (numbered from 0), and whether a loss followed. */
export type Followed = { readonly account: Int32Array; readonly lost: Uint8Array }

/** What was said in each judgement: whole points, 0 to 100, fewer being worse; `unsaid` where nothing was. */
export type Said = Uint8Array
export const unsaid = 255

/** What points were worth for some judgements. */
export type Worth = {
  readonly judged: number
  readonly accounts: number
  /** Customers lost after points. */
  readonly lost: number
  /** How many more losses are needed before a figure says anything; 0: enough. */
  readonly missing: number
  readonly discrimination: Discrimination | null
}

/** What points were worth, by the judgements `at` (their places, all distinct). */
export function worthOf(followed: Followed, said: Said, at: Int32Array): Worth {
  const known = at.filter((row) => said[row] !== unsaid)
  const accounts = new Set<number>()
  const lostAccounts = new Set<number>()
  let losses = 0
  for (const row of known) {
    accounts.add(followed.account[row]!)
    if (!followed.lost[row]) continue
    losses += 1
    lostAccounts.add(followed.account[row]!)
  }
  const lost = lostAccounts.size
  const missing = lossesMissing(lost, losses / known.length)
  const discrimination = missing === 0 ? discriminationOfPoints(followed, said, known) : null
  return { judged: known.length, accounts: accounts.size, lost, missing, discrimination }
}

/**
 * How well points tell losses from the rest, with the 95 % interval of judgements that come in clusters, one for each
 * customer (Obuchowski 1997, Biometrics 53): what drawing customers anew comes to, without drawing.
 */
function discriminationOfPoints({ account, lost }: Followed, said: Said, at: Int32Array): Discrimination {
  const [losses, others] = [new Float64Array(101), new Float64Array(101)]
  for (const row of at) (lost[row] ? losses : others)[said[row]!]!++
  const [lossesAll, othersAll] = [sum(losses), sum(others)]
  // Of a loss: the share of the others that stood better; of another: the share of losses that stood worse; ties by half.
  const better = above(others).map((count, level) => (count + others[level]! / 2) / othersAll)
  const worse = above(losses).map((count, level) => 1 - (count + losses[level]! / 2) / lossesAll)
  const auc = losses.reduce((total, count, level) => total + count * better[level]!, 0) / lossesAll
  const clusters = new Map<number, { lost: number; other: number; hasLost: boolean; hasOther: boolean }>()
  for (const row of at) {
    const cluster = clusters.get(account[row]!) ?? { lost: 0, other: 0, hasLost: false, hasOther: false }
    clusters.set(account[row]!, cluster)
    if (lost[row]) {
      cluster.lost += better[said[row]!]! - auc
      cluster.hasLost = true
    } else {
      cluster.other += worse[said[row]!]! - auc
      cluster.hasOther = true
    }
  }
  const all = [...clusters.values()]
  const variance =
    spread(all.filter(({ hasLost }) => hasLost).map((one) => one.lost ** 2)) / lossesAll ** 2 +
    spread(all.filter(({ hasOther }) => hasOther).map((one) => one.other ** 2)) / othersAll ** 2 +
    (2 * spread(all.map((one) => one.lost * one.other))) / (lossesAll * othersAll)
  const half = 1.96 * Math.sqrt(Math.max(0, variance))
  return { auc, low: Math.max(0, auc - half), high: Math.min(1, auc + half) }
}

/** Of squares (or products) of what clusters are off the mean, their sum as of all clusters there could be. */
const spread = (parts: readonly number[]) =>
  parts.length < 2 ? 0 : (parts.length / (parts.length - 1)) * parts.reduce((total, part) => total + part, 0)

const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0)

/** Of each level, how many stand above it. */
function above(counts: Float64Array): Float64Array {
  const found = new Float64Array(counts.length)
  for (let level = counts.length - 2; level >= 0; level--) found[level] = found[level + 1]! + counts[level + 1]!
  return found
}

/** Whether points tell losses from the rest: they do; they say nothing that chance would not; they point the other way. */
export type Verdict = 'tells' | 'nothing' | 'wrong'

export function verdictOf({ low, high }: Discrimination): Verdict {
  if (high < 0.5) return 'wrong'
  return low <= 0.5 ? 'nothing' : 'tells'
}

/** Parts of which a figure is known first, the worst first; then those nearest to having one. */
export function worstFirst(a: Worth, b: Worth): number {
  if (a.discrimination && b.discrimination) return a.discrimination.auc - b.discrimination.auc
  if (a.discrimination || b.discrimination) return a.discrimination ? -1 : 1
  return a.missing - b.missing || b.judged - a.judged
}
