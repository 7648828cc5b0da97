import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import { recordActivities } from '#capabilities/timeline/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import { queueMails } from '#platform/mail/outbox.ts'
import type { AccountOutreach } from '../contract/account.ts'
import { partsOf, plainValue, subjectLine, toHtml, toText } from '../core/parts.ts'
import { readOutreach } from './account.ts'
import { budgetOf } from './budget.ts'
import { type Call, refuse } from './call.ts'
import { askedOf, companyOf } from './company.ts'
import { personAt, previewAll } from './preview.ts'
import { readTemplates } from './templates.ts'

type Given = {
  id: AccountId
  contactId: string
  template: string | null
  subject: string
  text: string
  reason: string
}

/** The person who writes, as the mail speaks of them. */
async function senderOf(tx: Tx, { caller }: Pick<Call, 'caller'>): Promise<{ name: string; email: string }> {
  const { rows } = await sql<{ name: string; email: string }>`
    select name, email from people where workspace_id = ${caller.workspaceId} and id = ${caller.personId}
  `.execute(tx)
  return rows[0]!
}

/** A template filled in for somebody, for a person to look over and send. */
export async function fillByHand(
  tx: Tx,
  call: Call,
  {
    id,
    contactId,
    template,
    language,
  }: { id: AccountId; contactId: string; template: string; language?: 'ja' | 'en' | undefined },
) {
  const { workspace, workspaceId } = call.caller
  const company = await companyOf(tx, workspace, call.now())
  const person = await personAt(tx, company, id, { contactId, role: null })
  const stored = (await readTemplates(tx, workspaceId)).find(({ key }) => key === template)
  if (!person || person.contact?.id !== contactId || !stored) throw notFound()
  const { subject, body } = stored.definition
  const [preview] = await previewAll(
    tx,
    company,
    await askedOf(tx, company),
    [
      {
        ...person,
        text: { subject, body },
        planId: null,
        stepKey: null,
        language: language ?? null,
        sender: await senderOf(tx, call),
      },
    ],
    // A link is made for whoever is written to, as by a mail that goes out by itself.
    { origin: call.visit.origin, preview: false },
  )
  return { preview: preview!, budget: await budgetOf(tx, workspaceId, { accountId: id, contactId, now: company.now }) }
}

/** Sends a mail in a person's own words; with the contact budget used up, only with the reason why. It stands on the timeline. */
export async function sendByHand(tx: Tx, call: Call, given: Given): Promise<AccountOutreach> {
  const { workspace, workspaceId, personId } = call.caller
  const { id, contactId } = given
  const company = await companyOf(tx, workspace, call.now())
  const person = await personAt(tx, company, id, { contactId, role: null })
  const contact = person?.contact
  if (!contact || contact.id !== contactId) throw notFound()
  if (contact.email === null) throw refuse('contactId', 'no_address', contact.name)
  const budget = await budgetOf(tx, workspaceId, { accountId: id, contactId, now: company.now })
  if (budget.left === 0 && given.reason === '') throw refuse('reason', 'budget_spent')
  const language = contact.language ?? workspace.locale
  const parts = partsOf(plainValue(given.text))
  const subject = subjectLine(given.subject)
  const [mailId, sender] = [call.newId<string>(), await senderOf(tx, call)]
  const template = (await readTemplates(tx, workspaceId)).find(({ key }) => key === given.template)
  await sql`
    insert into outreach_messages (workspace_id, id, kind, account_id, contact_id, template_id, person_id, subject, due_at, status, decided_at)
    values (${workspaceId}, ${mailId}, 'hand', ${id}, ${contactId}, ${template?.id ?? null}, ${personId}, ${subject}, ${call.now()},
      'queued', ${call.now()})
  `.execute(tx)
  await queueMails(tx, workspaceId, [
    {
      id: mailId,
      accountId: id,
      contactId,
      to: { address: contact.email, name: language === 'ja' ? `${contact.name} 様` : contact.name },
      replyTo: sender.email,
      senderId: null,
      subject,
      text: toText(parts),
      html: toHtml(parts, { title: subject, language }),
      kind: 'transactional',
      purpose: 'by_hand',
      notBefore: call.now(),
    },
  ])
  await recordActivities(tx, workspaceId, [
    {
      accountId: id,
      kind: 'mail',
      at: call.now(),
      authorId: personId,
      contactIds: [contactId],
      direction: 'out',
      title: subject,
      body: toText(parts),
    },
  ])
  await recordChange(tx, {
    by: call.caller,
    action: 'mail.send',
    subjectId: mailId,
    accountId: id,
    before: null,
    after: { to: contact.name, subject, ...(given.reason ? { reason: given.reason } : {}) },
  })
  await markDirty(tx, workspaceId, [id])
  for (const topic of ['mail', 'account'] as const) await call.live.publish(workspaceId, { topic, ids: [id] }, tx)
  return readOutreach(tx, call, id)
}
