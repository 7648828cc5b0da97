import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { IncidentClosed } from '#capabilities/access/contract/incident.ts'
import { type Change, recordChanges } from '#capabilities/access/server/audit.ts'

/** Keys of programs, which a floor above keeps: how many are open, and taking them back; of one person or of everybody. */
export type KeyStock = {
  readonly count: (tx: Tx, workspaceId: WorkspaceId, personId: string | null) => Promise<number>
  readonly withdraw: (tx: Tx, by: Change['by'], personId: string | null, now: Date) => Promise<number>
}

export type Wanted = { personId?: string | undefined; sessions: boolean; keys: boolean; links: boolean }

/** What is open and would be closed: of one person, or of everybody. */
export async function stockOf(context: CallContext, keys: KeyStock, personId: string | null): Promise<IncidentClosed> {
  const { workspaceId } = context.caller
  return await context.database.system(async (tx) => ({
    sessions: await countSessions(tx, context, personId),
    keys: await keys.count(tx, workspaceId, personId),
    links: (await linksOf(tx, workspaceId, personId)).length,
  }))
}

/** Closes what is wanted, all or nothing, and records each thing that it closed. */
export async function close(context: CallContext, keys: KeyStock, wanted: Wanted): Promise<IncidentClosed> {
  const { caller, now } = context
  const of = wanted.personId ?? null
  const closed = await context.database.system(async (tx) => ({
    sessions: wanted.sessions ? await endSessions(tx, context, of) : 0,
    keys: wanted.keys ? await keys.withdraw(tx, caller, of, now()) : 0,
    links: wanted.links ? await closeLinks(tx, context, of) : 0,
  }))
  await context.live.publish(caller.workspaceId, { topic: 'settings', ids: [] })
  return closed
}

async function countSessions(tx: Tx, context: CallContext, personId: string | null): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from auth.sessions s join people p on ${meant(context, personId)}
    where s.expires_at > ${context.now()}`.execute(tx)
  return rows[0]!.open
}

type SessionOf = { personId: string; name: string }

/** Whose sessions are meant, of `people p` and `auth.sessions s`. One that another company's provider vouches for is that company's. */
const meant = ({ caller, visit }: CallContext, personId: string | null) => sql`
  p.workspace_id = ${caller.workspaceId} and p.user_id = s.user_id
  and (${personId}::uuid is null or p.id = ${personId}) and s.token is distinct from ${visit.sessionToken}
  and (s.provider_id is null or s.workspace_id = ${caller.workspaceId})`

/** Ends sessions of one person or of everybody, but the one that asks; records it of each person. How many. */
export async function endSessions(tx: Tx, context: CallContext, personId: string | null): Promise<number> {
  const { rows: ended } = await sql<SessionOf>`
    delete from auth.sessions s using people p where ${meant(context, personId)} returning p.id as "personId", p.name
  `.execute(tx)
  const byPerson = Map.groupBy(ended, (one) => one.personId)
  await recordChanges(
    tx,
    [...byPerson].map(([subjectId, own]) => ({
      by: context.caller,
      action: 'person.sessions_end',
      subjectId,
      after: { name: own[0]!.name, sessions: own.length },
    })),
  )
  return ended.length
}

type Link = { id: string; kind: 'portal_link' | 'invitation'; accountId: string | null }

/** Links that open something: those of customers' people that somebody made, and those to join or to choose a password. */
async function linksOf(tx: Tx, workspaceId: WorkspaceId, personId: string | null): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select id, 'portal_link' as kind, account_id as "accountId" from portal_links
    where workspace_id = ${workspaceId} and revoked_at is null and expires_on >= current_date - 1
      and (${personId}::uuid is null or created_by = ${personId})
    union all
    select id, 'invitation', null from invitations
    where workspace_id = ${workspaceId} and revoked_at is null and accepted_at is null and expires_at > now()
      and (${personId}::uuid is null or created_by = ${personId})
  `.execute(tx)
  return rows
}

async function closeLinks(tx: Tx, { caller, now }: CallContext, personId: string | null): Promise<number> {
  const { workspaceId } = caller
  const links = await linksOf(tx, workspaceId, personId)
  const ids = links.map(({ id }) => id)
  await sql`delete from portal_sessions where workspace_id = ${workspaceId} and link_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  for (const table of ['portal_links', 'invitations'])
    await sql`update ${sql.id(table)} set revoked_at = ${now()} where workspace_id = ${workspaceId}
      and id = any(${ids}::uuid[])`.execute(tx)
  await recordChanges(
    tx,
    links.map(({ id, kind, accountId }) => ({ by: caller, action: `${kind}.revoke`, subjectId: id, accountId })),
  )
  return links.length
}
