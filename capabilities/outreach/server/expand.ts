import { sql } from 'kysely'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { conditionSql } from '#capabilities/facts/server/index.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { halfOf, isTriedOn } from '../core/stable.ts'
import { instantOf, nextOpening } from '../core/window.ts'
import {
  broadcastColumns,
  broadcastSource,
  type BroadcastDefinition,
  hasTwo,
  type StoredBroadcast,
} from './broadcasts.ts'
import { type Asked, askedOf, type Company } from './company.ts'
import { type ContactRow, readContacts } from './customers.ts'
import { stableId } from './stableId.ts'

/** Customers whose mails are made in one transaction. */
const pageSize = 500

/** The customers a broadcast is for, after one of them, in the order of their ids. */
export async function accountsOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  { condition }: Pick<BroadcastDefinition, 'condition'>,
  { catalogue, moment }: Asked,
  { after, limit }: { after: AccountId | null; limit: number },
): Promise<AccountId[]> {
  const read = readCondition(condition, catalogue)
  if (!read.ok) return []
  const { rows } = await sql<{ id: AccountId }>`
    select account_facts.account_id as id from account_facts
      join accounts a on a.workspace_id = account_facts.workspace_id and a.id = account_facts.account_id and a.archived_at is null
    where account_facts.workspace_id = ${workspaceId} and ${conditionSql(read.value, moment)}
      ${after === null ? sql`` : sql`and account_facts.account_id > ${after}::uuid`}
    order by account_facts.account_id limit ${limit}
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** Who of a customer's people gets a broadcast. */
export const recipientsOf = (
  { roles }: Pick<BroadcastDefinition, 'roles'>,
  contacts: readonly ContactRow[] | undefined,
): ContactRow[] =>
  (contacts ?? []).filter(({ isGone, roles: own }) => !isGone && own.some((role) => roles.includes(role)))

/**
 * Makes the mails of the next page of a broadcast whose time has come. Where it is broken off nothing was made of that
 * page; a mail that is there already is not made again. Answers whether there may be more to do.
 */
export async function expandNext(tx: Tx, company: Company): Promise<boolean> {
  const { workspace, now, today } = company
  const { rows } = await sql<StoredBroadcast>`
    select ${broadcastColumns} from ${broadcastSource}
    where b.workspace_id = ${workspace.id} and b.removed_at is null and b.expanded_at is null
      and (b.status = 'running' or (b.status = 'scheduled' and b.send_at <= ${new Date(now)}))
    order by b.send_at limit 1 for no key update of b skip locked
  `.execute(tx)
  const broadcast = rows[0]
  if (!broadcast) return false
  const asked = await askedOf(tx, company)
  const accounts = await accountsOf(tx, workspace.id, broadcast.definition, asked, {
    after: broadcast.reachedAccount,
    limit: pageSize,
  })
  const contacts = await readContacts(tx, workspace.id, accounts, today)
  const opens = nextOpening(Math.max(now, broadcast.sendAt?.getTime() ?? now), {
    ...company,
    window: broadcast.definition.window,
  })
  const { trial, window } = broadcast.definition
  // Those who wait for the outcome of a trial have theirs when it ends at the latest.
  const began = dayOf(opens, company.timeZone)
  const ends = trial
    ? nextOpening(instantOf(addDays(began, trial.days), window.from, company.timeZone), { ...company, window })
    : opens
  await insertMails(tx, workspace.id, broadcast, accounts, contacts, {
    opens: new Date(opens),
    ends: new Date(ends),
    now: new Date(now),
  })
  const isLast = accounts.length < pageSize
  await sql`
    update outreach_broadcasts set status = 'running', reached_account = coalesce(${accounts.at(-1) ?? null}, reached_account),
      expanded_at = ${isLast ? new Date(now) : null},
      trial_began_on = coalesce(trial_began_on, ${trial && began}::date)
    where workspace_id = ${workspace.id} and id = ${broadcast.id}
  `.execute(tx)
  return true
}

/** Which text a contact gets; null: there is but one, or it waits for the outcome of the trial. */
function halfFor(id: string, definition: BroadcastDefinition, contactId: string): 'a' | 'b' | null {
  const { trial } = definition
  if (!hasTwo(definition) || (trial && !isTriedOn(id, contactId, trial.share))) return null
  return halfOf(id, contactId)
}

type Planned = {
  id: string
  account: AccountId
  contact: string | null
  half: 'a' | 'b' | null
  due: Date
  reason: string | null
}

async function insertMails(
  tx: Tx,
  workspaceId: WorkspaceId,
  { id, definition }: StoredBroadcast,
  accounts: readonly AccountId[],
  contacts: ReadonlyMap<AccountId, readonly ContactRow[]>,
  { opens, ends, now }: Record<'opens' | 'ends' | 'now', Date>,
): Promise<void> {
  const rows = accounts.flatMap((account) => {
    const some = recipientsOf(definition, contacts.get(account))
    const mails = some.map((contact): Planned => {
      const half = halfFor(id, definition, contact.id)
      return {
        id: stableId('broadcast', id, contact.id),
        account,
        contact: contact.id,
        half,
        due: half === null ? ends : opens,
        reason: null,
      }
    })
    // A customer with nobody to write to is listed with the reason, not passed over.
    const nobody: Planned = {
      id: stableId('broadcast', id, account),
      account,
      contact: null,
      half: null,
      due: opens,
      reason: 'nobody',
    }
    return mails.length > 0 ? mails : [nobody]
  })
  if (rows.length === 0) return
  await sql`
    insert into outreach_messages (workspace_id, id, kind, account_id, contact_id, broadcast_id, half, due_at, status, reason, decided_at)
    select ${workspaceId}::uuid, m.id, 'broadcast', account, contact, ${id}::uuid, half, due,
      case when reason is null then 'planned' else 'skipped' end, reason, case when reason is not null then ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (id uuid, account uuid, contact uuid, half text,
      due timestamptz, reason text)
    on conflict (workspace_id, id) do nothing
  `.execute(tx)
}

/** Broadcasts whose mails are all made and decided are done. */
export async function finishBroadcasts(tx: Tx, { workspace, now }: Company): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update outreach_broadcasts b set status = 'done', finished_at = ${new Date(now)}
    where b.workspace_id = ${workspace.id} and b.status = 'running' and b.expanded_at is not null and not exists (
      select from outreach_messages m where m.workspace_id = b.workspace_id and m.broadcast_id = b.id and m.status = 'planned')
    returning b.id
  `.execute(tx)
  return rows.map(({ id }) => id)
}
