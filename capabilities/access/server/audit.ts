import { sql } from 'kysely'
import type { ContactId, PersonId, WorkspaceId } from '#kernel/id.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** Who made a change: the caller of a route, a customer's own person, or Banso itself in a workspace. */
export type Author =
  | { readonly workspaceId: WorkspaceId; readonly personId: PersonId; readonly key?: { readonly name: string } }
  | { readonly workspaceId: WorkspaceId; readonly contactId: ContactId }
  | { readonly workspaceId: WorkspaceId; readonly system: true }

/** One change as the audit log keeps it. `before` and `after` hold the fields that changed, not the whole. */
export type Change = {
  readonly by: Author
  /** subject.verb, e.g. `account.update`. */
  readonly action: string
  readonly subjectId: string
  /** Where the subject belongs to an account. */
  readonly accountId?: string | null
  /** Absent: it did not exist. */
  readonly before?: Readonly<Record<string, unknown>> | null
  /** Absent: it exists no longer. */
  readonly after?: Readonly<Record<string, unknown>> | null
  /** `app` unless told, `api:<name of the key>` where a program calls by a key, `portal`, `import:<id>`, `rule:<id>`, `cli`. */
  readonly origin?: string
}

/** Writes a change into the audit log, in the transaction that makes the change. */
export async function recordChange(tx: Tx, change: Change): Promise<void> {
  await recordChanges(tx, [change])
}

/** Writes many changes of one workspace with one statement. */
export async function recordChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map((change) => ({
    workspace_id: change.by.workspaceId,
    id: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
    person_id: 'personId' in change.by ? change.by.personId : null,
    contact_id: 'contactId' in change.by ? change.by.contactId : null,
    action: change.action,
    subject_id: change.subjectId,
    account_id: change.accountId ?? null,
    before: change.before ?? null,
    after: change.after ?? null,
    origin: change.origin ?? originOf(change.by),
  }))
  await sql`
    insert into public.audit_log (workspace_id, id, person_id, contact_id, action, subject_id, account_id, before, after, origin)
    select workspace_id, id, person_id, contact_id, action, subject_id, account_id, before, after, origin
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as change (
      workspace_id uuid, id uuid, person_id uuid, contact_id uuid, action text, subject_id text, account_id uuid,
      before jsonb, after jsonb, origin text
    )
  `.execute(tx)
}

function originOf(by: Author): string {
  return 'key' in by && by.key ? `api:${by.key.name}` : 'app'
}
