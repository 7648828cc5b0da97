import { asProduct } from '../asProduct.ts'
import type { Figure } from '../figure.ts'

/**
 * P4: pages of 50 of the customer list as JSON over HTTP, 20 filters × 10 orders over 100,000 customers, 16 callers. The
 * floor: each question as one statement by the driver alone, with an index for every order. The product may be ahead of
 * it, since it finds the customers of a page in memory. With BENCH_DATA the customers are kept in that folder for the next run.
 */
export const bench = (): Promise<Figure> => asProduct(new URL('./asking.ts', import.meta.url))
