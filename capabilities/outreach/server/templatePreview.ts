import { sql } from 'kysely'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Call } from './call.ts'
import { askedOf, companyOf } from './company.ts'
import { personAt, previewAll } from './preview.ts'
import { flawsOfDraft } from './templates.ts'

type Asked = { subject: Label; body: Label; language: 'ja' | 'en'; accountId?: string | undefined; at: number }

/** A draft filled in for a customer: the one that is named, or one of all in the order of their names. */
export async function previewTemplate(tx: Tx, call: Call, { subject, body, language, accountId, at }: Asked) {
  const { workspace, workspaceId } = call.caller
  const company = await companyOf(tx, workspace, call.now())
  const asked = await askedOf(tx, company)
  const { rows } = await sql<{ customers: number }>`
    select count(*)::int as customers from accounts where workspace_id = ${workspaceId} and archived_at is null
  `.execute(tx)
  const { customers } = rows[0]!
  const id = accountId ?? (await nthAccount(tx, call, customers === 0 ? 0 : at % customers))
  const person = id === null ? null : await personAt(tx, company, id as AccountId, { contactId: null, role: null })
  const flaws = flawsOfDraft({ subject, body }, asked.catalogue)
  const own = flaws.filter((flaw) => flaw.language === language)
  if (!person || own.length > 0) return { preview: null, flaws, customers }
  const mail = { ...person, text: { subject, body }, planId: null, stepKey: null, language, sender: null }
  const [preview] = await previewAll(tx, company, asked, [mail], { origin: call.visit.origin, preview: true })
  return { preview: preview ?? null, flaws, customers }
}

/** Customers with a plan and somebody to write to come first: a mail is best looked at with them. */
async function nthAccount(tx: Tx, { caller }: Call, at: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select a.id from accounts a
    where a.workspace_id = ${caller.workspaceId} and a.archived_at is null
    order by exists (select from plans p where p.workspace_id = a.workspace_id and p.account_id = a.id and p.status = 'running') desc,
      exists (select from contacts c where c.workspace_id = a.workspace_id and c.account_id = a.id and c.email <> '') desc,
      a.reading, a.id
    limit 1 offset ${at}
  `.execute(tx)
  return rows[0]?.id ?? null
}
