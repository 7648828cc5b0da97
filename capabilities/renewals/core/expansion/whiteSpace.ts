/** How a product is spread among paying customers. */
export type Spread = {
  product: string
  customers: number
  /** The middle ARR of those who have it, minor units of the workspace's currency; null: nobody pays for it in that currency. */
  usualArr: number | null
  /** How many of its customers have each other product, too. */
  beside: Readonly<Record<string, number>>
}

/** Customers of a product that there must be before the others of them say anything. */
const fewest = 5

/** A product that a customer lacks, and the share (percent) of customers alike who have it; null: too few to say. */
export type Lacking = { product: string; share: number | null; usualArr: number | null }

/**
 * What a customer lacks of all that is sold, the likeliest first. Alike are those who have a product this one has, too: of
 * several products the one whose customers have it most often counts.
 */
export function whiteSpace(spreads: readonly Spread[], has: readonly string[]): Lacking[] {
  const own = new Set(has)
  const beside = spreads.filter(({ product, customers }) => own.has(product) && customers >= fewest)
  return spreads
    .filter(({ product }) => !own.has(product))
    .map(({ product, usualArr }) => {
      const shares = beside.map((one) => (100 * (one.beside[product] ?? 0)) / one.customers)
      return { product, usualArr, share: shares.length === 0 ? null : Math.max(...shares) }
    })
    .toSorted((a, b) => (b.share ?? -1) - (a.share ?? -1) || (a.product < b.product ? -1 : 1))
}

/** The one to talk about next: the likeliest of those of which anything can be said. */
export function nextProduct(lacking: readonly Lacking[]): Lacking | null {
  const [first] = lacking
  return first && first.share !== null && first.share > 0 ? first : null
}
