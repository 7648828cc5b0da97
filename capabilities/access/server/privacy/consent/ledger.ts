import { sql } from 'kysely'
import type { ConsentLedger } from '#capabilities/access/contract/consent.ts'
import {
  type ConsentBasis,
  type ConsentChange,
  type ConsentState,
  type ConsentWay,
  countingEntry,
  permits,
} from '#capabilities/access/core/consent.ts'
import { recordChange } from '#capabilities/access/server/audit.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound, refused } from '#platform/http/refusal.ts'

type Entry = Omit<ConsentLedger['entries'][number], 'at' | 'recordedAt'> & { at: Date; recordedAt: Date }

/** How every purpose stands for a contact, and all that was written down of it. */
export async function readLedger(tx: Tx, contactId: string): Promise<ConsentLedger> {
  await accountOf(tx, contactId)
  const { rows: entries } = await sql<Entry>`
    select e.id, e.purpose_id as "purposeId", e.change, e.at, e.how, e.text_version as "textVersion", p.name as by, e.note,
      e.recorded_at as "recordedAt"
    from consent_entries e left join people p on p.workspace_id = e.workspace_id and p.id = e.person_id
    where e.contact_id = ${contactId} order by e.at desc, e.change desc, e.recorded_at desc, e.id desc`.execute(tx)
  const { rows: purposes } = await sql<{ id: string; basis: ConsentBasis }>`
    select id, basis from consent_purposes order by created_at, id`.execute(tx)
  const byPurpose = Map.groupBy(entries, ({ purposeId }) => purposeId)
  const states = purposes.map(({ id, basis }) => {
    const said = (byPurpose.get(id) ?? []).map(({ change, at }) => ({ change, at: at.getTime() }))
    const counts = countingEntry(said)
    const state: ConsentState = counts?.change ?? 'none'
    const since = counts === null ? null : new Date(counts.at).toISOString()
    return { purposeId: id, state, since, mayWrite: permits(basis, state) }
  })
  return {
    states,
    entries: entries.map(({ at, recordedAt, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      recordedAt: recordedAt.toISOString(),
    })),
  }
}

async function accountOf(tx: Tx, contactId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select account_id as id from contacts where id = ${contactId}`.execute(tx)
  if (!rows[0]) throw notFound()
  return rows[0].id
}

type Given = {
  readonly id: string
  readonly purposeId: string
  readonly change: ConsentChange
  readonly at?: string | undefined
  readonly how?: ConsentWay | undefined
  readonly textVersion?: number | undefined
  readonly note: string
}

/** Adds an entry to the ledger of a contact; none is ever changed or taken out. */
export function recordConsent(context: CallContext, given: Given): Promise<ConsentLedger> {
  const { caller } = context
  const { id: contactId, purposeId, change, note } = given
  const how = given.how ?? (caller.key ? 'api' : 'by_hand')
  return context.transaction(async (tx) => {
    const accountId = await accountOf(tx, contactId)
    const { name, newest } = await offered(tx, purposeId)
    const at = whenSaid(context, given.at)
    const textVersion = change === 'given' ? (given.textVersion ?? newest) : null
    if (textVersion !== null && textVersion > newest) throw refused([{ field: 'textVersion', rule: 'privacy.text' }])
    await sql`
      insert into consent_entries (workspace_id, id, account_id, contact_id, purpose_id, change, how, at, text_version,
        person_id, note, recorded_at)
      values (${caller.workspaceId}, ${context.newId<string>()}, ${accountId}, ${contactId}, ${purposeId}, ${change}, ${how},
        ${at}, ${textVersion}, ${caller.personId}, ${note}, ${context.now()})`.execute(tx)
    const after = { purpose: name, change, how, ...(textVersion === null ? {} : { textVersion }) }
    await recordChange(tx, { by: caller, action: 'consent.add', subjectId: contactId, accountId, after })
    await context.live.publish(caller.workspaceId, { topic: 'account', ids: [accountId] }, tx)
    return await readLedger(tx, contactId)
  })
}

async function offered(tx: Tx, purposeId: string): Promise<{ name: string; newest: number }> {
  const { rows } = await sql<{ name: string; newest: number }>`
    select p.name_ja as name, max(t.version)::int as newest from consent_purposes p
    join consent_texts t on t.workspace_id = p.workspace_id and t.purpose_id = p.id
    where p.id = ${purposeId} group by p.workspace_id, p.id`.execute(tx)
  if (!rows[0]) throw refused([{ field: 'purposeId', rule: 'privacy.purpose' }])
  return rows[0]
}

/** A day is told by its beginning, in the workspace's own time. */
function whenSaid({ now, caller }: CallContext, text: string | undefined): Date {
  if (text === undefined) return now()
  const at = text.includes('T')
    ? new Date(text)
    : new Date(Temporal.PlainDate.from(text).toZonedDateTime(caller.workspace.timeZone).epochMilliseconds)
  if (at > now()) throw refused([{ field: 'at', rule: 'privacy.future' }])
  return at
}
