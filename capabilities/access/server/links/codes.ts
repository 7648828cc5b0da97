import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type Code, codeState } from '#capabilities/access/core/link.ts'

type OfLink = { workspaceId: WorkspaceId; linkId: string }

/** Makes a code of six digits for a link; the one before is good no more. `toldBy`: who tells it; null: it goes by mail. */
export async function makeCode(
  tx: Tx,
  { workspaceId, linkId, toldBy, now }: OfLink & { toldBy: string | null; now: Date },
): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await sql`
    insert into portal_codes (workspace_id, link_id, code_hash, made_at, told_by)
    values (${workspaceId}, ${linkId}, ${hashOf(linkId, code)}, ${now}, ${toldBy})
    on conflict (workspace_id, link_id) do update set code_hash = excluded.code_hash, made_at = excluded.made_at,
      told_by = excluded.told_by, tries = 0, used_at = null
  `.execute(tx)
  return code
}

/** When the last code of a link was made; null: there was none. */
export async function lastCode(tx: Tx, { workspaceId, linkId }: OfLink): Promise<Pick<Code, 'madeAt'> | null> {
  const { rows } = await sql<Pick<Code, 'madeAt'>>`
    select made_at as "madeAt" from portal_codes where workspace_id = ${workspaceId} and link_id = ${linkId}
  `.execute(tx)
  return rows[0] ?? null
}

/** Tries a code, and uses it up where it is right. Every try counts, in the order in which they come. */
export async function tryCode(
  tx: Tx,
  { workspaceId, linkId, code, now }: OfLink & { code: string; now: Date },
): Promise<'right' | 'wrong' | 'over'> {
  const { rows } = await sql<Code & { hash: string }>`
    update portal_codes set tries = tries + 1 where workspace_id = ${workspaceId} and link_id = ${linkId}
    returning code_hash as hash, made_at as "madeAt", tries - 1 as tries, used_at is not null as used
  `.execute(tx)
  const [known] = rows
  if (!known || codeState(known, now) !== 'good') return 'over'
  if (!timingSafeEqual(Buffer.from(known.hash), Buffer.from(hashOf(linkId, code)))) return 'wrong'
  await sql`
    update portal_codes set used_at = ${now} where workspace_id = ${workspaceId} and link_id = ${linkId}
  `.execute(tx)
  return 'right'
}

const hashOf = (linkId: string, code: string) => createHash('sha256').update(`${linkId} ${code}`).digest('base64url')
