import { sql } from 'kysely'
import { type Author, recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId, ContactId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import { customIssues, mergeCustom } from '../core/customField.ts'
import { contactSearchText } from '../core/searchText.ts'
import { theAccount } from './accountActions.ts'
import type { Call } from './accountWrite.ts'
import { type Contact, type ContactAttribute, type ContactChange, contactColumns, readContact } from './contactRead.ts'
import { readFieldRules } from './fieldRead.ts'

type Values = Partial<Record<ContactAttribute, unknown>>
/** A call of whoever may change contacts: one of ours, or a customer's own person. */
type OfAuthor = Omit<Call, 'caller'> & { caller: Author }

/** Adds a person to an account, or refuses the values. */
export async function createContact(
  tx: Tx,
  call: OfAuthor,
  accountId: AccountId,
  change: ContactChange & { name: string },
): Promise<Contact> {
  await theAccount(tx, accountId)
  await refuseWrong(tx, null, accountId, change)
  const id = call.newId<ContactId>()
  const values = withConsequences(valuesOf(null, change), null, call)
  const keys = Object.keys(values) as ContactAttribute[]
  await sql`
    insert into public.contacts (workspace_id, id, account_id, ${sql.join(keys.map((key) => sql.id(contactColumns[key][0])))})
    select ${call.caller.workspaceId}::uuid, ${id}::uuid, ${accountId}::uuid, ${sql.join(keys.map((key) => sql.ref(`v.${key}`)))}
    from jsonb_to_record(${JSON.stringify(values)}::jsonb) as v (${typed(keys)})
  `.execute(tx)
  await wrote(tx, call, accountId, { action: 'contact.create', id, after: values })
  return (await readContact(tx, id))!
}

/** Adds a person to an account where no person of ours does: whoever it is, is told. */
export async function addContact(
  tx: Tx,
  { by, ...call }: Omit<Call, 'caller'> & { by: Author },
  accountId: AccountId,
  change: ContactChange & { name: string },
): Promise<ContactId> {
  return (await createContact(tx, { ...call, caller: by }, accountId, change)).id as ContactId
}

/** Changes a contact that is still at `version`; tells how to take the change back. */
export async function updateContact(
  tx: Tx,
  call: Call,
  { id, version, ...change }: ContactChange & { id: ContactId; version: number },
): Promise<{ contact: Contact; undo: ContactChange & { version: number } }> {
  const state = await lock(tx, id)
  if (state.version !== version) throw changedMeanwhile(state.version)
  await refuseWrong(tx, id, state.accountId as AccountId, change)
  const before = await put(tx, call, state, withConsequences(valuesOf(state, change), state, call), 'contact.update')
  const contact = (await readContact(tx, id))!
  const { searchText: _search, attitudeOn: _on, custom, ...undo } = before
  const values = custom as Contact['custom'] | undefined
  const own = values && Object.fromEntries(Object.keys(change.custom ?? {}).map((key) => [key, values[key] ?? null]))
  return { contact, undo: { ...(undo as ContactChange), ...(own ? { custom: own } : {}), version: contact.version } }
}

/** Archives a contact or brings it back. Doing it twice is doing it once. */
export async function setContactArchived(tx: Tx, call: Call, id: ContactId, archived: boolean): Promise<Contact> {
  const state = await lock(tx, id)
  if ((state.archivedAt !== null) === archived) return state
  const action = archived ? 'contact.archive' : 'contact.restore'
  await put(tx, call, state, { archivedAt: archived ? call.now().toISOString() : null }, action)
  return (await readContact(tx, id))!
}

async function lock(tx: Tx, id: ContactId): Promise<Contact> {
  const state = await readContact(tx, id, true)
  if (!state) throw notFound()
  return state
}

/** The columns that a change sets. */
function valuesOf(state: Contact | null, change: ContactChange): Values {
  const { custom, ...values } = change
  const plain = Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value === '' ? null : value]])),
  )
  return { ...plain, ...(custom ? { custom: mergeCustom(state?.custom ?? {}, custom) } : {}) }
}

