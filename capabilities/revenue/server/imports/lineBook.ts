import { sql } from 'kysely'
import type { ImportBatch } from '#capabilities/connect/server/index.ts'
import type { PaymentColumns } from '#capabilities/revenue/core/paymentTerms.ts'
import type { Day } from '#kernel/day.ts'

/** A row of a table as the batch has it: whether it is new, and whether something in it differs from the table. */
type Kept = { id: string; fresh: boolean; changed: boolean }

export type BookContract = Kept &
  PaymentColumns & {
    account_id: string
    external_id: string | null
    name: string | null
    currency: string
    start_on: Day
    end_on: Day | null
    auto_renews: boolean | null
    notice_days: number | null
    renewal_months: number | null
    archived_at: string | null
  }

/** What is taken off a price; `discount_until` is the first day without it. */
export type BookDiscount = {
  discount_percent: number | null
  discount_amount: number | null
  discount_until: Day | null
}

export type BookVersion = Kept &
  BookDiscount & {
    startOn: Day
    endOn: Day | null
    plan: string | null
    quantity: number
    amount: number
    interval_months: number
    interval_unit: 'day' | 'week' | 'month'
    trial: boolean
  }

export type BookLine = Kept & {
  contract_id: string
  account_id: string
  external_id: string | null
  product: string
  plan: string | null
  kind: 'recurring' | 'one_time'
  cancelled_on: Day | null
  archived_at: string | null
  versions: BookVersion[]
}

/** All contracts and lines that the rows of a batch may be about, as they are and as the rows before made them. */
export type LineBook = {
  contracts: Map<string, BookContract>
  contractsByExternalId: Map<string, BookContract>
  linesByExternalId: Map<string, BookLine>
  /** Lines without an id of their own, by what they are. */
  linesByName: Map<string, BookLine>
}

export const lineName = (line: Pick<BookLine, 'account_id' | 'product' | 'plan' | 'kind'>): string =>
  JSON.stringify([line.account_id, line.product, line.plan, line.kind])

/** What rows name lines and contracts by. */
export type Wanted = { lines: readonly string[]; contracts: readonly string[]; accounts: readonly string[] }

/** Reads everything the rows of a batch may be about. Lines without an id are looked for by account. */
export async function readBook({ tx }: ImportBatch, wanted: Wanted): Promise<LineBook> {
  const lines = await sql<Omit<BookLine, 'fresh' | 'changed'>>`
    select l.id, l.contract_id, l.account_id, l.external_id, l.product, l.plan, l.kind, l.cancelled_on, l.archived_at::text,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', v.id, 'startOn', v.start_on, 'endOn', v.end_on, 'plan', v.plan,
          'quantity', v.quantity, 'amount', v.amount, 'interval_months', v.interval_months, 'interval_unit', v.interval_unit,
          'trial', v.trial, 'discount_percent', v.discount_percent, 'discount_amount', v.discount_amount,
          'discount_until', v.discount_until,
          'fresh', false, 'changed', false) order by v.start_on)
        from contract_line_versions v where v.workspace_id = l.workspace_id and v.line_id = l.id
      ), '[]') as versions
    from contract_lines l
    where l.external_id = any(${wanted.lines}::text[])
      or l.external_id is null and l.archived_at is null and l.account_id = any(${wanted.accounts}::uuid[])
  `.execute(tx)
  const contracts = await sql<Omit<BookContract, 'fresh' | 'changed'>>`
    select id, account_id, external_id, name, currency, start_on, end_on, auto_renews, notice_days, renewal_months,
      payment_net_days, payment_month_ends, payment_text, archived_at::text
    from contracts
    where external_id = any(${wanted.contracts}::text[]) or id = any(${lines.rows.map((line) => line.contract_id)}::uuid[])
  `.execute(tx)
  const known = { fresh: false, changed: false }
  const bookLines = lines.rows.map((line): BookLine => ({ ...line, ...known }))
  const bookContracts = contracts.rows.map((contract): BookContract => ({ ...contract, ...known }))
  return {
    contracts: new Map(bookContracts.map((contract) => [contract.id, contract])),
    contractsByExternalId: new Map(
      bookContracts.flatMap((contract) => (contract.external_id ? [[contract.external_id, contract]] : [])),
    ),
    linesByExternalId: new Map(bookLines.flatMap((line) => (line.external_id ? [[line.external_id, line]] : []))),
    linesByName: new Map(bookLines.flatMap((line) => (line.external_id ? [] : [[lineName(line), line]]))),
  }
}
