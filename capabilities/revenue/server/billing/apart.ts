import { sql } from 'kysely'
import type { z } from 'zod'
import type { apartRoutes } from '#capabilities/revenue/contract/apart.ts'
import { dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Call } from '../call.ts'
import { invoicedParts, onceOf } from './chartmogul/billed.ts'
import { stripeOnceOf } from './stripe/once.ts'

type Apart = z.input<(typeof apartRoutes.billedApart)['~orpc']['outputSchema'] & z.ZodType>

type InvoiceRow = {
  id: string
  invoice: string
  at: Date
  currency: string
  raw: unknown
  source: string
  kind: 'chartmogul' | 'stripe'
  refunds: { id: string; at: string; amount: number | null; products: string[] }[] | null
}

/** What was invoiced to a customer once and what was given back, the latest first; voided invoices are none. */
export async function readBilledApart(tx: Tx, { caller }: Pick<Call, 'caller'>, account: AccountId): Promise<Apart> {
  const { timeZone } = caller.workspace
  const { rows } = await sql<InvoiceRow>`
    select i.id, i.external_id as invoice, i.invoiced_at as at, i.currency, i.raw, s.name as source, s.kind, (
      select jsonb_agg(jsonb_build_object('id', t.id, 'at', t.made_at, 'amount', t.amount, 'products', array(
        select distinct l.product from contract_line_refunds r
        join contract_lines l on l.workspace_id = r.workspace_id and l.id = r.line_id
        where r.workspace_id = t.workspace_id and r.transaction_id = t.id order by 1)) order by t.made_at, t.id)
      from billing_transactions t where t.workspace_id = i.workspace_id and t.invoice_id = i.id
        and t.kind = 'refund' and t.result = 'successful') as refunds
    from billing_customers c
    join billing_invoices i on i.workspace_id = c.workspace_id and i.customer_id = c.id
    join billing_data_sources d on d.workspace_id = i.workspace_id and d.id = i.data_source_id
    join billing_sources s on s.workspace_id = d.workspace_id and s.id = d.source_id
    where c.workspace_id = ${caller.workspaceId} and c.account_id = ${account}
      and i.state not in ('voided', 'written_off') and not i.disabled
    order by i.invoiced_at desc, i.id
  `.execute(tx)
  const of = ({ currency, source, invoice }: InvoiceRow) => ({ currency, source, invoice })
  return {
    items: rows.flatMap((row) =>
      (row.kind === 'stripe' ? stripeOnceOf(row.raw) : onceOf(row.raw)).map((item, at) => ({
        ...of(row),
        ...item,
        id: `${row.id} ${at}`,
        on: dayOf(row.at.getTime(), timeZone),
      })),
    ),
    refunds: rows.flatMap((row) =>
      (row.refunds ?? []).map(({ id, at, amount, products }) => ({
        ...of(row),
        id,
        on: dayOf(Date.parse(at), timeZone),
        amount: amount ?? invoicedParts(row.raw, timeZone).reduce((sum, part) => sum + part.amount, 0),
        products,
      })),
    ),
  }
}
