import fs from 'node:fs'
import { withClient } from '#platform/database/client.ts'
import type { Workspace } from '#platform/http/context.ts'
import type { BenchGround } from '../ground.ts'

const statement = fs.readFileSync(new URL('./floor.sql', import.meta.url), 'utf8')

const use = `select toString(account_id) as account_id, uniqExactIf(person_key, day > today() - 1) as dau,
  uniqExactIf(person_key, day > today() - 7) as wau, uniqExactIf(person_key, day > today() - 14 and day <= today() - 7) as wau_before,
  uniqExactIf(person_key, day > today() - 28) as mau, uniqExactIf(person_key, day > today() - 56 and day <= today() - 28) as mau_before,
  round(uniqExactIf((person_key, day), day > today() - 28) / 28 / greatest(mau, 1) * 100, 2) as stickiness,
  uniqExactIf(event, day > today() - 28) as features, sumIf(uses, day > today() - 7) as events_7d,
  sumIf(uses, day > today() - 14 and day <= today() - 7) as events_7d_before, sumIf(uses, day > today() - 28) as events_28d,
  uniqExactIf(day, day > today() - 28) as days_28d, uniqExactIf(intDiv(today() - day, 7), day > today() - 84) as weeks_12,
  toString(min(day)) as first_on, toString(max(day)) as last_seen_on
from usage_days final where workspace_id = {workspace:UUID} group by account_id`

/** Seconds that the two stores need for the same figures, written by hand: usage from the one, all the rest in the other. */
export async function floorSeconds(ground: BenchGround, workspace: Workspace): Promise<number> {
  return withClient(ground.stores.server.login('owner'), async (owner) => {
    await owner.query('drop table if exists floor_facts')
    await owner.query(`create temp table floor_use (account_id uuid primary key, dau int, wau int, wau_before int, mau int,
      mau_before int, stickiness float8, features int, events_7d float8, events_7d_before float8, events_28d float8,
      days_28d int, weeks_12 int, first_on date, last_seen_on date)`)
    const start = performance.now()
    const rows = await ground.events.query<object>(use, { workspace: workspace.id })
    await owner.query('insert into floor_use select * from jsonb_populate_recordset(null::floor_use, $1::jsonb)', [
      JSON.stringify(rows),
    ])
    await owner.query(statement.replaceAll(':workspace', `'${workspace.id}'::uuid`))
    await owner.query('alter table floor_facts add primary key (workspace_id, account_id)')
    const seconds = (performance.now() - start) / 1000
    await owner.query('drop table floor_facts')
    return seconds
  })
}
