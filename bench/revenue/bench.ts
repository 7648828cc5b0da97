import { asProduct } from '../asProduct.ts'
import type { Figure } from '../figure.ts'

/**
 * Revenue: 100,000 customers with five years of contracts; the waterfall by month, a drill-down from a bar to its movements,
 * and what else the page asks, over HTTP, one question after the other. The floor of each: the bare statement over the same tables
 * by the driver alone, without permission, names, conventions or JSON of an answer. The figure is the waterfall of five years.
 * With BENCH_DATA the customers are kept in that folder for the next run.
 */
export const bench = (): Promise<Figure> => asProduct(new URL('./asking.ts', import.meta.url))
