import { sql } from 'kysely'
import { consentsFor } from '#capabilities/access/server/index.ts'
import { markDirty, readRows } from '#capabilities/facts/server/index.ts'
import { stepsNow } from '#capabilities/plans/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { addBusinessDays, businessDaysBetween } from '#kernel/businessCalendar.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import { originMark, queueMails } from '#platform/mail/outbox.ts'
import { letThrough } from '../core/budget.ts'
import { partsOf, subjectLine, toHtml, toText } from '../core/parts.ts'
import { usualWindow, instantOf, nextOpening } from '../core/window.ts'
import { asker } from './ask.ts'
import { readApproaches } from './approaches.ts'
import { readBroadcastsById } from './broadcasts.ts'
import { askedOf, type Company } from './company.ts'
import { readAccounts, readContacts } from './customers.ts'
import { type Decided, type DueRow, type Ground, judge, type Ready } from './judge.ts'
import { fill } from './liquid.ts'
import { readPlansById } from './planOf.ts'
import { followAgain } from './runs.ts'
import { stopRuns } from './schedule.ts'
import { scopesOf } from './scope.ts'
import { readSequences } from './sequences.ts'
import { readSettings } from './settings.ts'
import { readTemplates, readTemplateVersions } from './templates.ts'
import { awaitsTrial } from './trials.ts'

/** Mails looked at in one transaction. */
const pageSize = 200

/**
 * Looks at mails whose moment has come, once more, and hands over those that still make sense: all reading is done once
 * for the page, and what is decided is written with it. Answers how many were looked at.
 */
export async function workOnDue(tx: Tx, company: Company): Promise<number> {
  const rows = await takeDue(tx, company)
  if (rows.length === 0) return 0
  const ground = await readGround(tx, company, rows)
  const decided = rows.map((row) => judge(row, ground))
  const ready = decided.flatMap((one) => (one.is === 'ready' ? [one] : []))
  const made = await withRoom(tx, company, ready, await compose(tx, company, ground, ready))
  const over = decided.filter((one) => one.is !== 'ready')
  await writeDecided(tx, company, [...over, ...made])
  await queueMails(
    tx,
    company.workspace.id,
    made.flatMap((one) => (one.is === 'send' ? [one.mail] : [])),
  )
  const ended = over.flatMap((one) =>
    one.is === 'skip' && one.stops && one.row.runId ? [{ id: one.row.runId, why: one.stops }] : [],
  )
  for (const [reason, some] of Map.groupBy(ended, ({ why }) => why))
    await stopRuns(
      tx,
      company.workspace.id,
      some.map(({ id }) => id),
      { reason, now: company.now, by: null },
    )
  await followAgain(tx, company, [...new Set(rows.flatMap(({ runId }) => runId ?? []))])
  const sent = made.flatMap((one) => (one.is === 'send' ? [one.row.accountId] : []))
  if (sent.length > 0) await markDirty(tx, company.workspace.id, [...new Set(sent)])
  return rows.length
}

