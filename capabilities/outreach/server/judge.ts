import type { MayWrite } from '#capabilities/access/server/index.ts'
import type { FactRow } from '#capabilities/facts/server/index.ts'
import type { PlanNow } from '#capabilities/plans/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { SequenceMail } from '../core/sequence.ts'
import { nextOpening, type SendWindow } from '../core/window.ts'
import type { MessageKind, SkipReason, StopReason } from '../core/words.ts'
import type { StoredBroadcast } from './broadcasts.ts'
import type { Asked, Company } from './company.ts'
import { type AccountRow, type ContactRow, withRole } from './customers.ts'
import type { PlanRow } from './planOf.ts'
import type { StoredSequence } from './sequences.ts'
import type { StoredTemplate } from './templates.ts'

/** A mail whose moment has come. */
export type DueRow = {
  id: string
  kind: MessageKind
  accountId: AccountId
  contactId: string | null
  runId: string | null
  mailKey: string | null
  broadcastId: string | null
  half: 'a' | 'b' | null
  waitsSince: Date | null
  sequenceKey: string | null
  planId: string | null
  heldOut: boolean | null
  stopReason: StopReason | null
  runSince: Date | null
}

/** All that is known of the customers of a page of mails. */
export type Ground = {
  company: Company
  asked: Asked
  holds: (condition: string, row: FactRow | undefined) => boolean
  facts: ReadonlyMap<AccountId, FactRow>
  accounts: ReadonlyMap<AccountId, AccountRow>
  contacts: ReadonlyMap<AccountId, readonly ContactRow[]>
  plans: ReadonlyMap<string, PlanRow>
  steps: ReadonlyMap<string, PlanNow>
  sequences: ReadonlyMap<string, StoredSequence>
  broadcasts: ReadonlyMap<string, StoredBroadcast>
  templates: ReadonlyMap<string, StoredTemplate>
  versions: ReadonlyMap<string, StoredTemplate>
  worked: ReadonlyMap<AccountId, Date>
  mayWrite: MayWrite
}

/** A mail that is to go out now: to whom, in which language, and how long it may wait for room. */
export type Ready = {
  is: 'ready'
  row: DueRow
  account: AccountRow
  contact: ContactRow
  language: 'ja' | 'en'
  template: StoredTemplate
  subject: Label
  stepKey: string | null
  senderId: string | null
  window: SendWindow
  waitDays: number
}
type Skip = {
  is: 'skip'
  row: DueRow
  reason: SkipReason
  detail: string | null
  stops: StopReason | null
  contactId: string | null
}
export type Decided =
  | Skip
  | { is: 'later'; row: DueRow; at: number; waits: boolean }
  | { is: 'hold'; row: DueRow; contactId: string }
  | { is: 'send'; row: DueRow; contactId: string; templateId: string; subject: string; mail: OutgoingMail }

const skip = (
  row: DueRow,
  reason: SkipReason,
  stops: StopReason | null = null,
  detail: string | null = null,
): Skip => ({
  is: 'skip',
  row,
  reason,
  detail,
  stops,
  contactId: row.contactId,
})

/** What is to be done about a mail whose moment has come, by how the customer stands now. */
export function judge(row: DueRow, ground: Ground): Ready | Decided {
  const account = ground.accounts.get(row.accountId)
  const facts = ground.facts.get(row.accountId)
  if (!account || account.isArchived || facts?.['contract.state'] === 'ended')
    return skip(row, 'account_ended', 'account_ended')
  return row.kind === 'step' ? judgeStep(row, account, ground) : judgeBroadcast(row, account, ground)
}

