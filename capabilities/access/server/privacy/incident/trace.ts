import { sql } from 'kysely'
import type { z } from 'zod'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { incidentQuery, IncidentTrace } from '#capabilities/access/contract/incident.ts'
import { deviceOf } from '#capabilities/access/core/device.ts'

type Query = z.output<typeof incidentQuery>
export type Asked = Omit<Query, 'from' | 'to'> & { from: Date; to: Date }
type Named = { id: string; name: string }
type By = { person: Named | null; keyName: string | null }

/** A question about days as one about moments: from the beginning of the first day to that of the day after the last. */
export function inSpan({ from, to, ...query }: Query, timeZone: string): Asked {
  const begin = (day: string, later: number) =>
    new Date(Temporal.PlainDate.from(day).add({ days: later }).toZonedDateTime(timeZone).epochMilliseconds)
  return { ...query, from: begin(from, 0), to: begin(to, 1) }
}

const most = 200 // of each kind: beyond it the span is narrowed down

/** Who was where and read what, as a transaction of the whole system sees it: sessions stand beyond workspaces. */
export async function traceOf(tx: Tx, workspaceId: WorkspaceId, asked: Asked): Promise<IncidentTrace> {
  const [signIns, sessions, reads, exports] = [
    await signInsIn(tx, workspaceId, asked),
    await sessionsIn(tx, workspaceId, asked),
    await readsIn(tx, workspaceId, asked),
    await exportsIn(tx, workspaceId, asked),
  ]
  const more = [signIns, sessions, reads, exports].some(({ length }) => length > most)
  return {
    signIns: signIns.slice(0, most).map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
    sessions: sessions.slice(0, most).map(({ at, lastUsedAt, userAgent, ...row }) => ({
      ...row,
      at: at.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
      device: deviceOf(userAgent),
    })),
    reads: reads
      .slice(0, most)
      .map(({ at, lastAt, ...row }) => ({ ...row, at: at.toISOString(), lastAt: lastAt.toISOString() })),
    exports: exports.slice(0, most).map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
    more,
  }
}

const person = sql`case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as person`

type SignIn = By & { at: Date; address: string | null; proof: string | null; isDenied: boolean }
async function signInsIn(tx: Tx, workspaceId: WorkspaceId, { from, to, personId, keyId, address }: Asked) {
  if (keyId) return []
  const { rows } = await sql<SignIn>`
    select a.at, a.after->>'address' as address, coalesce(a.after->>'proof', a.after->>'provider') as proof,
      a.action = 'person.sign_in_denied' as "isDenied", null as "keyName", ${person}
    from audit_log a left join people p on p.workspace_id = a.workspace_id and p.id::text = a.subject_id
    where a.workspace_id = ${workspaceId} and a.at between ${from} and ${to}
      and a.action in ('person.sign_in', 'person.sign_in_denied')
      and (${personId ?? null}::text is null or a.subject_id = ${personId ?? null})
      and (${address ?? null}::text is null or a.after->>'address' = ${address ?? null})
    order by a.at desc limit ${most + 1}
  `.execute(tx)
  return rows
}

type Session = By & { at: Date; lastUsedAt: Date; address: string | null; userAgent: string | null }
async function sessionsIn(tx: Tx, workspaceId: WorkspaceId, { from, to, personId, keyId, address }: Asked) {
  if (keyId) return []
  const { rows } = await sql<Session>`
    select s.created_at as at, s.last_used_at as "lastUsedAt", nullif(s.ip_address, '') as address,
      nullif(s.user_agent, '') as "userAgent", null as "keyName", ${person}
    from auth.sessions s join people p on p.user_id = s.user_id and p.workspace_id = ${workspaceId}
    where s.created_at <= ${to} and s.last_used_at >= ${from} and s.expires_at > now()
      and (s.provider_id is null or s.workspace_id = ${workspaceId})
      and (${personId ?? null}::uuid is null or p.id = ${personId ?? null})
      and (${address ?? null}::text is null or s.ip_address = ${address ?? null})
    order by s.last_used_at desc limit ${most + 1}
  `.execute(tx)
  return rows
}

/** Which records of reading a question means, of `bulk_reads b`. */
export const readsMeant = (workspaceId: WorkspaceId, { from, to, personId, keyId, address }: Asked) => sql`
  b.workspace_id = ${workspaceId} and b.first_at <= ${to} and b.last_at >= ${from}
  and (${personId ?? null}::uuid is null or b.person_id = ${personId ?? null})
  and (${keyId ?? null}::uuid is null or b.key_id = ${keyId ?? null})
  and (${address ?? null}::text is null or b.addresses @> array[${address ?? null}::text])`

type Read = By & Omit<IncidentTrace['reads'][number], 'at' | 'lastAt'> & { at: Date; lastAt: Date }
async function readsIn(tx: Tx, workspaceId: WorkspaceId, asked: Asked) {
  const { rows } = await sql<Read>`
    select b.first_at as at, b.last_at as "lastAt", b.kind, b.reads::int, b.shown::int, b.across, b.addresses,
      cardinality(b.account_ids) as accounts, b.key_name as "keyName", b.key_id as "keyId", ${person}
    from bulk_reads b left join people p on p.workspace_id = b.workspace_id and p.id = b.person_id
    where ${readsMeant(workspaceId, asked)}
    order by b.shown desc, b.last_at desc limit ${most + 1}
  `.execute(tx)
  return rows
}

/** Which entries of the record of changes tell of files that were taken out, of `audit_log a`. Where from is not known of them. */
export const exportsMeant = (workspaceId: WorkspaceId, { from, to, personId, keyId }: Asked) => sql`
  a.workspace_id = ${workspaceId} and a.at between ${from} and ${to} and a.action like '%.export'
  and (${personId ?? null}::uuid is null or a.person_id = ${personId ?? null})
  and (${keyId ?? null}::uuid is null or exists (
    select from bulk_reads k where k.workspace_id = a.workspace_id and k.key_id = ${keyId ?? null}
      and a.origin = 'api:' || k.key_name))`

async function exportsIn(tx: Tx, workspaceId: WorkspaceId, asked: Asked) {
  const { rows } = await sql<By & { at: Date; action: string; subjectId: string }>`
    select a.at, a.action, a.subject_id as "subjectId", ${person},
      case when starts_with(a.origin, 'api:') then substr(a.origin, 5) end as "keyName"
    from audit_log a left join people p on p.workspace_id = a.workspace_id and p.id = a.person_id
    where ${exportsMeant(workspaceId, asked)} order by a.at desc limit ${most + 1}
  `.execute(tx)
  return rows
}
