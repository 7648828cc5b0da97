import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Previewed } from '../contract/templates.ts'
import { partsOf, subjectLine, toHtml, toText } from '../core/parts.ts'
import type { RecipientRole } from '../core/words.ts'
import type { Asked, Company } from './company.ts'
import { type AccountRow, type ContactRow, readAccounts, readContacts, withRole } from './customers.ts'
import { fill } from './liquid.ts'
import { type Links, scopesOf } from './scope.ts'
import type { Scope } from './liquid.ts'

/** A mail's text, and whom to fill it in for. */
export type ToPreview = {
  text: { subject: Label; body: Label }
  account: AccountRow
  contact: ContactRow | null
  planId: string | null
  stepKey: string | null
  /** Null: the contact's, or the company's. */
  language: 'ja' | 'en' | null
  sender: { name: string; email: string } | null
}

/** Some mails as they would go out, or the field that stops them; `links` says whether the ones in them are made. */
export async function previewAll(
  tx: Tx,
  company: Company,
  asked: Asked,
  mails: readonly ToPreview[],
  links: Links,
): Promise<Previewed[]> {
  const languageOf = ({ language, contact }: ToPreview) => language ?? contact?.language ?? company.workspace.locale
  const wanted = mails.map((mail) => ({ ...mail, language: languageOf(mail) }))
  const scopes = await scopesOf(tx, company, asked, wanted, links)
  return wanted.map((mail, at) => previewed(mail, mail.language, scopes[at]!))
}

function previewed({ text, account, contact }: ToPreview, language: 'ja' | 'en', scope: Scope): Previewed {
  const who = {
    account: { id: account.id as string, name: account.name },
    contact: contact && { id: contact.id, name: contact.name, email: contact.email },
    language,
  }
  const [subject, body] = [fill(text.subject[language], scope), fill(text.body[language], scope)]
  const wrong = subject.ok ? body : subject
  if (!wrong.ok) return { ...who, made: null, wrong: { reason: wrong.rule, detail: wrong.field } }
  const parts = partsOf((body as { made: string }).made)
  const title = subjectLine((subject as { made: string }).made)
  const lacks = contact === null ? 'nobody' : contact.email === null ? 'no_address' : null
  return {
    ...who,
    made: { subject: title, text: toText(parts), html: toHtml(parts, { title, language }) },
    wrong: lacks && { reason: lacks, detail: '' },
  }
}

/** One customer and the person who would be written to. */
export async function personAt(
  tx: Tx,
  company: Company,
  accountId: AccountId,
  given: { contactId: string | null; role: RecipientRole | null },
): Promise<{ account: AccountRow; contact: ContactRow | null } | null> {
  const { workspace, today } = company
  const account = (await readAccounts(tx, workspace.id, [accountId])).get(accountId)
  if (!account) return null
  const all = (await readContacts(tx, workspace.id, [accountId], today)).get(accountId) ?? []
  const named = all.find(({ id }) => id === given.contactId)
  const living = all.filter(({ isGone }) => !isGone)
  const usual = living.find(({ email }) => email !== null) ?? living[0] ?? null
  return { account, contact: named ?? (given.role ? withRole(all, given.role) : usual) ?? usual }
}
