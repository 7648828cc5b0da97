import {
  createChurn,
  endContract,
  readChurnRecords,
  removeChurn,
  renewContract,
  revertContract,
  type Version,
} from '#capabilities/revenue/server/index.ts'
import { arrOn } from '#capabilities/revenue/core/recurring.ts'
import type { Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { RenewalPageAnswer } from '../contract.ts'
import { outcomeOf } from '../core/chance.ts'
import { reasonLabel } from '../core/reasons.ts'
import type { Call } from './call.ts'
import { othersGoOn } from './pageRead.ts'
import { lockRenewal, refuse, type Seen, writeRenewal } from './write.ts'

type NextTerm = Seen & {
  months: number
  prices: readonly { lineId: string; quantity: number; amount: number | null }[]
}

/** Closes a renewal as renewed: the contract gets its next term, and what it is worth tells whether it went up or down. */
export async function renew(tx: Tx, call: Call, { months, prices, ...seen }: NextTerm): Promise<RenewalPageAnswer> {
  const row = await lockRenewal(tx, call, seen, 'open')
  const { contract, undo } = await renewContract(tx, call, {
    id: row.contract_id,
    termEnd: row.term_end,
    months,
    prices,
  })
  const sold = contract.lines.filter((line) => line.kind === 'recurring' && line.archivedAt === null)
  const closedAmount =
    sold.length === 0
      ? null
      : arrOn(
          sold.flatMap((line) => line.versions as Version[]),
          row.term_end,
        )
  return writeRenewal(tx, call, row, 'renewal.renew', {
    status: 'closed',
    outcome: outcomeOf(row.at_stake, closedAmount),
    closed_at: call.now(),
    closed_by: call.caller.personId,
    closed_amount: closedAmount,
    reverts: { contract: undo, churn: null },
  })
}

type Loss = Seen & {
  reason: string
  evidence: string
  lesson: string
  avoidable: boolean
  winBackOn: string | null
}

/**
 * Closes a renewal as lost: the contract ends with its term, and the customer is written down as lost unless another contract
 * of theirs goes on.
 */
export async function lose(tx: Tx, call: Call, loss: Loss): Promise<RenewalPageAnswer> {
  const row = await lockRenewal(tx, call, loss, 'open')
  const label = reasonLabel(loss.reason)
  if (!label) throw refuse('reason', 'unknown_reason', loss.reason)
  if (loss.winBackOn !== null && loss.winBackOn <= call.today()) throw refuse('winBackOn', 'not_ahead', loss.winBackOn)
  const { undo } = await endContract(tx, call, row.contract_id, row.term_end)
  const isLast = !(await othersGoOn(tx, row))
  const churn = isLast
    ? await createChurn(tx, call, row.account_id, {
        churnedOn: row.term_end,
        reason: label[call.caller.workspace.locale],
        feedback: loss.evidence,
        isReactivation: false,
      })
    : null
  return writeRenewal(tx, call, row, 'renewal.lose', {
    status: 'closed',
    outcome: 'lost',
    closed_at: call.now(),
    closed_by: call.caller.personId,
    closed_amount: 0,
    loss_reason: loss.reason,
    loss_evidence: loss.evidence,
    loss_lesson: loss.lesson,
    loss_avoidable: loss.avoidable,
    win_back_on: loss.winBackOn as Day | null,
    reverts: { contract: undo, churn: churn?.id ?? null },
  })
}

/** Takes a closing back, with what it did to the contract; one that Banso closed cannot be: the term has begun. */
export async function reopen(tx: Tx, call: Call, seen: Seen): Promise<RenewalPageAnswer> {
  const row = await lockRenewal(tx, call, seen, 'closed')
  if (!row.reverts) throw refuse('status', 'began_by_itself')
  await revertContract(tx, call, row.contract_id, row.reverts.contract)
  const { churn } = row.reverts
  const written = (await readChurnRecords(tx, row.account_id)).some((record) => record.id === churn)
  if (churn !== null && written) await removeChurn(tx, call, churn)
  return writeRenewal(tx, call, row, 'renewal.reopen', {
    status: 'open',
    outcome: null,
    closed_at: null,
    closed_by: null,
    closed_amount: null,
    loss_reason: null,
    loss_evidence: null,
    loss_lesson: null,
    loss_avoidable: null,
    win_back_on: null,
    reverts: null,
  })
}
