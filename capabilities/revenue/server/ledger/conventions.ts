import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { ledgerConventions } from '#capabilities/revenue/core/conventionChoices.ts'
import { type Conventions, usualConventions } from '#capabilities/revenue/core/conventions.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { changedMeanwhile } from '#platform/http/refusal.ts'
import { deriveAll } from './owed.ts'

export type Settled = { version: number; conventions: Conventions }

/** How a workspace settles what authorities differ on; version 0: as it is usual. */
export async function readConventions(tx: Tx, workspaceId: WorkspaceId): Promise<Settled> {
  const { rows } = await sql<{ version: number; conventions: Partial<Conventions> }>`
    select version, conventions from revenue_conventions where workspace_id = ${workspaceId}
  `.execute(tx)
  const [row] = rows
  return { version: row?.version ?? 0, conventions: { ...usualConventions, ...row?.conventions } }
}

/** Settles conventions; where one of them decides what a movement is, all history is derived anew. */
export async function keepConventions(
  tx: Tx,
  call: CallContext,
  { conventions, basedOn }: { conventions: Conventions; basedOn: number },
): Promise<Settled> {
  const { workspaceId, personId } = call.caller
  await inTurn(tx, `revenue conventions ${workspaceId}`)
  const before = await readConventions(tx, workspaceId)
  if (before.version !== basedOn) throw changedMeanwhile(before.version)
  const [own, was] = [differing(conventions, before.conventions), differing(before.conventions, conventions)]
  if (Object.keys(own).length === 0) return before
  await sql`
    insert into revenue_conventions (workspace_id, version, conventions, updated_by, updated_at)
    values (${workspaceId}, ${basedOn + 1}, ${JSON.stringify(differing(conventions, usualConventions))}::jsonb, ${personId}, ${call.now()})
    on conflict (workspace_id) do update set version = excluded.version, conventions = excluded.conventions,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at
  `.execute(tx)
  const id = 'revenue_conventions'
  await recordChange(tx, { by: call.caller, action: `${id}.update`, subjectId: id, before: was, after: own })
  if (ledgerConventions.some((key) => key in own)) await deriveAll(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
  return readConventions(tx, workspaceId)
}

/** What is settled otherwise than in another record. */
function differing(conventions: Conventions, from: Conventions): Partial<Conventions> {
  const keys = Object.keys(usualConventions) as (keyof Conventions)[]
  return Object.fromEntries(keys.filter((key) => conventions[key] !== from[key]).map((key) => [key, conventions[key]]))
}
