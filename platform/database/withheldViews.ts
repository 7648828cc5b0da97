import type pg from 'pg'
import { type FieldClass, fieldClasses } from '#kernel/exchange.ts'
import { schemaWithout } from './scope.ts'

/** Every set of classes of fields that may be withheld, but the empty one. */
export const withheldSets: readonly (readonly FieldClass[])[] = Array.from(
  { length: 2 ** fieldClasses.length - 1 },
  (_, at) => fieldClasses.filter((_one, bit) => ((at + 1) >> bit) & 1),
)

/**
 * Lets go of the views that leave out what is withheld, while tables change: PostgreSQL would hold on to every column that
 * they show. They are made again at the end of the same start; until then whoever needs one is answered by an error.
 */
export async function dropWithheldViews(owner: pg.Client): Promise<void> {
  for (const withheld of withheldSets) await owner.query(`drop schema if exists ${schemaWithout(withheld)} cascade`)
}
