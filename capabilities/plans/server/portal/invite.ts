import { sql } from 'kysely'
import { addContact } from '#capabilities/accounts/server/index.ts'
import { mailLink, portalLink } from '#capabilities/access/server/index.ts'
import { mostLinkDays, usualEnd } from '#capabilities/access/core/link.ts'
import { type GuestRole, views } from '#capabilities/plans/core/portal.ts'
import type { Day } from '#kernel/day.ts'
import type { ContactId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { refuse } from '../call.ts'
import { holdPlan } from './doings.ts'
import { byGuest, type Scope, within } from './scope.ts'
import { toldByGuest } from './told.ts'

/** So many may be asked in by a customer's own people to one plan in a day. */
const mostADay = 10

type Colleague = { name: string; email: string; role: GuestRole }

/** Asks a colleague in: they become a contact of the customer, have the part where nobody has it, and get a link by mail. */
export async function invite(tx: Tx, call: CallContext, colleague: Colleague): Promise<void> {
  const { scope, plan } = await holdPlan(tx, call)
  const { workspace, accountId, planId } = scope
  if (!views[scope.role].invites) throw refuse('role', 'not_yours')
  if (plan.status !== 'running') throw refuse('status', 'plan_not_running')
  await refuseMany(tx, call, scope)
  const contactId = (await knownContact(tx, scope, colleague.email)) ?? (await newContact(tx, call, scope, colleague))
  await sql`
    insert into plan_people (workspace_id, plan_id, role, contact_id)
    values (${workspace.id}, ${planId}, ${colleague.role}, ${contactId})
    on conflict (workspace_id, plan_id, role) do update set contact_id = excluded.contact_id, version = plan_people.version + 1
      where plan_people.contact_id is null
  `.execute(tx)
  const expiresOn = await endOf(tx, call)
  const { role, name, email } = colleague
  const link = await portalLink(tx, { workspaceId: workspace.id, accountId, contactId, planId, role, expiresOn })
  const until = new Intl.DateTimeFormat(workspace.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(expiresOn),
  )
  await mailLink(tx, {
    workspace,
    accountId,
    contactId,
    name,
    until,
    address: email,
    locale: workspace.locale,
    now: call.now(),
    url: `${call.visit.origin}${link.path}`,
  })
  await sql`
    update portal_links set sent_at = ${call.now()} where workspace_id = ${workspace.id} and id = ${link.id}
  `.execute(tx)
  await toldByGuest(tx, call, scope, {
    action: 'portal_link.invite',
    subject: link.id,
    before: null,
    after: { name, role },
    title: (words) => words.invited(name),
  })
}

async function refuseMany(tx: Tx, call: CallContext, scope: Scope): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from portal_links l where ${within(scope, 'l')} and l.created_by is null
      and l.created_at > ${call.now()}::timestamptz - interval '1 day'
  `.execute(tx)
  if (rows[0]!.n >= mostADay) throw refuse('email', 'too_many_invited', `${mostADay}`)
}

/** Somebody of the same company with that address, who is a contact already. */
async function knownContact(tx: Tx, { workspace, accountId }: Scope, email: string): Promise<ContactId | null> {
  const { rows } = await sql<{ id: ContactId }>`
    select id from contacts where workspace_id = ${workspace.id} and account_id = ${accountId} and archived_at is null
      and lower(email) = lower(${email}) order by created_at limit 1
  `.execute(tx)
  return rows[0]?.id ?? null
}

function newContact(tx: Tx, call: CallContext, scope: Scope, { name, email, role }: Colleague): Promise<ContactId> {
  const { now, today, newId, live } = call
  return addContact(tx, { by: byGuest(call), now, today, newId, live }, scope.accountId, { name, email, roles: [role] })
}

/** A colleague's link ends with the inviter's own, or after the usual time where that is longer. */
async function endOf(tx: Tx, { guest, today }: CallContext): Promise<Day> {
  const { rows } = await sql<{ expires_on: Day }>`
    select expires_on from portal_links where workspace_id = ${guest.workspaceId} and id = ${guest.linkId}
      and expires_on <= ${today()}::date + ${mostLinkDays}::int
  `.execute(tx)
  const usual = usualEnd(today())
  return rows[0] && rows[0].expires_on > usual ? rows[0].expires_on : usual
}
