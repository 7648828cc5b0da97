import type { EventStore } from '#platform/events/store.ts'

type Month = { month: number; rows: number; loose: number }

/** Days after its end for which a month is left alone: what was recorded offline still comes in. */
const grace = 3
const looseAtLeast = 50_000

/**
 * Puts the roll-up of a month that is over together: one row for an account, day, event and user instead of one for each
 * chunk that brought some. The month is swapped as a whole, at once. To be called while nothing waits to be projected and
 * by one process alone: `stillAlone` throws where that is over, and the month stays as it is then, with what others have
 * brought meanwhile. Answers with the month, null where there was none to put together.
 */
export async function compactUsage(
  events: EventStore,
  now: Date,
  stillAlone: () => Promise<void>,
  atLeast = looseAtLeast,
): Promise<number | null> {
  const before = new Date(now.getTime() - grace * 86_400_000)
  const [found] = await events.query<Month>(
    `select toYYYYMM(day) as month, count() as rows, countIf(chunk != 0) as loose from usage_days
     where day < toStartOfMonth(toDate({before:DateTime64(3)})) group by month
     having loose >= {atLeast:UInt64} and loose > rows / 4 order by month desc limit 1`,
    { before, atLeast },
  )
  if (!found) return null
  await compactMonth(events, found.month, stillAlone)
  return found.month
}

async function compactMonth(events: EventStore, month: number, stillAlone: () => Promise<void>): Promise<void> {
  const id = String(Math.trunc(month)) // six digits of our own query: a partition cannot be named by a parameter
  await events.command('create table if not exists usage_days_compact as usage_days')
  await events.command('truncate table usage_days_compact')
  await events.command(
    `insert into usage_days_compact
     select workspace_id, account_id, day, kind, event, user_key, 0 as chunk, any(person_key) as person_key,
       sum(uses) as uses, max(last_at) as last_at, max(version) as version, 0 as gone
     from (select * from usage_days final where gone = 0 and toYYYYMM(day) = {month:UInt32})
     group by workspace_id, account_id, day, kind, event, user_key`,
    { month },
  )
  const [sums] = await events.query<{ before: number; after: number }>(
    `select (select sum(uses) from usage_days final where gone = 0 and toYYYYMM(day) = {month:UInt32}) as before,
       (select sum(uses) from usage_days_compact) as after`,
    { month },
  )
  if (Math.abs(sums!.before - sums!.after) > 1e-6 * Math.abs(sums!.before))
    throw new Error(`the roll-up of ${id} would be ${sums!.after} instead of ${sums!.before}`)
  await stillAlone()
  await events.command(`alter table usage_days replace partition ${id} from usage_days_compact`)
  await events.command('truncate table usage_days_compact')
}
