import { hash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { ProvisioningToken } from '#capabilities/access/contract/provisioning.ts'
import { recordChange } from '../audit.ts'
import { refuseRoleAbove } from '../people.ts'

// Unlike the prefix of API keys: what reads this token as a key of the API must not find one.
const prefix = 'banso-scim-'
const hashOf = (token: string) => hash('sha256', token)

type Row = Omit<ProvisioningToken, 'createdAt' | 'lastUsedAt'> & { createdAt: Date; lastUsedAt: Date | null }
const columns = sql`id, name, join_role as "joinRole", created_at as "createdAt", last_used_at as "lastUsedAt"`

export async function listTokens(tx: Tx): Promise<ProvisioningToken[]> {
  const { rows } = await sql<Row>`
    select ${columns} from provisioning_tokens order by created_at, id`.execute(tx)
  return rows.map(present)
}

/** Makes a token of 240 bits, of which a digest is kept. Nobody has others join with more than they hold themselves. */
export async function createToken(
  { caller, newId, now, transaction }: CallContext,
  told: Pick<ProvisioningToken, 'name' | 'joinRole'>,
): Promise<{ token: string; made: ProvisioningToken }> {
  const token = prefix + randomBytes(30).toString('base64url')
  return await transaction(async (tx) => {
    await refuseRoleAbove(tx, caller, told.joinRole, 'role.above', 'joinRole')
    const id = newId()
    const { rows } = await sql<Row>`
      insert into provisioning_tokens (workspace_id, id, name, join_role, token_hash, created_by, created_at)
      values (${caller.workspaceId}, ${id}, ${told.name}, ${told.joinRole}, ${hashOf(token)}, ${caller.personId}, ${now()})
      returning ${columns}`.execute(tx)
    await recordChange(tx, { by: caller, action: 'provisioning_token.create', subjectId: id, after: told })
    return { token, made: present(rows[0]!) }
  })
}

export async function revokeToken({ caller, transaction }: CallContext, id: string): Promise<void> {
  await transaction(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      delete from provisioning_tokens where id = ${id} returning name`.execute(tx)
    if (!rows[0]) throw notFound()
    const told = { subjectId: id, before: { name: rows[0].name } }
    await recordChange(tx, { by: caller, action: 'provisioning_token.revoke', ...told })
  })
}

/** What a request may do that shows a token: bring people into this workspace, in this role. */
export type Provisioner = { workspaceId: WorkspaceId; id: string; name: string; joinRole: string }

/** Whose token a request shows (RFC 6750), as it stands now; null where it is none or no more. */
export async function findProvisioner(
  database: Database,
  authorization: string | undefined,
  now: Date,
): Promise<Provisioner | null> {
  const token = /^bearer (\S{1,100})$/i.exec(authorization ?? '')?.[1]
  if (!token?.startsWith(prefix)) return null
  const [row] = await database.ask(sql<Provisioner & { unnoted: boolean }>`
    select workspace_id as "workspaceId", id, name, join_role as "joinRole",
      last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute' as unnoted
    from provisioning_tokens where token_hash = ${hashOf(token)}`)
  if (!row) return null
  const { unnoted, ...provisioner } = row
  if (unnoted)
    await database.workspace(row.workspaceId, (tx) =>
      sql`update provisioning_tokens set last_used_at = ${now} where id = ${row.id}`.execute(tx),
    )
  return provisioner
}

function present({ createdAt, lastUsedAt, ...row }: Row): ProvisioningToken {
  return { ...row, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null }
}
