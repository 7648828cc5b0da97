import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import { consentsFor } from '#capabilities/access/server/index.ts'
import { readRows } from '#capabilities/facts/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { letThrough } from '../core/budget.ts'
import type { HeldBack } from '../core/words.ts'
import { readApproaches } from './approaches.ts'
import type { BroadcastDefinition } from './broadcasts.ts'
import { textsOf } from './broadcastWrite.ts'
import type { Call } from './call.ts'
import { type Asked, askedOf, type Company, companyOf } from './company.ts'
import { type AccountRow, type ContactRow, readAccounts, readContacts } from './customers.ts'
import { accountsOf, recipientsOf } from './expand.ts'
import { fieldsIn, fill, type Scope } from './liquid.ts'
import { scopesOf, usageFacts } from './scope.ts'
import { readSettings } from './settings.ts'
import type { StoredTemplate } from './templates.ts'
import { holdingNow } from './trials.ts'

export type Draft = Pick<
  BroadcastDefinition,
  'template' | 'condition' | 'roles' | 'subjectB' | 'templateB' | 'trial' | 'window'
>

/** Somebody a draft is for, and what holds their mail back; `detail`: the field that is missing. */
export type Candidate = {
  account: AccountRow
  contact: ContactRow | null
  held: { reason: HeldBack; detail: string } | null
}
type Reach = { company: Company; asked: Asked; template: StoredTemplate; candidates: Candidate[]; more: boolean }

/** Customers that are looked at, in the order in which they would be written to. */
const most = 20_000
/** Mails filled in before others have their turn of the thread. */
const atOnce = 200

/**
 * Everybody a draft is for as they stand now, each asked what the sending will ask: all reading is done once for all of
 * them, however many there are.
 */
export async function reachOf(tx: Tx, call: Call, draft: Draft): Promise<Reach> {
  const { workspace, workspaceId } = call.caller
  const [template, templateB] = await textsOf(tx, call, draft)
  const company = await companyOf(tx, workspace, call.now())
  const asked = await askedOf(tx, company)
  const found = await accountsOf(tx, workspaceId, draft, asked, { after: null, limit: most + 1 })
  const ids = found.slice(0, most)
  const accounts = await readAccounts(tx, workspaceId, ids)
  const contacts = await readContacts(tx, workspaceId, ids, call.today())
  const everybody = ids.flatMap((id): Candidate[] => {
    const account = accounts.get(id)!
    const some = recipientsOf(draft, contacts.get(id))
    if (some.length === 0) return [{ account, contact: null, held: { reason: 'nobody', detail: '' } }]
    return some.map((contact) => ({ account, contact, held: null }))
  })
  const texts = [template, ...(templateB ? [templateB] : [])].map(({ definition }) => definition)
  const purposes = texts.map(({ consentPurposeId }) => consentPurposeId)
  const known = await holdKnown(tx, workspaceId, asked, { ...draft, purposes }, everybody)
  const { subjectB } = draft
  const written = await holdUnwritten(tx, company, asked, subjectB ? [...texts, { subject: subjectB }] : texts, known)
  const candidates = await holdSpent(tx, company, written)
  return { company, asked, template, candidates, more: found.length > most }
}

/** Holds back those of whom it is known already: no address, wants no mail, did not consent to it, contract over, where the mail wants them. */
async function holdKnown(
  tx: Tx,
  workspaceId: WorkspaceId,
  asked: Asked,
  { trial, purposes }: Draft & { purposes: readonly (string | null)[] },
  all: readonly Candidate[],
): Promise<Candidate[]> {
  const ids = [...new Set(all.map(({ account }) => account.id))]
  const state = asked.catalogue.get('contract.state')
  const rows = await readRows(tx, workspaceId, ids, state ? [state] : [])
  const reached = trial?.goal.is === 'reached' ? await holdingNow(tx, workspaceId, asked, trial.goal) : new Set()
  const unwanted = await readUnwanted(tx, workspaceId)
  const mayWrite = await consentsFor(tx, workspaceId, {
    purposes,
    contacts: all.map(({ contact }) => contact?.id ?? null),
  })
  return all.map((one) => {
    const { account, contact } = one
    const hold = (reason: HeldBack): Candidate => ({ ...one, held: { reason, detail: '' } })
    if (rows.get(account.id)?.['contract.state'] === 'ended') return hold('account_ended')
    if (contact === null) return one
    if (contact.email === null) return hold('no_address')
    const why = unwanted.get(contact.email.toLowerCase())
    if (why) return hold(why === 'unsubscribed' ? 'opted_out' : 'suppressed')
    if (!purposes.every((purpose) => mayWrite(purpose, contact.id))) return hold('no_consent')
    return reached.has(account.id) ? hold('reached') : one
  })
}

