import { sql } from 'kysely'
import { usualChance } from '../core/chance.ts'

const usual = sql.join(
  Object.entries(usualChance).map(([category, percent]) => sql`when ${sql.lit(category)} then ${sql.lit(percent)}`),
  sql` `,
)

/** `chanceOf` of a renewal `r` with the facts `f` of its account, for what is worked out where it lies; a test holds both equal. */
export const chanceSql = sql<number | null>`coalesce(r.probability, case r.category ${usual} end,
  floor(100.5 - f."risk.churn_90d")::int)`
