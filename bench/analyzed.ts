import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'

const patience = 30_000 // ms

/** Resolves when the planner knows the customers just made, as it does where a product has run for a minute. */
export async function analyzed(database: Database): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until; ) {
    const { rows } = await database.system((tx) =>
      sql<{ known: boolean }>`
        select last_autoanalyze is not null as known from pg_stat_user_tables
        where relname in ('accounts', 'account_facts') order by 1 limit 1`.execute(tx),
    )
    if (rows[0]?.known) return
    await wait(200)
  }
}
