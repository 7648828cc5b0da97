import { sql } from 'kysely'
import { recordChanges } from '#capabilities/access/server/index.ts'
import type { SeenClause, SeenFact } from '#capabilities/facts/core/seen.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { idArray } from '#capabilities/facts/server/index.ts'
import type { AccountId, PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Standing } from '#capabilities/renewals/core/expansion/raise.ts'
import type { Stage } from '#capabilities/renewals/core/expansion/words.ts'

/** What of the guard does not hold, with the facts as they stand. */
export type HeldBack = { label: Label; facts: SeenFact[] }[]

/** An opportunity as the passes keep it. */
export type Kept = Standing & {
  accountId: AccountId
  version: number
  /** The stage in which it was read. */
  was: Stage
  owner: PersonId | null
  amount: number | null
  currency: string
  heldBack: HeldBack | null
}

/** The opportunities of some accounts, the oldest first. */
export async function readKept(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
): Promise<Map<AccountId, Kept[]>> {
  const { rows } = await sql<Kept>`
    select id, account_id as "accountId", rule_key as "ruleKey", kind, product, stage, stage as was, version, since,
      untouched, closed_on as "closedOn", owner_id as owner, amount, currency, held_back as "heldBack"
    from expansion_opportunities where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
    order by created_at, id
  `.execute(tx)
  return Map.groupBy(rows, (row) => row.accountId)
}

/** One that a rule raised: what it is about, and the clauses that held. */
export type Raised = Kept & { because: SeenClause[] }

/** Writes what a pass found, in one statement each. Somebody's own of the same kind and product stays the only one. */
export async function writeKept(
  tx: Tx,
  workspaceId: WorkspaceId,
  { raised, changed, withdrawn }: { raised: readonly Raised[]; changed: readonly Kept[]; withdrawn: readonly Kept[] },
  now: Date,
): Promise<void> {
  if (raised.length > 0) await insertRaised(tx, workspaceId, raised, now)
  if (changed.length > 0) await updateChanged(tx, workspaceId, changed, now)
  await recordChanges(
    tx,
    withdrawn.map((one) => ({
      by: { workspaceId, system: true as const },
      action: 'expansion.withdraw',
      subjectId: one.id,
      accountId: one.accountId,
    })),
  )
}

async function insertRaised(tx: Tx, workspaceId: WorkspaceId, rows: readonly Raised[], now: Date): Promise<void> {
  await sql`
    insert into expansion_opportunities (workspace_id, id, account_id, rule_key, kind, product, stage, since, because,
      held_back, untouched, amount, currency, owner_id, created_at, updated_at)
    select ${workspaceId}::uuid, id, "accountId", "ruleKey", kind, product, stage, since, because, "heldBack", true, amount,
      currency, owner, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, "accountId" uuid, "ruleKey" text, kind text,
      product text, stage text, since date, because jsonb, "heldBack" jsonb, amount bigint, currency text, owner uuid)
    on conflict do nothing
  `.execute(tx)
}

/**
 * What somebody changed since it was read, or is just changing, is left as it is and never waited for (they may be waiting
 * for the ledger that this pass holds): their change has it looked at again.
 */
async function updateChanged(tx: Tx, workspaceId: WorkspaceId, rows: readonly Kept[], now: Date): Promise<void> {
  await sql`
    update expansion_opportunities o set stage = n.stage, since = n.since, owner_id = n.owner,
      held_back = nullif(n."heldBack", 'null'), updated_at = ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, version int, was text, stage text, since date,
      owner uuid, "heldBack" jsonb)
    where o.workspace_id = ${workspaceId} and o.id = n.id and o.version = n.version and o.stage = n.was
      and o.id in (
        select id from expansion_opportunities where workspace_id = ${workspaceId} and id = any(${idArray(rows.map(({ id }) => id))})
        for no key update skip locked
      )
      and (n.stage = n.was or n.was <> 'withdrawn' or not exists (
        select from expansion_opportunities other where other.workspace_id = o.workspace_id
          and other.account_id = o.account_id and other.kind = o.kind and other.product is not distinct from o.product
          and other.stage in ('watched', 'found', 'talked', 'proposed')
      ))
  `.execute(tx)
}
