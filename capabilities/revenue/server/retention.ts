import { sql } from 'kysely'
import {
  counted,
  erasePeople,
  type Older,
  type Retention,
  unerased,
  unheld,
} from '#capabilities/access/server/index.ts'

const found = (older: Older) => sql`
  select c.id from contacts c
  where c.workspace_id = ${older.workspaceId} and ${unerased} and ${unheld(sql`c.account_id`, older)}
    and c.account_id in (
      select s.account_id from revenue_stays s where s.workspace_id = ${older.workspaceId}
      group by s.account_id having bool_and(s.until_on is not null) and max(s.until_on)::timestamptz < ${older.before})`

/** People of customers whose contracts all ended are erased; the company and its figures stay. */
export const customersLeftRetention: Retention = {
  kind: 'customers_left',
  count: (tx, older) => counted(tx, found(older)),
  // Each of them is looked for in every table.
  take: (tools, older, atMost) =>
    erasePeople(tools, older, sql`${found(older)} order by c.id limit ${Math.min(atMost, 20)}`),
}
