import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { standardMetrics } from './metric.ts'
import { usagePlan } from './plan.ts'

const weekly = standardMetrics.filter((metric) => metric.key === 'weekly_active_users')

test('a compared metric is two counts in one query, values bound, windows as numbers', () => {
  const { sql, params } = usagePlan(weekly).query('w', ['a1', 'a2'], day('2026-04-08'))
  expect(sql).toBe(`select toString(account_id) as account,
  uniqExactIf(person_key, person_key != '' and day > {asOf:Date} - 7) as users_7_0,
  uniqExactIf(person_key, person_key != '' and day > {asOf:Date} - 14 and day <= {asOf:Date} - 7) as users_7_7
from usage_days final
where gone = 0 and workspace_id = {workspace:UUID} and day <= {asOf:Date} and account_id in {accounts:Array(UUID)}
group by account_id`)
  expect(params).toEqual({ workspace: 'w', accounts: ['a1', 'a2'], asOf: '2026-04-08' })
})

test('a count that several metrics need is read once', () => {
  const { sql } = usagePlan(standardMetrics).query('w', null, day('2026-04-08'))
  expect(sql.match(/ as users_28_0\b/g)).toHaveLength(1)
})

test('a change is told against what was before, and not at all where there was nothing', () => {
  const values = (now: number, before: number) =>
    usagePlan(weekly).values({ account: 'a', users_7_0: now, users_7_7: before })
  expect(values(7, 10)).toEqual({
    weekly_active_users: 7,
    'weekly_active_users.previous': 10,
    'weekly_active_users.change': -30,
  })
  expect(values(7, 0)).toMatchObject({ 'weekly_active_users.change': null })
})
