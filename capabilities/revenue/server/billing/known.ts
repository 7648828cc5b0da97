import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { KnownSource } from './door.ts'

/** What is kept of an API key: it has 192 random bits, so that a plain digest cannot be reversed. */
export function keyHash(key: string): string {
  return hash('sha256', key)
}

const selected = sql`s.id, s.workspace_id as "workspaceId", s.accounts_source as "accountsSource",
  w.time_zone as "timeZone", w.currency`

/** Whose API key this is; null: nobody's, or revoked. */
export async function findByKey(database: Database, key: string): Promise<KnownSource | null> {
  const { rows } = await database.system((tx) =>
    sql<KnownSource>`
      select ${selected} from billing_sources s join workspaces w on w.workspace_id = s.workspace_id
      where s.key_hash = ${keyHash(key)} and s.kind = 'chartmogul' and s.revoked_at is null
    `.execute(tx),
  )
  return rows[0] ?? null
}

/** The Stripe source of an address, with its sealed secret; null where there is none, or it was revoked. */
export async function findStripe(
  database: Database,
  id: string,
): Promise<(KnownSource & { secret: string | null }) | null> {
  const { rows } = await database.system((tx) =>
    sql<KnownSource & { secret: string | null }>`
      select ${selected}, s.secret from billing_sources s join workspaces w on w.workspace_id = s.workspace_id
      where s.id = ${id} and s.kind = 'stripe' and s.revoked_at is null
    `.execute(tx),
  )
  return rows[0] ?? null
}

/** Counts what was taken. */
export async function received(tx: Tx, source: KnownSource, at: Date): Promise<void> {
  await sql`
    update billing_sources set received = received + 1, last_received_at = ${at}
    where workspace_id = ${source.workspaceId} and id = ${source.id}
  `.execute(tx)
}

/** Counts what could not be used, by why and by what it is about. */
export async function countUnused(tx: Tx, source: KnownSource, rule: string, subject: string, at: Date): Promise<void> {
  await sql`
    insert into billing_unused as u (workspace_id, source_id, rule, subject, last_at)
    values (${source.workspaceId}, ${source.id}, ${rule}, ${subject.slice(0, 200)}, ${at})
    on conflict (workspace_id, source_id, rule, subject) do update set times = u.times + 1, last_at = excluded.last_at
  `.execute(tx)
}
