import { sql } from 'kysely'
import type { z } from 'zod'
import { theAccount } from '#capabilities/accounts/server/index.ts'
import type { AccountId, ActivityId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { activityChangeSchema } from '../contract/activity.ts'
import { type Call, wrote } from './call.ts'
import { type Activity, readActivities } from './read.ts'

type Change = z.output<typeof activityChangeSchema>

/** One activity, archived or not, or the answer that it is not there. */
export async function theActivity(tx: Tx, id: ActivityId): Promise<Activity> {
  const [activity] = await readActivities(tx, sql`a.id = ${id}`)
  if (!activity) throw notFound()
  return activity
}

/** Writes down what happened with a customer; now, unless told when. */
export async function createActivity(
  tx: Tx,
  call: Call,
  account: AccountId,
  given: Change & { kind: Activity['kind'] },
): Promise<Activity> {
  await theAccount(tx, account)
  await refuseStrangers(tx, account, given.contactIds)
  const id = call.newId<ActivityId>()
  await sql`
    insert into activities (workspace_id, id, account_id, kind, at, author_id, contact_ids, direction, title, body)
    values (${call.caller.workspaceId}, ${id}, ${account}, ${given.kind}, ${given.at ?? call.now()}, ${call.caller.personId},
      ${given.contactIds ?? []}::uuid[], ${given.direction ?? null}, ${given.title ?? ''}, ${given.body ?? ''})
  `.execute(tx)
  const activity = await theActivity(tx, id)
  await wrote(tx, call, { account, action: 'activity.create', id, after: kept(activity) })
  return activity
}

/** Changes an activity that is still at `version`; tells how to take the change back. */
export async function updateActivity(
  tx: Tx,
  call: Call,
  { id, version, ...change }: Change & { id: ActivityId; version: number },
): Promise<{ activity: Activity; undo: Change & { version: number } }> {
  const before = await locked(tx, id)
  if (before.version !== version) throw changedMeanwhile(before.version)
  const account = before.accountId as AccountId
  await refuseStrangers(tx, account, change.contactIds)
  const state = kept(before)
  const after = { ...state, ...change }
  await sql`
    update activities set version = version + 1, updated_at = ${call.now()}, kind = ${after.kind}, at = ${after.at},
      contact_ids = ${after.contactIds}::uuid[], direction = ${after.direction}, title = ${after.title}, body = ${after.body}
    where id = ${id}
  `.execute(tx)
  const keys = Object.keys(change) as (keyof typeof state)[]
  const pick = (of: Partial<typeof state>) => Object.fromEntries(keys.map((key) => [key, of[key]]))
  await wrote(tx, call, {
    account,
    action: 'activity.update',
    id,
    before: pick(state),
    after: pick(after as typeof state),
  })
  return { activity: await theActivity(tx, id), undo: { ...pick(state), version: version + 1 } }
}

/** Archives an activity or brings it back. Doing it twice is doing it once. */
export async function setActivityArchived(tx: Tx, call: Call, id: ActivityId, archived: boolean): Promise<Activity> {
  const before = await locked(tx, id)
  if ((before.archivedAt !== null) === archived) return before
  await sql`
    update activities set version = version + 1, updated_at = ${call.now()}, archived_at = ${archived ? call.now() : null}
    where id = ${id}
  `.execute(tx)
  const action = archived ? 'activity.archive' : 'activity.restore'
  await wrote(tx, call, { account: before.accountId as AccountId, action, id })
  return theActivity(tx, id)
}

async function locked(tx: Tx, id: ActivityId): Promise<Activity> {
  await sql`select from activities where id = ${id} for update`.execute(tx)
  return theActivity(tx, id)
}

/** What a person wrote of an activity, as a change would write it. */
function kept({ kind, at, contacts, direction, title, body }: Activity) {
  return { kind, at, contactIds: contacts.map((contact) => contact.id), direction, title, body }
}

async function refuseStrangers(tx: Tx, account: AccountId, contacts: readonly string[] | undefined): Promise<void> {
  if (!contacts || contacts.length === 0) return
  const { rows } = await sql<{ id: string }>`
    select id from contacts where id = any(${contacts}::uuid[]) and account_id = ${account}
  `.execute(tx)
  const known = new Set(rows.map((row) => row.id))
  const strangers = contacts.filter((id) => !known.has(id))
  if (strangers.length > 0)
    throw refused(strangers.map((value) => ({ field: 'contactIds', value, rule: 'unknown_contact' })))
}
