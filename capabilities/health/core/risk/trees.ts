import type { Example } from '../proof/logistic.ts'

/** Asks one property: up to `atMost` goes left. A leaf adds its value to the log odds. */
export type Tree =
  | { readonly property: number; readonly atMost: number; readonly left: Tree; readonly right: Tree }
  | { readonly value: number }

/** A sum of small trees over the log odds of loss. */
export type Trees = { readonly base: number; readonly trees: readonly Tree[] }

export type Growing = {
  /** Trees grown one after the other, each on what those before it left unexplained. */
  readonly rounds: number
  /** Questions from the root to a leaf. */
  readonly depth: number
  /** The share of each tree's answer that counts. */
  readonly rate: number
  /** The ridge on the values of leaves. */
  readonly ridge: number
  /** Examples that a leaf holds at least. */
  readonly least: number
}

export const usualGrowing: Growing = { rounds: 80, depth: 3, rate: 0.06, ridge: 5, least: 20 }

/** Borders between the values of a property at most: more say little and take long. */
const mostBorders = 31

/**
 * Gradient boosted trees for the log loss, with second-order leaves (Friedman 2001; Chen & Guestrin 2016, eq. 5 and 7) on
 * binned values. Nothing in it is left to chance. Throws where there is nobody lost, or nobody kept, to learn from.
 */
export function growTrees(examples: readonly Example[], growing: Growing = usualGrowing): Trees {
  const losses = examples.filter(({ lost }) => lost).length
  if (losses === 0 || losses === examples.length) throw new RangeError('there are no losses, or nothing but losses')
  const binned = bin(examples)
  const base = Math.log(losses / (examples.length - losses))
  const line = new Float64Array(examples.length).fill(base)
  const off = new Float64Array(examples.length)
  const weight = new Float64Array(examples.length)
  const everybody = Int32Array.from(examples, (_, at) => at)
  const trees: Tree[] = []
  for (let round = 0; round < growing.rounds; round++) {
    examples.forEach(({ lost }, at) => {
      const said = 1 / (1 + Math.exp(-line[at]!))
      off[at] = (lost ? 1 : 0) - said
      weight[at] = said * (1 - said)
    })
    const tree = grow(binned, { off, weight, growing }, everybody, growing.depth)
    if ('value' in tree) break
    trees.push(tree)
    examples.forEach(({ values }, at) => (line[at]! += answer(tree, values)))
  }
  return { base, trees }
}

/** The probability of loss of somebody. */
export function probabilityByTrees({ base, trees }: Trees, values: readonly number[]): number {
  return 1 / (1 + Math.exp(-trees.reduce((sum, tree) => sum + answer(tree, values), base)))
}

function answer(tree: Tree, values: readonly number[]): number {
  let at = tree
  while ('property' in at) at = values[at.property]! <= at.atMost ? at.left : at.right
  return at.value
}

/** For each property its borders, and for each example between which of them it lies. */
type Binned = { borders: readonly number[]; bins: Uint8Array }[]

function bin(examples: readonly Example[]): Binned {
  return examples[0]!.values.map((_first, property) => {
    const sorted = Float64Array.from(examples, ({ values }) => values[property]!).sort()
    const steps = Math.min(mostBorders, sorted.length - 1)
    const cuts = Array.from(
      { length: steps },
      (_, n) => sorted[Math.floor(((n + 1) * (sorted.length - 1)) / (steps + 1))]!,
    )
    const borders = [...new Set(cuts)].filter((cut) => cut < sorted.at(-1)!)
    const bins = Uint8Array.from(examples, ({ values }) => {
      const above = borders.findIndex((border) => values[property]! <= border)
      return above < 0 ? borders.length : above
    })
    return { borders, bins }
  })
}

type Slopes = { off: Float64Array; weight: Float64Array; growing: Growing }

function grow(binned: Binned, slopes: Slopes, members: Int32Array, depth: number): Tree {
  const { off, weight, growing } = slopes
  let [sum, sumWeight] = [0, 0]
  for (const at of members) {
    sum += off[at]!
    sumWeight += weight[at]!
  }
  const leaf = { value: (growing.rate * sum) / (sumWeight + growing.ridge) }
  const best = depth > 0 ? bestSplit(binned, slopes, members, [sum, sumWeight]) : null
  if (!best) return leaf
  const { bins, borders } = binned[best.property]!
  const [left, right] = [
    members.filter((at) => bins[at]! <= best.border),
    members.filter((at) => bins[at]! > best.border),
  ]
  return {
    property: best.property,
    atMost: borders[best.border]!,
    left: grow(binned, slopes, left, depth - 1),
    right: grow(binned, slopes, right, depth - 1),
  }
}

function bestSplit(
  binned: Binned,
  { off, weight, growing }: Slopes,
  members: Int32Array,
  all: readonly [number, number],
) {
  const worth = (sum: number, sumWeight: number) => sum ** 2 / (sumWeight + growing.ridge)
  const whole = worth(...all)
  let best: { property: number; border: number; gain: number } | null = null
  binned.forEach(({ borders, bins }, property) => {
    if (borders.length === 0) return
    const [sums, weights, counts] = [new Float64Array(32), new Float64Array(32), new Int32Array(32)]
    for (const at of members) {
      const own = bins[at]!
      sums[own]! += off[at]!
      weights[own]! += weight[at]!
      counts[own]! += 1
    }
    let [sum, sumWeight, count] = [0, 0, 0]
    for (let border = 0; border < borders.length; border++) {
      sum += sums[border]!
      sumWeight += weights[border]!
      count += counts[border]!
      if (count < growing.least || members.length - count < growing.least) continue
      const gain = worth(sum, sumWeight) + worth(all[0] - sum, all[1] - sumWeight) - whole
      if (gain > (best?.gain ?? 1e-9)) best = { property, border, gain }
    }
  })
  return best as { property: number; border: number; gain: number } | null
}
