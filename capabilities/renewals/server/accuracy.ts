import { sql } from 'kysely'
import type { z } from 'zod'
import { addDays, type Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { accuracyRoute } from '../contract/accuracy.ts'
import { accuracyOf, type Told } from '../core/accuracy.ts'
import { readWorths, told } from './worth.ts'

type Answer = z.input<NonNullable<(typeof accuracyRoute)['~orpc']['outputSchema']>>
type Row = Told & { person: string | null; name: string | null; said: boolean }

/**
 * What forecasts said so many days before terms ended, and what became of them: of each closed renewal the last week kept at or
 * before that day, at most a week older. What a person had said counts for the person who had it at the end, what the model alone
 * said is told apart.
 */
export async function readAccuracy(
  tx: Tx,
  { caller, today }: Pick<CallContext, 'caller' | 'today'>,
  daysBefore: number,
): Promise<Answer> {
  const { workspace } = caller
  const worths = await readWorths(tx, workspace, today())
  const { rows } = await sql<Row>`
    select r.owner_id as person, p.name, s.category is not null as said, s.chance, r.outcome <> 'lost' as came,
      coalesce(${told(sql`s.amount`)}, 0) as amount,
      case when r.outcome = 'lost' then 0 else coalesce(${told(sql`coalesce(r.closed_amount, r.at_stake)`)}, 0) end as actual
    from renewals r
      join ${worths.table} on x.code = r.currency
      join accounts a on a.workspace_id = r.workspace_id and a.id = r.account_id and a.archived_at is null
      left join people p on p.workspace_id = r.workspace_id and p.id = r.owner_id
      join lateral (
        select category, amount, chance from renewal_snapshots
        where workspace_id = r.workspace_id and renewal_id = r.id and taken_on <= r.term_end - ${daysBefore}::int
          and taken_on > r.term_end - ${daysBefore}::int - 7
        order by taken_on desc limit 1
      ) s on s.chance is not null
    where r.workspace_id = ${workspace.id} and r.status = 'closed'
  `.execute(tx)
  const said = rows.filter((row) => row.said)
  const people = [...Map.groupBy(said, (row) => row.person)].flatMap(([id, own]) => {
    const accuracy = accuracyOf(own)
    return accuracy ? [{ ...accuracy, person: id === null ? null : { id, name: own[0]!.name ?? '' } }] : []
  })
  return {
    all: accuracyOf(said),
    people: people.toSorted((a, b) => b.count - a.count),
    model: accuracyOf(rows.filter((row) => !row.said)),
    since: await firstTold(tx, workspace.id, daysBefore),
  }
}

/** The first end of a term that a week was kept for so many days before. */
async function firstTold(tx: Tx, workspaceId: string, daysBefore: number): Promise<Day | null> {
  const { rows } = await sql<{ first: Day | null }>`
    select min(taken_on) as first from renewal_weeks where workspace_id = ${workspaceId}
  `.execute(tx)
  const first = rows[0]?.first
  return first ? addDays(first, daysBefore) : null
}