/** What follows from a change: the text it is found by, and the day on which the attitude was judged. */
function withConsequences(values: Values, state: Contact | null, call: OfAuthor): Values {
  const named = { name: state?.name ?? '', nameKana: state?.nameKana ?? null, email: state?.email ?? null, ...values }
  const judged = 'attitude' in values && values.attitude !== (state?.attitude ?? null)
  return {
    ...values,
    searchText: contactSearchText(named as Parameters<typeof contactSearchText>[0]),
    ...(judged ? { attitudeOn: values.attitude === null ? null : call.today() } : {}),
  }
}

/** Writes the values that differ; returns what was there before. */
async function put(tx: Tx, call: Call, state: Contact, values: Values, action: string): Promise<Values> {
  const current = state as unknown as Values
  const keys = (Object.keys(values) as ContactAttribute[]).filter(
    (key) => key !== 'searchText' && JSON.stringify(values[key]) !== JSON.stringify(current[key]),
  )
  if (keys.length === 0) return {}
  const written: ContactAttribute[] = 'searchText' in values ? [...keys, 'searchText'] : keys
  await sql`
    update public.contacts c set version = c.version + 1, updated_at = ${call.now()},
      ${sql.join(written.map((key) => sql`${sql.id(contactColumns[key][0])} = ${sql.ref(`v.${key}`)}`))}
    from jsonb_to_record(${JSON.stringify(values)}::jsonb) as v (${typed(written)}) where c.id = ${state.id}
  `.execute(tx)
  const before = Object.fromEntries(keys.map((key) => [key, current[key]]))
  const after = Object.fromEntries(keys.map((key) => [key, values[key]]))
  await wrote(tx, call, state.accountId as AccountId, { action, id: state.id, before, after })
  return before
}

const typed = (keys: readonly ContactAttribute[]) =>
  sql.join(keys.map((key) => sql`${sql.id(key)} ${sql.raw(contactColumns[key][1])}`))

type Written = { action: string; id: string; before?: Values; after?: Values }

async function wrote(
  tx: Tx,
  call: OfAuthor,
  accountId: AccountId,
  { id, action, before, after }: Written,
): Promise<void> {
  const { searchText: _search, ...shown } = after ?? {}
  await recordChange(tx, { by: call.caller, action, subjectId: id, accountId, before: before ?? null, after: shown })
  await markDirty(tx, call.caller.workspaceId, [accountId])
  await call.live.publish(call.caller.workspaceId, { topic: 'account', ids: [accountId] }, tx)
}

/** Own fields, an external id that somebody else has, a superior from elsewhere or beneath. */
async function refuseWrong(tx: Tx, id: ContactId | null, accountId: AccountId, change: ContactChange): Promise<void> {
  const issues: Issue[] = []
  if (change.custom) issues.push(...customIssues(await readFieldRules(tx, 'contact'), change.custom))
  if (change.externalId) {
    const { rows } = await sql`
      select from contacts where external_id = ${change.externalId} and id is distinct from ${id}::uuid
    `.execute(tx)
    if (rows.length > 0) issues.push({ field: 'externalId', value: change.externalId, rule: 'external_id_taken' })
  }
  if (change.reportsTo) issues.push(...(await superiorIssues(tx, id, accountId, change.reportsTo)))
  if (change.joinedOn && change.leftOn && change.leftOn <= change.joinedOn)
    issues.push({ field: 'leftOn', value: change.leftOn, rule: 'end_not_after_start' })
  if (issues.length > 0) throw refused(issues)
}

async function superiorIssues(tx: Tx, id: ContactId | null, accountId: AccountId, superior: string): Promise<Issue[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive up as (
      select id, reports_to, 1 as depth from contacts where id = ${superior} and account_id = ${accountId}
      union all
      select c.id, c.reports_to, up.depth + 1 from contacts c join up on c.id = up.reports_to where up.depth < 100
    )
    select id from up
  `.execute(tx)
  if (rows.length === 0) return [{ field: 'reportsTo', value: superior, rule: 'unknown_contact' }]
  return rows.some((row) => row.id === id) ? [{ field: 'reportsTo', value: superior, rule: 'reports_to_cycle' }] : []
}
