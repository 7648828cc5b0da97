import { discrimination, lossesMissing } from '../proof/auc.ts'

/** Facts that pile up before customers leave, and which way is worse. */
export const accumulating: Readonly<Record<string, 'more' | 'less'>> = {
  'inquiry.open_count': 'more',
  'inquiry.escalated_30d': 'more',
  'metric.days_since_seen': 'more',
  'contacts.decision_maker.days_since_touch': 'more',
  'touch.days_since': 'more',
  'phase.returns': 'more',
  'phase.days': 'more',
  'metric.features_used_28d': 'less',
  'metric.licence_use': 'less',
}

/** The middle, and the borders of the middle half. */
export type Quartiles = {
  readonly customers: number
  readonly low: number
  readonly median: number
  readonly high: number
}

/** Where lost customers stood at the last month's end before they left, against those who stayed. */
export type Level = {
  readonly fact: string
  readonly worse: 'more' | 'less'
  /** How many more losses are needed before levels say anything; 0: enough. */
  readonly missing: number
  /** null while losses are missing. */
  readonly found: {
    readonly lost: Quartiles
    readonly stayed: Quartiles
    /** Whether the lost stood worse by more than chance: in how many pairs they did, with the interval. */
    readonly auc: number
    readonly tells: boolean
  } | null
}

/** The level of one fact at which customers left, by one value of each customer. `random` draws the interval. */
export function levelOf(
  fact: string,
  values: { readonly lost: readonly number[]; readonly stayed: readonly number[] },
  random: () => number,
): Level {
  const worse = accumulating[fact] ?? 'more'
  const { lost, stayed } = values
  const missing = lossesMissing(lost.length, lost.length / Math.max(1, lost.length + stayed.length))
  if (missing > 0) return { fact, worse, missing, found: null }
  const sign = worse === 'more' ? 1 : -1
  const judged = [...lost, ...stayed].map((value, account) => ({
    risk: sign * value,
    lost: account < lost.length,
    account,
  }))
  const { auc, low } = discrimination(judged, random, 200)
  const [left, kept] = [quartiles(lost), quartiles(stayed)]
  const tells = low > 0.5 && sign * (left.median - kept.median) > 0
  return { fact, worse, missing, found: { lost: left, stayed: kept, auc, tells } }
}

/** How far a customer has come from where those who stayed stand (0) to where those who left stood (1), and beyond. */
export type Nearness = {
  readonly fact: string
  readonly value: number
  readonly level: number
  readonly usual: number
  readonly way: number
}

/** The fact in which a customer is nearest to where earlier ones left; null: in none is it worse than those who stay. */
export function nearestLevel(levels: readonly Level[], value: (fact: string) => number | null): Nearness | null {
  const all = levels.flatMap(({ fact, found }): Nearness[] => {
    const now = value(fact)
    if (!found?.tells || now === null) return []
    const [level, usual] = [found.lost.median, found.stayed.median]
    return [{ fact, value: now, level, usual, way: (now - usual) / (level - usual) }]
  })
  const nearest = all.reduce<Nearness | null>((best, one) => (best === null || one.way > best.way ? one : best), null)
  return nearest && nearest.way > 0 ? nearest : null
}

function quartiles(values: readonly number[]): Quartiles {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!
  return { customers: sorted.length, low: at(0.25), median: at(0.5), high: at(0.75) }
}
