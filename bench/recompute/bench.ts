import { asProduct } from '../asProduct.ts'
import type { Figure } from '../figure.ts'

/**
 * P3: all facts, phases, scores and signals of 100,000 customers computed anew, as at the turn of a day: the clock has
 * moved a day, and what differs is written and kept. The floor does the same by hand: one usage query, and one SQL
 * statement (floor.sql) that reckons the same 89 facts, the phase, the score by the ready-made scorecards and the eight
 * signals for the same day, updates what differs in a table with the same columns and indexes, keeps every changed row
 * for the history, and raises the same CTAs. It looks at nobody's definitions: maps, cards and rules are written out in
 * it. Two days are turned, the product's turn and the floor's after one another; the better one of each counts.
 * Beside it, on stderr: the very first computation (every fact is new), one in which nothing changed, a
 * changed weight of a scorecard before and after it is published (from stored facts, and what asking every source would
 * cost instead), single customers.
 */
export const bench = (): Promise<Figure> => asProduct(new URL('./turns.ts', import.meta.url))