/** Addresses of contacts that get no broadcast, and why. */
async function readUnwanted(tx: Tx, workspaceId: WorkspaceId): Promise<Map<string, string>> {
  const { rows } = await sql<{ address: string; reason: string }>`
    select address, reason from mail_suppressions where workspace_id = ${workspaceId} and purpose in ('*', 'broadcast')
  `.execute(tx)
  return new Map(rows.map(({ address, reason }) => [address, reason]))
}

type Text = Partial<StoredTemplate['definition']>

/** Holds back those whose mail cannot be filled in, with the field; only what the texts speak of is read. */
async function holdUnwritten(
  tx: Tx,
  company: Company,
  asked: Asked,
  texts: readonly Text[],
  all: readonly Candidate[],
): Promise<Candidate[]> {
  const free = all.filter(({ held }) => held === null)
  if (free.length === 0) return [...all]
  const languageOf = ({ contact }: Candidate) => contact?.language ?? company.workspace.locale
  const wanted = free.map((one) => ({
    ...one,
    planId: null,
    stepKey: null,
    language: languageOf(one),
    sender: null,
  }))
  const scopes = await scopesOf(tx, company, spokenOf(asked, texts), wanted, { origin: '', preview: true })
  const held = new Map<Candidate, NonNullable<Candidate['held']>>()
  for (const [at, one] of free.entries()) {
    if (at % atOnce === 0) await turn()
    const wrong = wrongIn(texts, languageOf(one), scopes[at]!)
    if (wrong) held.set(one, wrong)
  }
  return all.map((one) => ({ ...one, held: held.get(one) ?? one.held }))
}

function wrongIn(texts: readonly Text[], language: 'ja' | 'en', scope: Scope): Candidate['held'] {
  for (const text of texts.flatMap(({ subject, body }) => [subject, body])) {
    const made = text && fill(text[language], scope)
    if (made && !made.ok) return { reason: made.rule, detail: made.field }
  }
  return null
}

/** The facts that texts speak of: a customer has many more, and to say them all takes longer than the mail. */
function spokenOf({ catalogue, moment }: Asked, texts: readonly Text[]): Asked {
  const written = texts
    .flatMap(({ subject, body }) => [subject?.ja, subject?.en, body?.ja, body?.en])
    .map((text) => text ?? '')
  const keys = new Set(written.flatMap(fieldsIn).map((field) => field.replace(/^facts\./, '')))
  if (written.some((text) => text.includes('usage_summary'))) for (const key of usageFacts) keys.add(key)
  for (const key of keys) {
    const source = catalogue.get(key)?.derived?.of
    if (source) keys.add(source)
  }
  return { moment, catalogue: { all: catalogue.all.filter(({ key }) => keys.has(key)), get: catalogue.get } }
}

/** Holds back those for whom there is no room in the contact budget this week: their mails wait, and lapse in the end. */
async function holdSpent(tx: Tx, { workspace, now }: Company, all: readonly Candidate[]): Promise<Candidate[]> {
  const free = all.filter(({ held, contact }) => held === null && contact !== null)
  const accounts = [...new Set(free.map(({ account }) => account.id))]
  const used = await readApproaches(tx, workspace.id, accounts, now)
  const asking = free.map(({ account, contact }) => ({
    id: contact!.id,
    contactId: contact!.id,
    accountId: account.id,
  }))
  const passed = letThrough(asking, await readSettings(tx, workspace.id), used)
  return all.map((one) =>
    one.held === null && one.contact && !passed.has(one.contact.id)
      ? { ...one, held: { reason: 'budget', detail: '' } }
      : one,
  )
}
