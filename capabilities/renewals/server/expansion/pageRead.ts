import { sql } from 'kysely'
import { fraction } from '#capabilities/revenue/core/fraction.ts'
import { asOfToday, type Contract, readContracts } from '#capabilities/revenue/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { OpportunityPageAnswer } from '#capabilities/renewals/contract/expansion.ts'
import { namesOf, type OpportunityRow, presentOpportunity, readOne } from './read.ts'
import { readRules } from './rules.ts'

type Asking = Pick<CallContext, 'caller' | 'today'>

/** One opportunity, or the answer that it is not there. */
export async function theRow(tx: Tx, { caller }: Pick<CallContext, 'caller'>, id: string): Promise<OpportunityRow> {
  const row = await readOne(tx, caller.workspaceId, id)
  if (!row) throw notFound()
  return row
}

/** An opportunity with why it was raised, where it may be sold, and what the ledger has to tell of it. */
export async function readOpportunity(tx: Tx, call: Asking, id: string): Promise<OpportunityPageAnswer> {
  const row = await theRow(tx, call, id)
  const contracts = await readContracts(tx, row.account_id, asOfToday(call), 'without')
  return {
    ...presentOpportunity(row, namesOf(await readRules(tx, call.caller.workspaceId))),
    because: row.because,
    contracts: contracts.filter(({ state }) => state !== 'ended').map((one) => sellable(one, call.today())),
    movements: row.stage === 'won' ? await readMovements(tx, call.caller.workspaceId, row) : [],
  }
}

/** A contract with what holds in it today, or begins later. */
function sellable({ id, name, currency, lines }: Contract, today: Day): OpportunityPageAnswer['contracts'][number] {
  const selling = lines.filter((line) => line.kind === 'recurring')
  return {
    id,
    name,
    currency,
    lines: selling.flatMap((line) => {
      const price =
        line.versions.findLast(({ startOn, endOn }) => startOn <= today && (endOn === null || endOn > today)) ??
        line.versions.findLast(({ endOn }) => endOn === null || endOn > today)
      if (!price || price.intervalUnit !== 'month') return []
      const { quantity, amount, intervalMonths } = price
      return [{ id: line.id, product: line.product, plan: price.plan ?? line.plan, quantity, amount, intervalMonths }]
    }),
  }
}

/** Days before it was written down as won from which the ledger's movements are taken to belong to it. */
const early = 31

/** Upsell and cross-sell of the customer since about the day it was won, of its product where it names one. */
async function readMovements(
  tx: Tx,
  workspaceId: WorkspaceId,
  { account_id, product, closed_on, kind }: OpportunityRow & { account_id: AccountId },
): Promise<OpportunityPageAnswer['movements']> {
  const ofProduct = kind === 'cross_sell' && product !== null ? sql`and product = ${product}` : sql``
  const { rows } = await sql<OpportunityPageAnswer['movements'][number]>`
    select moved_on as on, kind, product, (sum(amount) / ${Number(fraction)})::bigint as mrr from revenue_movements
    where workspace_id = ${workspaceId} and account_id = ${account_id} and kind in ('upsell', 'cross_sell')
      and moved_on >= ${addDays(closed_on!, -early)}::date ${ofProduct}
    group by moved_on, kind, product order by moved_on, product limit 20
  `.execute(tx)
  return rows
}
