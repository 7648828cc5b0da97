import { sql } from 'kysely'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { Denial } from '#platform/identity/proving.ts'
import { recordChange } from './audit.ts'

/** What somebody proved with who they are. */
export type ProofKind = 'password' | 'code' | 'passkey'

/**
 * Writes a try to sign in that was turned down into the record of every workspace where the identity is a person: for whom
 * it was, with what, and from which address. Of an address that is nobody's there is no workspace to write it into; the
 * log has its line.
 */
export async function recordDenied(
  { database, visit }: Pick<CallContext, 'database' | 'visit'>,
  userId: string | undefined,
  proof: ProofKind,
  { reason }: Denial,
): Promise<void> {
  if (userId === undefined) return
  const { rows } = await database.system((tx) =>
    sql<{ workspaceId: WorkspaceId; id: PersonId }>`
      select workspace_id as "workspaceId", id from people where user_id = ${userId}`.execute(tx),
  )
  const after = { proof, reason, address: visit.address }
  for (const { workspaceId, id } of rows)
    await database.workspace(workspaceId, (tx) =>
      recordChange(tx, {
        by: { workspaceId, system: true },
        action: 'person.sign_in_denied',
        subjectId: id,
        after,
      }),
    )
}
