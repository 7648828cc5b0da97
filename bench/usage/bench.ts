import { asProduct } from '../asProduct.ts'
import type { Figure } from '../figure.ts'

/**
 * P11: questions about use over EVENTS events of two years (50 million unless told) by 20,000 customers: who was active on
 * a day, in a week and in a month, by customer; features over 90 days; a funnel. The floor asks the event store the same
 * by hand, in the best SQL known for it; where the two do not answer the same there is no figure. The ratio and the
 * seconds are those of the question that comes out worst. On stderr besides: how long the past of a metric takes whose
 * events began two years ago, while 500 other events a second come in, all of which must be counted afterwards.
 */
export const bench = (): Promise<Figure> => asProduct(new URL('./asking.ts', import.meta.url))
