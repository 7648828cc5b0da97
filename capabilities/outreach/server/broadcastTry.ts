import { sql } from 'kysely'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { conditionSql } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { queueMails } from '#platform/mail/outbox.ts'
import type { BroadcastDefinition } from './broadcasts.ts'
import { type Call, refuse } from './call.ts'
import { askedOf, companyOf, type Asked } from './company.ts'
import { readAccounts, readContacts } from './customers.ts'
import { accountsOf, recipientsOf } from './expand.ts'
import { previewAll, type ToPreview } from './preview.ts'
import { templateOf } from './broadcastWrite.ts'

type Draft = Pick<BroadcastDefinition, 'template' | 'condition' | 'roles' | 'subjectB'>

/** Customers looked at to find the first recipients. */
const lookedAt = 200

/** Whom a draft would reach now, who is left out and why, and the first ten mails filled in. */
export async function previewBroadcast(tx: Tx, call: Call, draft: Draft) {
  const { workspace, workspaceId } = call.caller
  const template = await templateOf(tx, call, draft)
  const company = await companyOf(tx, workspace, call.now())
  const asked = await askedOf(tx, company)
  const first = await firstOf(tx, call, draft, asked)
  const { subject, body } = template.definition
  const text = { subject, body }
  const mails = first
    .slice(0, 10)
    .map((one): ToPreview => ({ ...one, text, planId: null, stepKey: null, language: null, sender: null }))
  return {
    ...(await countAll(tx, workspaceId, draft, asked)),
    first: await previewAll(tx, company, asked, mails, { origin: call.visit.origin, preview: true }),
  }
}

async function firstOf(tx: Tx, call: Call, draft: Draft, asked: Asked) {
  const { workspaceId } = call.caller
  const ids = await accountsOf(tx, workspaceId, draft, asked, { after: null, limit: lookedAt })
  const accounts = await readAccounts(tx, workspaceId, ids)
  const contacts = await readContacts(tx, workspaceId, ids, call.today())
  return ids.flatMap((id: AccountId) =>
    recipientsOf(draft, contacts.get(id)).map((contact) => ({ account: accounts.get(id)!, contact })),
  )
}

/** How many customers and people a draft is for, counted over all of them in one statement. */
async function countAll(tx: Tx, workspaceId: WorkspaceId, { condition, roles }: Draft, { catalogue, moment }: Asked) {
  const read = readCondition(condition, catalogue)
  const where = read.ok ? conditionSql(read.value, moment) : sql`false`
  const { rows } = await sql<{
    customers: number
    people: number
    nobody: number
    noAddress: number
    suppressed: number
  }>`
    with customers as (
      select account_facts.account_id as id from account_facts
        join accounts a on a.workspace_id = account_facts.workspace_id and a.id = account_facts.account_id and a.archived_at is null
      where account_facts.workspace_id = ${workspaceId} and ${where}
    ), people as (
      select c.account_id, nullif(c.email, '') as email, exists (
        select from mail_suppressions s where s.workspace_id = c.workspace_id and s.address = lower(c.email)
          and s.purpose in ('*', 'broadcast')) as suppressed
      from contacts c join customers on customers.id = c.account_id
      where c.workspace_id = ${workspaceId} and c.archived_at is null
        and (c.left_on is null or c.left_on > ${moment.today}::date) and c.roles && ${sql`${[...roles]}::text[]`}
    )
    select (select count(*)::int from customers) as customers,
      (select count(*)::int from customers where id not in (select account_id from people)) as nobody,
      count(*)::int as people, count(*) filter (where email is null)::int as "noAddress",
      count(*) filter (where email is not null and suppressed)::int as suppressed
    from people
  `.execute(tx)
  const { customers, people, nobody, noAddress, suppressed } = rows[0]!
  const excluded = [
    { reason: 'nobody' as const, count: nobody },
    { reason: 'no_address' as const, count: noAddress },
    { reason: 'suppressed' as const, count: suppressed },
  ].filter(({ count }) => count > 0)
  return { customers, recipients: people - noAddress - suppressed, excluded }
}

/** Sends a draft to oneself, filled in for the first customer it would reach. */
export async function testBroadcast(
  tx: Tx,
  call: Call,
  { language, ...draft }: Draft & { language: 'ja' | 'en' },
): Promise<{ to: string }> {
  const { workspace, workspaceId, personId } = call.caller
  const template = await templateOf(tx, call, draft)
  const company = await companyOf(tx, workspace, call.now())
  const asked = await askedOf(tx, company)
  const [first] = await firstOf(tx, call, draft, asked)
  if (!first) throw refuse('condition', 'nobody_reached')
  const { subject, body } = template.definition
  const [preview] = await previewAll(
    tx,
    company,
    asked,
    [{ ...first, text: { subject, body }, planId: null, stepKey: null, language, sender: null }],
    { origin: call.visit.origin, preview: true },
  )
  if (!preview?.made) throw refuse('template', preview?.wrong?.reason ?? 'template_broken', preview?.wrong?.detail)
  const { rows } = await sql<{ name: string; email: string }>`
    select name, email from people where workspace_id = ${workspaceId} and id = ${personId}
  `.execute(tx)
  const { name, email } = rows[0]!
  await queueMails(tx, workspaceId, [
    {
      id: call.newId<string>(),
      accountId: null,
      contactId: null,
      to: { address: email, name },
      senderId: null,
      subject: `${language === 'ja' ? '【テスト】' : '[Test] '}${preview.made.subject}`,
      text: preview.made.text,
      html: preview.made.html,
      kind: 'transactional',
      purpose: 'test',
      notBefore: call.now(),
    },
  ])
  return { to: email }
}
