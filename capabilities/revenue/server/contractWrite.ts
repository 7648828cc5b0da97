import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId, ContractId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { termsSchema } from '../contract/schemas.ts'
import { isKnownCurrency } from '../core/check.ts'
import { paymentColumns } from '../core/paymentTerms.ts'
import { type AsOf, type Contract, theContract } from './contractRead.ts'
import type { Call } from './call.ts'
import { insertLine, lineIssues, type NewLine } from './lineInsert.ts'

type TermChange = z.output<typeof termsSchema>
export type NewContract = TermChange & { startOn: string; currency?: string | undefined; lines: readonly NewLine[] }

/** A contract as it stands for the caller today. */
export function asOfToday({ caller, today }: Pick<Call, 'caller' | 'today'>): AsOf {
  return { on: today(), currency: caller.workspace.currency, workspaceId: caller.workspaceId }
}

/** Writes down a contract of an account with its lines, or refuses its values. */
export async function createContract(tx: Tx, call: Call, account: AccountId, given: NewContract): Promise<Contract> {
  await mustExist(tx, account)
  const { lines, ...terms } = given
  const issues = [
    ...(await termIssues(tx, null, terms)),
    ...currencyIssues(terms.currency),
    ...lines.flatMap((line, at) => lineIssues(line, `lines.${at}.`)),
  ]
  if (issues.length > 0) throw refused(issues)
  const id = call.newId<ContractId>()
  const payment = paymentColumns(terms.paymentTerms ?? null)
  await sql`
    insert into contracts (workspace_id, id, account_id, external_id, name, currency, start_on, end_on, auto_renews, notice_days,
      renewal_months, payment_net_days, payment_month_ends, payment_text)
    values (${call.caller.workspaceId}, ${id}, ${account}, ${terms.externalId || null}, ${terms.name || null},
      ${terms.currency ?? call.caller.workspace.currency}, ${terms.startOn}, ${terms.endOn ?? null}, ${terms.autoRenews ?? null},
      ${terms.noticeDays ?? null}, ${terms.renewalMonths ?? null}, ${payment.payment_net_days}, ${payment.payment_month_ends},
      ${payment.payment_text})
  `.execute(tx)
  for (const line of lines) await insertLine(tx, call, { contract: id, account }, line)
  return wrote(tx, call, { account, action: 'contract.create', id, after: given })
}

/** Changes terms of a contract that is still at `version`; tells how to take the change back. */
export async function updateContract(
  tx: Tx,
  call: Call,
  { id, version, ...change }: TermChange & { id: ContractId; version: number },
): Promise<{ contract: Contract; undo: TermChange & { version: number } }> {
  const before = await locked(tx, call, id)
  if (before.version !== version) throw changedMeanwhile(before.version)
  const keys = (Object.keys(change) as (keyof TermChange)[]).filter((key) => change[key] !== undefined)
  const after = { ...before, ...(change as Partial<Contract>) }
  const issues = await termIssues(tx, id, { ...after, startOn: after.startOn })
  if (issues.length > 0) throw refused(issues)
  const payment = paymentColumns(after.paymentTerms)
  await sql`
    update contracts set version = version + 1, updated_at = ${call.now()}, external_id = ${after.externalId || null},
      name = ${after.name || null}, start_on = ${after.startOn}, end_on = ${after.endOn}, auto_renews = ${after.autoRenews},
      notice_days = ${after.noticeDays}, renewal_months = ${after.renewalMonths}, payment_net_days = ${payment.payment_net_days},
      payment_month_ends = ${payment.payment_month_ends}, payment_text = ${payment.payment_text}
    where id = ${id}
  `.execute(tx)
  const pick = (of: Contract): TermChange => Object.fromEntries(keys.map((key) => [key, of[key]]))
  const account = before.accountId as AccountId
  const contract = await wrote(tx, call, {
    account,
    action: 'contract.update',
    id,
    before: pick(before),
    after: pick(after),
  })
  return { contract, undo: { ...pick(before), version: contract.version } }
}

/** Archives a contract, so that it counts no more, or brings it back. Doing it twice is doing it once. */
export async function setContractArchived(tx: Tx, call: Call, id: ContractId, archived: boolean): Promise<Contract> {
  const before = await locked(tx, call, id)
  if ((before.archivedAt !== null) === archived) return before
  await sql`
    update contracts set version = version + 1, updated_at = ${call.now()}, archived_at = ${archived ? call.now() : null}
    where id = ${id}
  `.execute(tx)
  const action = archived ? 'contract.archive' : 'contract.restore'
  return wrote(tx, call, { account: before.accountId as AccountId, action, id })
}

/** A contract that nobody else changes until the transaction is over. */
export async function locked(tx: Tx, call: Call, id: ContractId): Promise<Contract> {
  const { rows } = await sql`select from contracts where id = ${id} for no key update`.execute(tx)
  if (rows.length === 0) throw notFound()
  return theContract(tx, id, asOfToday(call))
}

type Written = { account: AccountId; action: string; id: string; before?: object; after?: object }

/** What follows from every write: the audit log, facts anew, open pages told. Returns the contract as it is now. */
export async function wrote(tx: Tx, call: Call, written: Written & { contract?: ContractId }): Promise<Contract> {
  await follow(tx, call, written)
  return theContract(tx, written.contract ?? (written.id as ContractId), asOfToday(call))
}

/** The audit log, facts anew, open pages told. */
export async function follow(tx: Tx, call: Call, { account, action, id, before, after }: Written): Promise<void> {
  await recordChange(tx, {
    by: call.caller,
    action,
    subjectId: id,
    accountId: account,
    before: (before as Record<string, unknown>) ?? null,
    after: (after as Record<string, unknown>) ?? null,
  })
  await markDirty(tx, call.caller.workspaceId, [account])
  await call.live.publish(call.caller.workspaceId, { topic: 'account', ids: [account] }, tx)
}

/** The answer that an account is not there. */
export async function mustExist(tx: Tx, account: AccountId): Promise<void> {
  const { rows } = await sql`select from accounts where id = ${account}`.execute(tx)
  if (rows.length === 0) throw notFound()
}

function currencyIssues(currency: string | undefined): Issue[] {
  if (currency === undefined || isKnownCurrency(currency)) return []
  return [{ field: 'currency', value: currency, rule: 'unknown_currency' }]
}

async function termIssues(tx: Tx, id: ContractId | null, terms: TermChange & { startOn: string }): Promise<Issue[]> {
  const issues: Issue[] = []
  if (terms.endOn && terms.endOn <= (terms.startOn as Day))
    issues.push({ field: 'endOn', value: terms.endOn, rule: 'end_not_after_start' })
  if (terms.externalId) {
    const { rows } = await sql`
      select from contracts where external_id = ${terms.externalId} and id is distinct from ${id}::uuid
    `.execute(tx)
    if (rows.length > 0) issues.push({ field: 'externalId', value: terms.externalId, rule: 'external_id_taken' })
  }
  return issues
}
