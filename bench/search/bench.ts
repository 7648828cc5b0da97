import { asProduct } from '../asProduct.ts'
import type { Figure } from '../figure.ts'

/**
 * A million conversations of three years with 20,000 customers, searched for words of every frequency, parts of words and
 * several at once, as the product answers. The floor is one statement that asks the index by hand. A word written in another
 * width or kana must find the same, and be marked.
 */
export const bench = (): Promise<Figure> => asProduct(new URL('./finding.ts', import.meta.url))
