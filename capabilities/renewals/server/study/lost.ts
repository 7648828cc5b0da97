import { sql } from 'kysely'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import { fraction } from '#capabilities/revenue/core/fraction.ts'
import { addDays, type Day, daysBetween } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext, Workspace } from '#platform/http/context.ts'
import type { LostAnswer } from '#capabilities/renewals/contract/study.ts'
import { reasonLabel } from '#capabilities/renewals/core/reasons.ts'
import { pastReader } from './past.ts'

/** A customer that was lost, with what was written down of it. */
export type LostRow = {
  id: AccountId
  name: string
  startOn: Day | null
  lostOn: Day
  arr: number | null
  reasonKey: string | null
  reasonText: string | null
  avoidable: boolean | null
  lesson: string
  renewalId: string | null
}

type Asked = { from: string; until: string; reason?: string | undefined }

/** Days between the end of a term and the loss that was written down, within which they are the same. */
const near = 62

/** Customers that left in a period, the latest first, each with the post-mortem of its last renewal where one was written. */
export async function readLost(
  tx: Tx,
  workspace: Pick<Workspace, 'id' | 'currency'>,
  { from, until, reason }: Asked,
): Promise<LostRow[]> {
  const asked =
    reason === undefined
      ? sql`true`
      : reason === 'untold'
        ? sql`p.loss_reason is null`
        : sql`(p.loss_reason = ${reason} or starts_with(p.loss_reason, ${`${reason}.`}))`
  const { rows } = await sql<LostRow>`
    select a.id, a.name, f."contract.started_on" as "startOn", f."contract.churned_on" as "lostOn",
      coalesce(case when p.currency = ${workspace.currency} then p.at_stake end, left_with.arr) as arr,
      p.loss_reason as "reasonKey", c.reason as "reasonText", p.loss_avoidable as avoidable,
      coalesce(p.loss_lesson, '') as lesson, p.id as "renewalId"
    from account_facts f
      join accounts a on a.workspace_id = f.workspace_id and a.id = f.account_id and a.archived_at is null
      left join lateral (
        select * from renewals r where r.workspace_id = f.workspace_id and r.account_id = f.account_id
          and r.outcome = 'lost' and abs(r.term_end - f."contract.churned_on") <= ${near}::int
        order by r.term_end desc limit 1
      ) as p on true
      left join lateral (
        select reason from churn_records k where k.workspace_id = f.workspace_id and k.account_id = f.account_id
          and not k.is_reactivation order by k.churned_on desc limit 1
      ) as c on true
      left join lateral (
        select round(-sum(m.amount) * 12 / ${Number(fraction)})::bigint as arr from revenue_movements m
        where m.workspace_id = f.workspace_id and m.account_id = f.account_id and m.kind = 'churn'
          and abs(m.moved_on - f."contract.churned_on") <= ${near}::int
      ) as left_with on true
    where f.workspace_id = ${workspace.id} and f."contract.churned_on" >= ${from}::date
      and f."contract.churned_on" < ${until}::date and ${asked}
    order by f."contract.churned_on" desc, a.id
  `.execute(tx)
  return rows
}

/** Days before the end at which the score is shown beside each customer. */
const shownDays = [180, 90, 30] as const
const mostShown = 500

/** The same as it is shown, with how the score fell. */
export async function lostCustomers(call: CallContext, asked: Asked): Promise<LostAnswer[]> {
  const { workspace } = call.caller
  const { rows, score } = await call.transaction(async (tx) => ({
    rows: (await readLost(tx, workspace, asked)).slice(0, mostShown),
    score: (await factCatalogue(tx, workspace)).get('health.score'),
  }))
  const accounts = rows.map(({ id }) => id)
  const first = addDays((rows.at(-1)?.lostOn ?? asked.from) as Day, -Math.max(...shownDays) - 1)
  const read = pastReader(call.events, workspace, { accounts, from: first })
  const scoreOn = score && accounts.length > 0 ? await read(score) : () => null
  return rows.map((row) => ({
    account: { id: row.id, name: row.name },
    lostOn: row.lostOn,
    months: row.startOn === null ? 0 : Math.round((10 * daysBetween(row.startOn, row.lostOn)) / 30.4375) / 10,
    arr: row.arr,
    reason: reasonOf(row),
    avoidable: row.avoidable,
    lesson: row.lesson,
    renewalId: row.renewalId,
    scores: shownDays.map((days) => {
      const value = scoreOn(row.id, addDays(row.lostOn, -days))
      return { days, score: typeof value === 'number' ? value : null }
    }),
  }))
}

function reasonOf({ reasonKey, reasonText }: LostRow): LostAnswer['reason'] {
  if (reasonKey !== null) return { key: reasonKey, label: reasonLabel(reasonKey) ?? { ja: reasonKey, en: reasonKey } }
  return reasonText === null ? null : { key: null, label: { ja: reasonText, en: reasonText } }
}
