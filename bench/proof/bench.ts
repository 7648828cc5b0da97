import { asProduct } from '../asProduct.ts'
import type { Figure } from '../figure.ts'

/**
 * P8: a scorecard of twelve measures tried on 36 month ends of 20,000 customers, with the interval. The floor reads the
 * same values of the same days from the event store, and does nothing with them. Every third customer leaves at some
 * time, and is worse off before: a result that does not see it stops the run.
 */
export const bench = (): Promise<Figure> => asProduct(new URL('./proving.ts', import.meta.url))
