/** What a workspace assumes where its contracts do not tell; null: nobody has said it. */
export type Assumptions = {
  readonly marginPercent: number | null
  readonly discountPercent: number | null
  /** Sales and marketing of the last twelve months, minor units of the workspace's currency. */
  readonly acquisitionCost: number | null
}

export const noAssumptions: Assumptions = { marginPercent: null, discountPercent: null, acquisitionCost: null }