async function takeDue(tx: Tx, { workspace, now }: Company): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select m.id, m.kind, m.account_id as "accountId", m.contact_id as "contactId", m.run_id as "runId",
      m.mail_key as "mailKey", m.broadcast_id as "broadcastId", m.half, m.waits_since as "waitsSince",
      r.sequence_key as "sequenceKey", r.plan_id as "planId", r.held_out as "heldOut", r.stop_reason as "stopReason",
      r.created_at as "runSince"
    from outreach_messages m
      left join outreach_runs r on r.workspace_id = m.workspace_id and r.id = m.run_id
      left join outreach_broadcasts b on b.workspace_id = m.workspace_id and b.id = m.broadcast_id
    where m.workspace_id = ${workspace.id} and m.status = 'planned' and m.due_at <= ${new Date(now)}
      and coalesce(b.status in ('running', 'stopped'), true)
      and not (m.kind = 'broadcast' and m.half is null and coalesce(b.status = 'running' and ${awaitsTrial}, false))
    order by m.due_at, m.id limit ${pageSize} for no key update of m skip locked
  `.execute(tx)
  return rows
}

async function readGround(tx: Tx, company: Company, rows: readonly DueRow[]): Promise<Ground> {
  const { workspace, today } = company
  const accounts = [...new Set(rows.map(({ accountId }) => accountId))]
  const planIds = [...new Set(rows.flatMap(({ planId }) => planId ?? []))]
  const asked = await askedOf(tx, company)
  const broadcasts = await readBroadcastsById(tx, workspace.id, [
    ...new Set(rows.flatMap(({ broadcastId }) => broadcastId ?? [])),
  ])
  const newest = await readTemplates(tx, workspace.id)
  const fixed = await readTemplateVersions(
    tx,
    workspace.id,
    [...broadcasts.values()].flatMap(({ templateId, templateBId }) => [templateId ?? [], templateBId ?? []].flat()),
  )
  const contacts = await readContacts(tx, workspace.id, accounts, today)
  return {
    company,
    asked,
    holds: asker(asked),
    facts: await readRows(tx, workspace.id, accounts, asked.catalogue.all),
    accounts: await readAccounts(tx, workspace.id, accounts),
    contacts,
    plans: await readPlansById(tx, workspace.id, planIds),
    steps: await stepsNow(tx, company, planIds),
    sequences: new Map((await readSequences(tx, workspace.id)).map((one) => [one.key, one])),
    broadcasts,
    templates: new Map(newest.map((one) => [one.key, one])),
    versions: fixed,
    worked: await readWorked(tx, company, accounts),
    mayWrite: await consentsFor(tx, workspace.id, {
      purposes: [...newest, ...fixed.values()].map(({ definition }) => definition.consentPurposeId),
      contacts: [...contacts.values()].flat().map(({ id }) => id),
    }),
  }
}

/** Since when a person of ours has worked on a CTA of each customer: they have taken over then. */
async function readWorked(
  tx: Tx,
  { workspace }: Company,
  accounts: readonly AccountId[],
): Promise<Map<AccountId, Date>> {
  const { rows } = await sql<{ id: AccountId; at: Date }>`
    select account_id as id, max(closed_at) as at from ctas
    where workspace_id = ${workspace.id} and account_id = any(${sql`${[...accounts]}::uuid[]`}) and status = 'closed'
      and outcome in ('helped', 'no_effect') and closed_by is not null
    group by account_id
  `.execute(tx)
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/** Fills in the mails that are to go out; a field that is not known of a customer stops theirs, and names itself. */
async function compose(tx: Tx, company: Company, { asked }: Ground, ready: readonly Ready[]): Promise<Decided[]> {
  const wanted = ready.map(({ account, contact, row, stepKey, language }) => ({
    account,
    contact,
    planId: row.planId,
    stepKey,
    language,
    sender: null,
  }))
  const scopes = await scopesOf(tx, company, asked, wanted, { origin: originMark, preview: false })
  return ready.map((one, at): Decided => {
    const { row, account, contact, language, template } = one
    if (row.heldOut) return { is: 'hold', row, contactId: contact.id }
    const [subject, body] = [one.subject[language], template.definition.body[language]].map((text) =>
      fill(text, scopes[at]!),
    ) as [ReturnType<typeof fill>, ReturnType<typeof fill>]
    const wrong = subject.ok ? body : subject
    if (!wrong.ok)
      return { is: 'skip', row, reason: wrong.rule, detail: wrong.field, stops: null, contactId: contact.id }
    const parts = partsOf((body as { made: string }).made)
    const title = subjectLine((subject as { made: string }).made)
    return {
      is: 'send',
      row,
      contactId: contact.id,
      templateId: template.id,
      subject: title,
      mail: {
        id: row.id,
        accountId: account.id,
        contactId: contact.id,
        to: { address: contact.email!, name: language === 'ja' ? `${contact.name} 様` : contact.name },
        senderId: one.senderId,
        subject: title,
        text: toText(parts),
        html: toHtml(parts, { title, language }),
        kind: 'marketing',
        purpose: row.kind === 'step' ? 'step_mail' : 'broadcast',
        notBefore: new Date(company.now),
      },
    }
  })
}

/** Those there is room for in the contact budget go out; the others wait for the next day, or are given up after some. */
async function withRoom(
  tx: Tx,
  company: Company,
  ready: readonly Ready[],
  made: readonly Decided[],
): Promise<Decided[]> {
  const sends = made.filter((one) => one.is === 'send')
  if (sends.length === 0) return [...made]
  const { workspace, now, today, timeZone, calendar } = company
  const limits = await readSettings(tx, workspace.id)
  const used = await readApproaches(tx, workspace.id, [...new Set(sends.map(({ row }) => row.accountId))], now)
  const asking = sends.map(({ row, contactId }) => ({ id: row.id, contactId, accountId: row.accountId }))
  const passed = letThrough(asking, limits, used)
  const ways = new Map(ready.map((one) => [one.row.id, one]))
  return made.map((one): Decided => {
    if (one.is !== 'send' || passed.has(one.row.id)) return one
    const { window, waitDays } = ways.get(one.row.id)!
    const since = one.row.waitsSince ?? new Date(now)
    const waited = businessDaysBetween(calendar, dayOf(since.getTime(), timeZone), today)
    const { row, contactId } = one
    if (waited >= waitDays) return { is: 'skip', row, reason: 'budget', detail: null, stops: null, contactId }
    const tomorrow = instantOf(addBusinessDays(calendar, addDays(today, 1), 0), (window ?? usualWindow).from, timeZone)
    return {
      is: 'later',
      row,
      at: nextOpening(tomorrow, { window: window ?? usualWindow, calendar, timeZone }),
      waits: true,
    }
  })
}

async function writeDecided(tx: Tx, { workspace, now }: Company, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return
  const at = new Date(now).toISOString()
  const rows = decided.map((one) => {
    const { id } = one.row
    switch (one.is) {
      case 'later':
        return { id, status: 'planned', due: new Date(one.at).toISOString(), waits: one.waits ? at : null }
      case 'skip':
        return { id, status: 'skipped', reason: one.reason, detail: one.detail, decided: at, contact: one.contactId }
      case 'hold':
        return { id, status: 'held_out', decided: at, contact: one.contactId }
      case 'send':
        return {
          id,
          status: 'queued',
          decided: at,
          contact: one.contactId,
          template: one.templateId,
          subject: one.subject,
        }
    }
  })
  await sql`
    update outreach_messages m set status = d.status, reason = d.reason, detail = d.detail,
      due_at = coalesce(d.due, m.due_at), waits_since = coalesce(m.waits_since, d.waits), decided_at = d.decided,
      contact_id = coalesce(d.contact, m.contact_id), template_id = coalesce(d.template, m.template_id),
      subject = coalesce(d.subject, m.subject)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d (id uuid, status text, reason text, detail text,
      due timestamptz, waits timestamptz, decided timestamptz, contact uuid, template uuid, subject text)
    where m.workspace_id = ${workspace.id} and m.id = d.id
  `.execute(tx)
}
