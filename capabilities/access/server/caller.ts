import { sql } from 'kysely'
import type { FieldClass, Permission, RowScope } from '#kernel/exchange.ts'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Caller, Locale } from '#platform/http/context.ts'
import { idleDays } from '#platform/identity/sessions.ts'
import { allowed } from '../core/roles.ts'
import { usualPolicy } from '../core/signInPolicy.ts'
import { asViewed, type KeptViewing } from './viewing.ts'

type Row = {
  workspace_id: WorkspaceId
  person_id: PersonId
  user_id: string
  person_name: string
  role: string
  permissions: Permission[]
  row_scope: RowScope
  field_classes: FieldClass[]
  person_locale: Locale | null
  workspace_name: string
  workspace_locale: Locale
  time_zone: string
  currency: string
  fiscal_start_month: number
}

// Everything a person is and may do, from the tables as they stand now: nothing of it is kept beyond a request.
const standing = sql`
  p.workspace_id, p.id as person_id, p.user_id, p.name as person_name, p.role, r.permissions, r.row_scope,
  r.field_classes, p.locale as person_locale,
  w.name as workspace_name, w.locale as workspace_locale, w.time_zone, w.currency, w.fiscal_start_month
  from people p
  join workspaces w on w.workspace_id = p.workspace_id
  join roles r on r.workspace_id = p.workspace_id and r.key = p.role`

/** Of the session: when it last proved who it is, and what the workspace's sign-in policy says of it. */
type Session = KeptViewing & {
  proven_at: Date
  provider_id: string | null
  unnoted: boolean
  over: boolean
  closed: boolean
  owes_factor: boolean
}

// Where people come by an identity provider alone, a session that somebody began by themselves opens nothing.
const closed = sql`(s.provider_id is null and coalesce(y.only_provider, false))`

/** Uses of a session are noted once in this many minutes, more often where sessions end soon. */
const noteEveryMinutes = 5

/**
 * The person behind a session, in the workspace it works in; null where there is no such session, it has ended, or the
 * person is not active there. A session without a workspace works in the person's first. What is only `watched`, an open
 * page that waits for news, is no use that would keep the session alive.
 */
export async function findCaller(
  database: Database,
  sessionToken: string,
  now: Date,
  counts: 'used' | 'watched' = 'used',
): Promise<Caller | null> {
  const [row] = await database.ask(sql<Row & Session>`
    select s.proven_at, s.provider_id, ${closed} as closed,
      s.last_used_at < ${now}::timestamptz - least(${noteEveryMinutes}, coalesce(y.idle_minutes, ${usualPolicy.idleMinutes}) / 10.0)
        * interval '1 minute' or coalesce(p.last_seen_at < s.created_at, true) as unnoted,
      coalesce(s.created_at + y.lifetime_hours * interval '1 hour' <= ${now}
        or s.last_used_at + y.idle_minutes * interval '1 minute' <= ${now}, false) as over,
      s.provider_id is null and coalesce(y.second_factor, false) and not exists (select from auth.factors f where f.user_id = p.user_id)
        as owes_factor, s.viewing_workspace_id, s.viewing_person_id, s.viewing_role, s.viewing_since, ${standing}
    join auth.sessions s on s.user_id = p.user_id
    left join sign_in_policies y on y.workspace_id = p.workspace_id
    where s.token = ${sessionToken} and s.expires_at > ${now}
      and s.last_used_at > ${now}::timestamptz - ${idleDays} * interval '1 day' and p.state = 'active'
      and (s.provider_id is null or exists (
        select from identity_providers i where i.workspace_id = p.workspace_id and i.id = s.provider_id and i.is_on))
    order by p.workspace_id = s.workspace_id desc nulls last, closed, p.created_at, p.workspace_id
    limit 1
  `)
  if (!row || row.over || row.closed) return null
  if (row.unnoted && counts === 'used') {
    await database.system(async (tx) => {
      await sql`update auth.sessions set last_used_at = ${now} where token = ${sessionToken}`.execute(tx)
      await sql`update people set last_seen_at = ${now}
        where workspace_id = ${row.workspace_id} and id = ${row.person_id}`.execute(tx)
    })
  }
  const own: Caller = {
    ...callerOf(row),
    provenAt: row.proven_at,
    ...(row.provider_id ? { providerId: row.provider_id } : {}),
    ...(row.owes_factor ? { owes: 'factor' } : {}),
  }
  return row.viewing_since ? await asViewed(database, own, row, now) : own
}

/** The first workspace that an identity may enter by itself: some take in the people of an identity provider alone. */
export async function firstOpen(database: Database, userId: string): Promise<WorkspaceId | null> {
  const { rows } = await database.system((tx) =>
    sql<{ id: WorkspaceId }>`
      select p.workspace_id as id from people p left join sign_in_policies y on y.workspace_id = p.workspace_id
      where p.user_id = ${userId} and p.state = 'active' and not coalesce(y.only_provider, false)
      order by p.created_at, p.workspace_id limit 1`.execute(tx),
  )
  return rows[0]?.id ?? null
}

/** An identity as the person it is in a workspace (or in its first); null where it is none, or not an active one. */
export async function callerIn(database: Database, userId: string, workspaceId?: WorkspaceId): Promise<Caller | null> {
  const { rows } = await database.system((tx) =>
    sql<Row>`
      select ${standing}
      where p.user_id = ${userId} and p.state = 'active' and p.workspace_id = coalesce(${workspaceId ?? null}, p.workspace_id)
      order by p.created_at, p.workspace_id
      limit 1
    `.execute(tx),
  )
  return rows[0] ? callerOf(rows[0]) : null
}

function callerOf(row: Row): Caller {
  return {
    workspaceId: row.workspace_id,
    personId: row.person_id,
    userId: row.user_id,
    name: row.person_name,
    role: row.role,
    permissions: new Set(allowed({ permissions: row.permissions, rowScope: row.row_scope })),
    reach: row.row_scope === 'all' ? null : { scope: row.row_scope, personId: row.person_id },
    fieldClasses: new Set(row.field_classes),
    locale: row.person_locale ?? row.workspace_locale,
    workspace: {
      id: row.workspace_id,
      name: row.workspace_name,
      locale: row.workspace_locale,
      timeZone: row.time_zone,
      currency: row.currency,
      fiscalStartMonth: row.fiscal_start_month,
    },
  }
}
