import { sql } from 'kysely'
import type { z } from 'zod'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { churnRecordSchema } from '../contract/schemas.ts'
import type { Call } from './call.ts'
import { follow, mustExist } from './contractWrite.ts'

export type ChurnRecord = z.infer<typeof churnRecordSchema>
type NewChurn = {
  churnedOn: string
  reason?: string | null | undefined
  feedback?: string | null | undefined
  refundAmount?: number | null | undefined
  isReactivation: boolean
}

const selected = sql`id, account_id as "accountId", external_id as "externalId", churned_on as "churnedOn", reason, feedback,
  refund_amount as "refundAmount", currency, is_reactivation as "isReactivation"`

/** What was written down about an account leaving, the latest first. */
export async function readChurnRecords(tx: Tx, account: AccountId): Promise<ChurnRecord[]> {
  const { rows } = await sql<ChurnRecord>`
    select ${selected} from churn_records where account_id = ${account} order by churned_on desc, id
  `.execute(tx)
  return rows
}

/** Writes down that a customer left (or came back), and why. */
export async function createChurn(tx: Tx, call: Call, account: AccountId, given: NewChurn): Promise<ChurnRecord> {
  await mustExist(tx, account)
  const refund = given.refundAmount ?? null
  const { rows } = await sql<ChurnRecord>`
    insert into churn_records (workspace_id, id, account_id, churned_on, reason, feedback, refund_amount, currency, is_reactivation)
    values (${call.caller.workspaceId}, ${call.newId()}, ${account}, ${given.churnedOn}, ${given.reason || null},
      ${given.feedback || null}, ${refund}, ${refund === null ? null : call.caller.workspace.currency}, ${given.isReactivation})
    returning ${selected}
  `.execute(tx)
  const record = rows[0]!
  await follow(tx, call, { account, action: 'churn.create', id: record.id, after: record })
  return record
}

/** Removes a record that was written by mistake; the answer is what it was. */
export async function removeChurn(tx: Tx, call: Call, id: string): Promise<ChurnRecord> {
  const { rows } = await sql<ChurnRecord>`delete from churn_records where id = ${id} returning ${selected}`.execute(tx)
  const record = rows[0]
  if (!record) throw notFound()
  await follow(tx, call, { account: record.accountId as AccountId, action: 'churn.remove', id, before: record })
  return record
}
