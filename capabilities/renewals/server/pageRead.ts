import { sql } from 'kysely'
import { accountFacts } from '#capabilities/facts/server/index.ts'
import { seenFact } from '#capabilities/facts/core/seen.ts'
import { priceBefore } from '#capabilities/revenue/core/nextTerm.ts'
import { renewalMonths } from '#capabilities/revenue/core/term.ts'
import { asOfToday, type Contract, theContract } from '#capabilities/revenue/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { RenewalPageAnswer } from '../contract.ts'
import { reasonLabel } from '../core/reasons.ts'
import { noArguments } from '../core/words.ts'
import { presentRenewal, type RenewalRow, readRenewals } from './read.ts'

type Asking = Pick<CallContext, 'caller' | 'today'>

/** Facts that matter when a customer is asked to renew, in the order in which they are read. */
const telling = [
  'health.score',
  'health.change_28d',
  'phase.key',
  'metric.licence_use',
  'metric.weekly_active_users.change',
  'metric.days_since_seen',
  'contacts.decision_maker.days_since_touch',
  'touch.days_since',
  'contacts.champion_left',
  'inquiry.open_count',
  'survey.nps.latest',
  'pulse.latest',
  'contract.arr',
  'contract.started_on',
] as const

/** One renewal, or the answer that it is not there. */
export async function theRow(tx: Tx, call: Asking, id: string): Promise<RenewalRow> {
  const [row] = await readRenewals(tx, call.caller.workspaceId, { id })
  if (!row) throw notFound()
  return row
}

/** A renewal with all that is known for it. */
export async function readRenewalPage(tx: Tx, call: Asking, id: string): Promise<RenewalPageAnswer> {
  const row = await theRow(tx, call, id)
  const contract = await theContract(tx, row.contract_id, asOfToday(call))
  const facts = await accountFacts(tx, call.caller.workspace, row.account_id, call.today())
  return {
    ...presentRenewal(row),
    note: row.note,
    decisions: { ...noArguments, ...row.decisions },
    openedOn: row.opened_on,
    closedBy: row.closed_by === null ? null : { id: row.closed_by, name: row.closed_by_name ?? '' },
    mayReopen: row.reverts !== null,
    loss: lossOf(row),
    contract: {
      name: contract.name,
      startOn: contract.startOn,
      months: monthsOf(contract),
      lines: nextPrices(contract, row.term_end),
      others: await othersGoOn(tx, row),
    },
    facts: telling.flatMap((key) => {
      const value = facts.value(key)
      return value === null ? [] : [seenFact(facts.catalogue, key, value)]
    }),
  }
}

function lossOf(row: RenewalRow): RenewalPageAnswer['loss'] {
  const key = row.loss_reason
  if (row.outcome !== 'lost' || key === null) return null
  return {
    reason: key,
    label: reasonLabel(key) ?? { ja: key, en: key },
    evidence: row.loss_evidence ?? '',
    lesson: row.loss_lesson ?? '',
    avoidable: row.loss_avoidable ?? false,
    winBackOn: row.win_back_on,
  }
}

function monthsOf(contract: Contract): number | null {
  const { startOn, endOn } = contract as Contract & { startOn: Day; endOn: Day | null }
  return endOn === null ? null : renewalMonths({ ...contract, startOn, endOn })
}

/** The recurring lines as they would go on: at the price agreed for the first day of the next term, else at the last one. */
function nextPrices(contract: Contract, termEnd: Day): RenewalPageAnswer['contract']['lines'] {
  return contract.lines.flatMap((line) => {
    if (line.kind !== 'recurring' || line.archivedAt !== null) return []
    const versions = line.versions as ((typeof line.versions)[number] & { startOn: Day; endOn: Day | null })[]
    const price = priceBefore(versions, addDays(termEnd, 1))
    if (!price || (price.endOn !== null && price.endOn < termEnd)) return []
    const { quantity, amount, intervalMonths, intervalUnit, discount } = price
    const plan = price.plan ?? line.plan
    return [{ id: line.id, product: line.product, plan, quantity, amount, intervalMonths, intervalUnit, discount }]
  })
}

/** Whether another contract of the customer covers the day on which this one's next term would begin. */
export async function othersGoOn(
  tx: Tx,
  row: { account_id: AccountId; contract_id: string; term_end: Day },
): Promise<boolean> {
  const { rows } = await sql`
    select from contracts where account_id = ${row.account_id} and id <> ${row.contract_id} and archived_at is null
      and start_on <= ${row.term_end}::date and (end_on is null or end_on > ${row.term_end}::date or auto_renews)
    limit 1
  `.execute(tx)
  return rows.length > 0
}
