import { asProduct } from '../asProduct.ts'
import type { Figure } from '../figure.ts'

/**
 * P6 asks for a search over timeline entries, which the product does not have yet. What it has is the search of customers:
 * parts of names and readings, width and kana folded, here over a million of them. The floor is the index alone: ids by the
 * same pairs of characters, without order, policy or names. A word written in another width must find the same customers.
 */
export const bench = (): Promise<Figure> => asProduct(new URL('./finding.ts', import.meta.url))
