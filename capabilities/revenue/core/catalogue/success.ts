/** Where support decides whether customers succeed with a product. */
export const decidedWhen = ['early', 'late', 'throughout'] as const

/** How customers come to success with a product: after how many months, usually; null: it does not bring that one. */
export type SuccessType = {
  readonly decided: (typeof decidedWhen)[number]
  readonly lightMonths: number | null
  readonly deepMonths: number | null
}
export type ProductSuccess = SuccessType & { readonly product: string }

/** The most months that either success may take. */
export const mostMonths = 120

/** Months as days: a twelfth of 365 each, so that 24 months are 730 days. */
export function daysOfMonths(months: number): number {
  return Math.round((months * 365) / 12)
}

type SuccessIssue =
  | { readonly field: 'lightMonths'; readonly rule: 'success_of_neither' }
  | { readonly field: 'deepMonths'; readonly rule: 'deep_before_light' }

/** A rule that a success type breaks, by its field; null: it is sound. A deep success takes longer than a light one. */
export function successIssue({ lightMonths, deepMonths }: SuccessType): SuccessIssue | null {
  if (lightMonths === null && deepMonths === null) return { field: 'lightMonths', rule: 'success_of_neither' }
  if (lightMonths !== null && deepMonths !== null && deepMonths <= lightMonths)
    return { field: 'deepMonths', rule: 'deep_before_light' }
  return null
}

/** The success type an account goes by: that of the first product, in their order, that it has. */
export function successOf(types: readonly ProductSuccess[], products: readonly string[]): ProductSuccess | null {
  return types.find(({ product }) => products.includes(product)) ?? null
}
