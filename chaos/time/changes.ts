import { sql } from 'kysely'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** A change of some customers as it may come at any time; `now` is the product's clock, which may be anywhere. */
export type Change = (tx: Tx, some: readonly AccountId[], now: Date) => Promise<unknown>

const ids = (some: readonly AccountId[]) => sql`any(${some}::uuid[])`

/** Late, early, on leap days, without rates: what happens to data in a company's real life. */
export const changes: Record<string, Change> = {
  'a conversation that is entered weeks late': (tx, some, now) =>
    sql`insert into activities (workspace_id, id, account_id, kind, at, direction, title)
      select workspace_id, gen_random_uuid(), id, 'meeting', ${now}::timestamptz - interval '23 days', 'out', '後日入力'
      from accounts where id = ${ids(some)}`.execute(tx),
  'a conversation a minute before the moment': (tx, some, now) =>
    sql`insert into activities (workspace_id, id, account_id, kind, at, direction, title)
      select workspace_id, gen_random_uuid(), id, 'call', ${now}::timestamptz - interval '1 minute', 'in', '電話'
      from accounts where id = ${ids(some)}`.execute(tx),
  'a conversation that is planned for two hours later': (tx, some, now) =>
    sql`insert into activities (workspace_id, id, account_id, kind, at, direction, title)
      select workspace_id, gen_random_uuid(), id, 'meeting', ${now}::timestamptz + interval '2 hours', 'out', '予定'
      from accounts where id = ${ids(some)}`.execute(tx),
  'a conversation that never was': (tx, some) =>
    sql`delete from activities where account_id = ${ids(some)}`.execute(tx),
  'contracts that end on a leap day': (tx, some) =>
    sql`update contracts set end_on = '2028-02-29' where account_id = ${ids(some)} and start_on < '2028-02-29'`.execute(
      tx,
    ),
  'prices that change on a leap day': (tx, some) =>
    sql`update contract_line_versions set end_on = '2028-02-29'
      where account_id = ${ids(some)} and end_on is null and start_on < '2028-02-29'`.execute(tx),
  'contracts in dollars, whether there is a rate or not': (tx, some) =>
    sql`update contracts set currency = 'USD' where account_id = ${ids(some)}`.execute(tx),
  'an inquiry that is solved': (tx, some, now) =>
    sql`update inquiries set solved_at = greatest(opened_at, ${now}::timestamptz - interval '1 hour')
      where account_id = ${ids(some)}`.execute(tx),
  'an inquiry that is opened again': (tx, some) =>
    sql`update inquiries set solved_at = null where account_id = ${ids(some)}`.execute(tx),
  'an answer of long ago': (tx, some, now) =>
    sql`insert into survey_answers (workspace_id, id, account_id, kind, score, answered_at)
      select workspace_id, gen_random_uuid(), id, 'nps', 3, ${now}::timestamptz - interval '1 year'
      from accounts where id = ${ids(some)}`.execute(tx),
}

/** The rate of the dollar comes and goes: whoever is paid in it is touched. Answers who that is. */
export async function changeRate(tx: Tx, there: boolean, now: Date): Promise<AccountId[]> {
  await sql`delete from exchange_rates where currency = 'USD'`.execute(tx)
  if (there)
    await sql`insert into exchange_rates (workspace_id, currency, dated_on, rate)
      select workspace_id, 'USD', (${now}::timestamptz - interval '400 days')::date, 151.25 from workspaces`.execute(tx)
  const { rows } = await sql<{ id: AccountId }>`
    select distinct account_id as id from contracts where currency = 'USD'`.execute(tx)
  return rows.map(({ id }) => id)
}

const hour = 3_600_000

type Moments = readonly (readonly [what: string, at: (now: number) => number])[]

/** Where the product's clock goes every second time: some way, which in most places is within the day. */
export const nearMoments: Moments = [
  ['an hour later', (now) => now + hour],
  ['the clock is put back by seconds', (now) => now - 40_000],
  ['the clock is put back by minutes', (now) => now - 7 * 60_000],
  ['the clock is put back by hours', (now) => now - 3 * hour],
]

/** Where it goes in between, by what is special about it. */
export const moments: Moments = [
  ['a day later', (now) => now + 24 * hour],
  ['the clock is put back by three days', (now) => now - 72 * hour],
  ['a month later', (now) => now + 31 * 24 * hour],
  ['the night in which clocks change in America', () => Date.UTC(2027, 2, 14, 6, 59, 59)],
  ['the night in which clocks change in Europe', () => Date.UTC(2027, 9, 31, 0, 30)],
  ['the end of a year', () => Date.UTC(2027, 11, 31, 10, 0, 1)],
  ['the day before a leap day', () => Date.UTC(2028, 1, 28, 14, 59, 59)],
  ['a leap day', () => Date.UTC(2028, 1, 29, 11)],
  ['the day after a leap day', () => Date.UTC(2028, 2, 1, 9, 59)],
]
