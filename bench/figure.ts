/** What a bench found in one run: the product's figure, and the floor that was measured beside it. */
export type Figure = {
  name: string
  /** figure / floor for rates, floor / figure for times: 1 is as good as without a product around it. */
  ratio: number
  figure: number
  unit: string
  floor: number
  rows: number
  seconds: number
  /** The floor is a competitor, which may well be slower. */
  floorIsPeer?: boolean
  /** Whether what the goal asks besides the figure was kept (memory, say), and in words what was found. */
  ok?: boolean
  besides?: string
}

/** A bench that cannot be run here, and why. */
export type Skipped = { name: string; skipped: string }

/** Why a figure is none: a bench that measured nothing, or whose floor was slower than what stands on it. Null: it is one. */
export function whyNoFigure({ figure, floor, ratio, rows, seconds, floorIsPeer }: Figure): string | null {
  if (!(rows > 0)) return 'nothing was measured: there were no rows'
  if (![figure, floor, ratio, seconds].every((one) => Number.isFinite(one) && one > 0))
    return 'nothing was measured: a figure is no number above zero'
  if (ratio > 1 && floorIsPeer !== true)
    return 'the floor was slower than the product: something is wrong with the measurement'
  return null
}
