import { ORPCError } from '@orpc/server'
import { sql } from 'kysely'
import type { FieldClass, Permission, RowScope } from '#kernel/exchange.ts'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { CallContext, Caller } from '#platform/http/context.ts'
import { allowed } from '../core/roles.ts'
import { allowedToBoth, viewingMinutes } from '../core/viewing.ts'
import { recordChange, recordChanges } from './audit.ts'
import { refused } from './refusals.ts'

export type As = { readonly kind: 'person'; readonly id: string } | { readonly kind: 'role'; readonly key: string }

/** What a session keeps of it. */
export type KeptViewing = {
  viewing_workspace_id: WorkspaceId | null
  viewing_person_id: PersonId | null
  viewing_role: string | null
  viewing_since: Date | null
}

/** Lets the session of an administrator look as a person or a role would, and says so in the record of changes. */
export async function beginViewing({ database, caller, visit, now, live }: CallContext, as: As): Promise<void> {
  if (caller.reach) throw refused('as', 'viewing.reach')
  if (as.kind === 'person' ? as.id === caller.personId : as.key === caller.role) throw refused('as', 'viewing.own')
  const since = now()
  const other = await findOther(database, caller.workspaceId, as)
  if (!other) throw new ORPCError('NOT_FOUND', { defined: true, status: 404 })
  await database.system(async (tx) => {
    await sql`
      update auth.sessions set viewing_workspace_id = ${caller.workspaceId}, viewing_since = ${since},
        viewing_person_id = ${as.kind === 'person' ? as.id : null}, viewing_role = ${as.kind === 'role' ? as.key : null}
      where token = ${visit.sessionToken}`.execute(tx)
    await recordChange(tx, {
      by: caller,
      action: `${as.kind}.view_as`,
      subjectId: as.kind === 'person' ? as.id : as.key,
      after: { name: other.name, until: untilOf(since).toISOString() },
    })
  })
  await live.publish(caller.workspaceId, { topic: 'settings', ids: [] })
}

/** Ends it where it goes on, for the session of a token or for all whose time is over. */
export async function endViewing(database: Database, which: { token: string | null } | { at: Date }): Promise<void> {
  const those =
    'at' in which
      ? sql`viewing_since <= ${which.at}::timestamptz - ${viewingMinutes} * interval '1 minute'`
      : sql`token = ${which.token} and viewing_since is not null`
  await database.system(async (tx) => {
    const ended = await takeViewings(tx, those)
    await recordChanges(
      tx,
      ended.map(({ workspaceId, by, asPerson, asRole, since }) => ({
        by: { workspaceId, personId: by },
        action: asPerson ? 'person.view_as_end' : 'role.view_as_end',
        subjectId: (asPerson ?? asRole)!,
        after: { since: since.toISOString(), ended: 'at' in which ? 'time' : 'person' },
      })),
    )
  })
}

type Ended = { workspaceId: WorkspaceId; by: PersonId; asPerson: PersonId | null; asRole: string | null; since: Date }

async function takeViewings(tx: Tx, those: ReturnType<typeof sql>): Promise<Ended[]> {
  const { rows } = await sql<Ended>`
    with held as (select * from auth.sessions where ${those} for update),
    cleared as (
      update auth.sessions s set viewing_workspace_id = null, viewing_person_id = null, viewing_role = null,
        viewing_since = null
      from held where s.id = held.id
    )
    select h.viewing_workspace_id as "workspaceId", p.id as by, h.viewing_person_id as "asPerson",
      h.viewing_role as "asRole", h.viewing_since as since
    from held h join people p on p.workspace_id = h.viewing_workspace_id and p.user_id = h.user_id`.execute(tx)
  return rows
}

/**
 * The caller as the session looks at present. Where the time is over, whoever looked is themselves again; so they are
 * where they may no longer do it, or whom they looked as is gone: never more than their own rights.
 */
export async function asViewed(database: Database, own: Caller, kept: KeptViewing, now: Date): Promise<Caller> {
  const since = kept.viewing_since
  if (!since || kept.viewing_workspace_id !== own.workspaceId) return own
  if (untilOf(since) <= now) {
    await endViewing(database, { at: now })
    return own
  }
  const as: As = kept.viewing_person_id
    ? { kind: 'person', id: kept.viewing_person_id }
    : { kind: 'role', key: kept.viewing_role! }
  const other = await findOther(database, own.workspaceId, as)
  const both = other && allowedToBoth(plainly(own), other)
  if (!other || !both) return own
  const personId = other.person_id ?? own.personId
  return {
    ...own,
    personId,
    name: other.person_id ? other.name : own.name,
    role: other.role,
    permissions: new Set(allowed(both)),
    reach: both.rowScope === 'all' ? null : { scope: both.rowScope, personId },
    fieldClasses: new Set(both.fieldClasses),
    viewing: {
      by: { workspaceId: own.workspaceId, personId: own.personId },
      as: as.kind,
      label: { ja: other.label_ja, en: other.label_en },
      since,
      until: untilOf(since),
    },
  }
}

const plainly = ({ permissions, reach, fieldClasses }: Caller) => ({
  permissions: [...permissions],
  rowScope: reach?.scope ?? ('all' as const),
  fieldClasses: [...fieldClasses],
})

const untilOf = (since: Date) => new Date(since.getTime() + viewingMinutes * 60_000)

type Other = {
  person_id: PersonId | null
  name: string
  label_ja: string
  label_en: string
  role: string
  permissions: Permission[]
  rowScope: RowScope
  fieldClasses: FieldClass[]
}

const rights = sql`r.key as role, r.permissions, r.row_scope as "rowScope", r.field_classes as "fieldClasses"`

async function findOther(database: Database, workspaceId: WorkspaceId, as: As): Promise<Other | undefined> {
  const [other] = await database.ask(
    as.kind === 'person'
      ? sql<Other>`
          select p.id as person_id, p.name, p.name as label_ja, p.name as label_en, ${rights}
          from people p join roles r on r.workspace_id = p.workspace_id and r.key = p.role
          where p.workspace_id = ${workspaceId} and p.id = ${as.id} and p.state = 'active'`
      : sql<Other>`
          select null as person_id, r.label_ja as name, r.label_ja, r.label_en, ${rights}
          from roles r where r.workspace_id = ${workspaceId} and r.key = ${as.key}`,
  )
  return other
}
