import { sql } from 'kysely'
import type pg from 'pg'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** Since when a workspace's effects are off, and how old the data is that was restored. */
export type EffectHold = { heldAt: Date; backupMadeAt: Date }

/** Turns the effects of every workspace off, as the last thing of a restore. One that is off already stays so. */
export async function holdEffects(owner: pg.Client, backupMadeAt: string): Promise<void> {
  await owner.query(
    `insert into effect_holds (workspace_id, id, backup_made_at)
    select workspace_id, gen_random_uuid(), $1 from workspaces on conflict do nothing`,
    [backupMadeAt],
  )
}

/** Why nothing leaves a workspace; null: it may. */
export async function effectHold(tx: Tx, workspaceId: WorkspaceId): Promise<EffectHold | null> {
  const { rows } = await sql<EffectHold>`
    select held_at as "heldAt", backup_made_at as "backupMadeAt" from effect_holds
    where workspace_id = ${workspaceId} and released_at is null
  `.execute(tx)
  return rows[0] ?? null
}

/**
 * Lets effects out again. Marketing mails that are due by now may have gone out before the data was lost: they become
 * mails in doubt, of which a person says one by one or together whether they are sent. Answers how many; null: nothing
 * was held.
 */
export async function releaseEffects(tx: Tx, workspaceId: WorkspaceId, by: PersonId): Promise<number | null> {
  const { numAffectedRows } = await sql`
    update effect_holds set released_at = now(), released_by = ${by}
    where workspace_id = ${workspaceId} and released_at is null
  `.execute(tx)
  if (!numAffectedRows) return null
  const { numAffectedRows: doubted } = await sql`
    update mails set status = 'in_doubt', reason = 'broke_off', doubted_at = now(), lease = null, lease_until = null
    where workspace_id = ${workspaceId} and kind = 'marketing' and status in ('queued', 'leased', 'handing')
      and not_before <= now()
  `.execute(tx)
  return Number(doubted ?? 0)
}
