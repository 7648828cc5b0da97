import { sql } from 'kysely'
import { instantOf } from '#capabilities/revenue/core/billing/moments.ts'
import { rederive } from '../invoiced.ts'
import { stableId } from '../stableId.ts'
import { type Answer, type Ask, shaped } from './answer.ts'
import { theInvoice } from './invoiceRead.ts'
import { type TransactionShape, transactionShape } from './shapes.ts'

/** Keeps transactions of invoices: each known again by its external id, else by what it says. */
export async function putTransactions(
  ask: Ask,
  all: readonly { invoice: string; transaction: TransactionShape }[],
): Promise<string[]> {
  const rows = all.map(
    ({ invoice, transaction: { external_id: externalId, date, type, result, amount_in_cents: amount } }) => ({
      id: stableId(
        'transaction',
        invoice,
        ...(externalId ? [externalId] : ['', date, type, result, `${amount ?? ''}`]),
      ),
      invoice,
      external_id: externalId ?? null,
      kind: type,
      result,
      amount: amount ?? null,
      made_at: new Date(instantOf(date)!).toISOString(),
    }),
  )
  const once = [...new Map(rows.map((row) => [row.id, row])).values()]
  await sql`
    insert into billing_transactions (workspace_id, id, invoice_id, external_id, kind, result, amount, made_at)
    select ${ask.source.workspaceId}::uuid, id, invoice, external_id, kind, result, amount, made_at
    from jsonb_to_recordset(${JSON.stringify(once)}::jsonb) as one (id uuid, invoice uuid, external_id text, kind text,
      result text, amount bigint, made_at timestamptz)
    on conflict (workspace_id, id) do update set kind = excluded.kind, result = excluded.result, amount = excluded.amount,
      made_at = excluded.made_at
  `.execute(ask.tx)
  return rows.map(({ id }) => id)
}

/** Adds a transaction to an invoice; what is given back is noted on the lines it is for. */
export async function createTransaction(ask: Ask): Promise<Answer> {
  const { id: invoice, dataSource, customer } = await theInvoice(ask, ask.params.uuid)
  const transaction = shaped(transactionShape, ask.body)
  const [id] = await putTransactions(ask, [{ invoice, transaction }])
  if (transaction.type === 'refund') await rederive(ask, dataSource, [customer])
  const { external_id: externalId, date, type, result, amount_in_cents: amount } = transaction
  const body = {
    uuid: `tr_${id}`,
    external_id: externalId ?? null,
    type,
    date: new Date(instantOf(date)!).toISOString(),
    result,
    amount_in_cents: amount ?? null,
  }
  return { status: 201, body }
}
