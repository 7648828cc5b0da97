import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Customer } from './customer.ts'

type Open = { id: string; account_id: string; rule_key: string | null; owner_id: string | null; created_at: Date }

/** Most CTAs are dealt with in the week they are raised; one in six is left lying for another three. */
const daysToAct = { most: 3, some: 24 }
const notes = {
  helped: '訪問して現状を確認し、使い方を一緒に見直しました。翌週から利用が戻っています。',
  no_effect: '連絡しましたが状況は変わっていません。次回の定例会で改めて相談します。',
  not_needed: '先方の繁忙期によるもので、対応は不要でした。',
  wrong_alarm: '確認したところ、問題はありませんでした。',
}
/** Of a hundred CTAs of a rule: how many were wrong alarms, and how many were not needed. */
const wrongOf: Record<string, readonly [number, number]> = {
  usage_fell: [14, 12],
  inquiry_spike: [6, 16],
  licences_nearly_full: [3, 14],
}

/** What the demo company's team does with the CTAs of a week: those that had their time are closed with an outcome. */
export async function tendCtas(
  tx: Tx,
  workspace: WorkspaceId,
  customers: readonly Customer[],
  now: Date,
): Promise<void> {
  const { rows } = await sql<Open>`
    select id, account_id, rule_key, owner_id, created_at from ctas
    where workspace_id = ${workspace} and status = 'open' and created_at < ${now}::timestamptz
        - interval '1 day' * (case when get_byte(uuid_send(id), 15) % 6 = 0 then ${daysToAct.some}::int else ${daysToAct.most}::int end)
  `.execute(tx)
  const byId = new Map(customers.map((c) => [c.id, c]))
  for (const [outcome, note] of Object.entries(notes)) {
    const ids = rows.filter((row) => outcomeOf(row, byId.get(row.account_id)) === outcome).map((row) => row.id)
    await sql`
      update ctas set status = 'closed', outcome = ${outcome}, outcome_note = ${note},
        closed_by = owner_id, closed_at = ${now}, updated_at = ${now}, version = version + 1
      where workspace_id = ${workspace} and id = any(${ids}::uuid[])
    `.execute(tx)
  }
}

// Some rules are right less often than others, and the figures of the rules show it.
function outcomeOf(row: Open, customer: Customer | undefined): keyof typeof notes {
  const luck = Number.parseInt(row.id.slice(-4, -2), 16) % 100
  const [wrong, idle] = wrongOf[row.rule_key ?? ''] ?? [4, 8]
  if (luck < wrong) return 'wrong_alarm'
  if (luck < wrong + idle) return 'not_needed'
  return customer?.recovers ? 'helped' : 'no_effect'
}