function judgeStep(row: DueRow, account: AccountRow, ground: Ground): Ready | Decided {
  const { company, holds, facts, mayWrite } = ground
  const sequence = ground.sequences.get(row.sequenceKey ?? '')
  const mail = sequence?.definition.mails.find(({ key }) => key === row.mailKey)
  if (!sequence?.isOn || !mail) return skip(row, 'turned_off')
  if (row.stopReason) return skip(row, row.stopReason === 'left_phase' ? 'condition' : row.stopReason)
  const worked = ground.worked.get(row.accountId)
  if (worked && row.runSince && worked > row.runSince) return skip(row, 'person_took_over', 'person_took_over')
  if (isReached(mail, row, ground)) return skip(row, 'reached')
  const own = facts.get(row.accountId)
  if (!holds(sequence.definition.scope, own) || !holds(mail.condition, own)) return skip(row, 'condition')
  const contact = recipientOf(mail, row, ground)
  if (!contact) return skip(row, 'nobody', null, mail.role)
  const template = ground.templates.get(mail.template)
  if (!template) return skip(row, 'template_broken', null, mail.template)
  return ready(row, account, contact, {
    company,
    mayWrite,
    template,
    subject: template.definition.subject,
    stepKey: 'step' in mail.when ? mail.when.step : mail.purpose.is === 'step' ? mail.purpose.step : null,
    senderId: null,
    window: sequence.definition.window,
    waitDays: sequence.definition.waitDays,
  })
}

function isReached({ purpose }: SequenceMail, row: DueRow, { holds, facts, steps }: Ground): boolean {
  if (purpose.is === 'none') return false
  if (purpose.is === 'condition') return holds(purpose.condition, facts.get(row.accountId))
  const step = steps.get(row.planId ?? '')?.steps.find(({ key }) => key === purpose.step)
  return step?.status === 'done' || step?.status === 'skipped'
}

/** Who has the part in the plan, else at the customer. */
function recipientOf({ role }: SequenceMail, row: DueRow, { plans, contacts }: Ground): ContactRow | null {
  const all = contacts.get(row.accountId) ?? []
  const named = plans.get(row.planId ?? '')?.people[role]
  const inPlan = all.find(({ id, isGone, email }) => id === named && !isGone && email !== null)
  return inPlan ?? withRole(all, role)
}

function judgeBroadcast(row: DueRow, account: AccountRow, ground: Ground): Ready | Decided {
  const broadcast = ground.broadcasts.get(row.broadcastId ?? '')
  if (!broadcast || broadcast.status === 'stopped') return skip(row, 'stopped')
  const contact = (ground.contacts.get(row.accountId) ?? []).find(({ id }) => id === row.contactId)
  if (!contact || contact.isGone) return skip(row, 'nobody')
  const { subjectB, senderId, window, trial } = broadcast.definition
  // Whoever is where the mail wants them says nothing on which text is the better one.
  if (trial?.goal.is === 'reached' && ground.holds(trial.goal.condition, ground.facts.get(row.accountId)))
    return skip(row, 'reached')
  const id = row.half === 'b' ? (broadcast.templateBId ?? broadcast.templateId) : broadcast.templateId
  const template = ground.versions.get(id ?? '')
  if (!template) return skip(row, 'template_broken')
  return ready(row, account, contact, {
    company: ground.company,
    mayWrite: ground.mayWrite,
    template,
    subject: row.half === 'b' && subjectB ? subjectB : template.definition.subject,
    stepKey: null,
    senderId,
    window,
    waitDays: broadcast.definition.waitDays,
  })
}

function ready(
  row: DueRow,
  account: AccountRow,
  contact: ContactRow,
  {
    company,
    mayWrite,
    ...rest
  }: Pick<Ready, 'template' | 'subject' | 'stepKey' | 'senderId' | 'window' | 'waitDays'> &
    Pick<Ground, 'company' | 'mayWrite'>,
): Ready | Decided {
  if (contact.email === null) return { ...skip(row, 'no_address', null, contact.name), contactId: contact.id }
  if (!mayWrite(rest.template.definition.consentPurposeId, contact.id))
    return { ...skip(row, 'no_consent'), contactId: contact.id }
  const opens = nextOpening(company.now, {
    window: rest.window,
    calendar: company.calendar,
    timeZone: company.timeZone,
  })
  if (opens > company.now) return { is: 'later', row, at: opens, waits: false }
  const language = contact.language ?? company.workspace.locale
  return { is: 'ready', row, account, contact, language, ...rest }
}
