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
}
