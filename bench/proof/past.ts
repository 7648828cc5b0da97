import { sql } from 'kysely'
import type { Scorecard } from '#capabilities/health/core/scorecard.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { Workspace } from '#platform/http/context.ts'
import type { BenchGround } from '../ground.ts'

/** Twelve facts with a value at every month end: what stands for good and for bad, and the rest lies between. */
const measured: readonly (readonly [fact: string, bad: number, good: number])[] = [
  ['touch.count_30d', 0, 6],
  ['touch.count_90d', 0, 18],
  ['inquiry.open_count', 8, 0],
  ['inquiry.count_30d', 12, 0],
  ['inquiry.satisfaction_90d', 1, 5],
  ['survey.nps.latest', 0, 10],
  ['survey.csat.latest', 1, 5],
  ['metric.weekly_active_users.change', -60, 40],
  ['metric.stickiness', 0, 60],
  ['metric.features_used_28d', 0, 24],
  ['metric.active_days_28d', 0, 20],
  ['metric.habit_weeks_12', 0, 12],
]

/** A scorecard of twelve measures, the same weight each, in four dimensions. */
export const card: Scorecard = {
  key: 'bench',
  label: { ja: '計測', en: 'Bench' },
  when: null,
  bands: { healthyFrom: 70, watchFrom: 50, hysteresis: 2 },
  confidenceNeeded: 30,
  dimensions: ['deployment', 'engagement', 'adoption', 'roi'].map((key, at) => ({
    key,
    label: { ja: key, en: key },
    weight: 25,
    measures: measured.slice(at * 3, at * 3 + 3).map(([fact, bad, good]) => ({
      key: fact,
      label: { ja: fact, en: fact },
      fact,
      curve: {
        shape: 'line' as const,
        corners: [
          { at: bad, points: 0 },
          { at: good, points: 100 },
        ].toSorted((a, b) => a.at - b.at),
      },
      missing: { then: 'leave_out' as const },
      weight: 1,
    })),
  })),
}

/** Of all customers, one in so many leaves at some time; the month is told by its number. */
const leaving = 3
const monthOf = (i: string) => `(${i} * 104729) % 36`

/**
 * Customers with a contract, of whom every third leaves ten days after some month end, and their twelve facts at every
 * month end before: by luck, and worse by a third in the three months before they leave. Straight into the stores, as
 * working out the past leaves them.
 */
export async function makePast(
  { database, events }: BenchGround,
  workspace: Workspace,
  { accounts, days }: { accounts: number; days: readonly Day[] },
): Promise<void> {
  await database.workspace(workspace.id, async (tx) => {
    await sql`
      insert into accounts (workspace_id, id, name, search_text, reading)
      select ${workspace.id}::uuid, md5('account-' || i)::uuid, '顧客' || i, '顧客' || i, '顧客' || i
      from generate_series(0, ${accounts - 1}::int) as i
    `.execute(tx)
    await sql`
      insert into churn_records (workspace_id, id, account_id, churned_on)
      select ${workspace.id}::uuid, gen_random_uuid(), md5('account-' || i)::uuid,
        (${days.map((day) => addDays(day, 10))}::date[])[1 + ${sql.raw(monthOf('i::bigint'))}]
      from generate_series(0, ${accounts - 1}::int) as i where i % ${leaving} = 0
    `.execute(tx)
    await sql`update scorecards set switched_off_at = now()`.execute(tx)
    await sql`
      insert into scorecards (workspace_id, id, key, version, definition)
      values (${workspace.id}, gen_random_uuid(), ${card.key}, 1, ${JSON.stringify(card)}::jsonb)
    `.execute(tx)
    await sql`
      insert into past_rebuilds (workspace_id, state, done, total, days)
      values (${workspace.id}, 'done', ${days.length}, ${days.length}, ${days}::date[])
    `.execute(tx)
  })
  for (const [month, day] of days.entries()) {
    const given = { workspace: workspace.id, accounts, month, day }
    await events.command(
      `insert into past_facts ${stillThere("[tuple('contract.state', 0., 0.)]", `'active'`, 'null')}`,
      given,
    )
    const facts = measured
      .map(([fact, bad, good]) => `tuple('${fact}', toFloat64(${bad}), toFloat64(${good}))`)
      .join(', ')
    await events.command(`insert into past_facts ${stillThere(`[${facts}]`, 'null', value)}`, given)
  }
}

const value = `round((told.2 + (told.3 - told.2) * greatest(0., cityHash64(i, {month:UInt32}, told.1) % 1000 / 1000. - (left between 0 and 2) / 3.)))`

const stillThere = (facts: string, text: string, number: string) => `
  select {workspace:UUID} as workspace_id, told.1 as fact, {day:Date} as day,
    toUUID(concat(substring(h, 1, 8), '-', substring(h, 9, 4), '-', substring(h, 13, 4), '-', substring(h, 17, 4), '-', substring(h, 21, 12))) as account_id,
    ${number} as number, ${text} as text, toDateTime64({day:Date}, 3, 'UTC') as rebuilt_at
  from (
    select i, lower(hex(MD5(concat('account-', toString(i))))) as h, arrayJoin(${facts}) as told,
      if(i % ${leaving} = 0, toInt32(${monthOf('i')}) - toInt32({month:UInt32}), 99) as left
    from (select number as i from numbers({accounts:UInt64}))
  ) where left >= 0`
