import { refused } from '#platform/http/refusal.ts'
import { newBinding } from '../core/counting.ts'
import { peopleSql } from '../core/peopleMetric.ts'
import type { Asked } from './accountRead.ts'
import { metricInForce } from './metricRead.ts'

/** What a metric of people is of each person of an account, as of today; who was not there in its window is left out. */
export async function readPeople({ tx, events, workspaceId, account, today }: Asked, key: string) {
  const metric = await metricInForce(tx, workspaceId, key)
  if (metric?.value.is !== 'people') throw refused([{ field: 'metric', value: key, rule: 'metric_not_of_people' }])
  const binding = newBinding({ workspace: workspaceId, asOf: today })
  const scope = { workspaceId, accounts: [account] }
  const people = peopleSql(metric.value.each, [0], scope, { asOf: today, binding })
  const rows = await events.query<{ person: string; value: number | null }>(
    `select person_key as person, n0 as value from (${people}) where here0 order by person`,
    binding.params,
  )
  return { people: rows.map(({ person, value }) => ({ key: person, value })) }
}
