import { sql } from 'kysely'
import type { AccountId } from '#kernel/id.ts'
import type { Arrival } from './door.ts'
import type { rowsOf } from './rows.ts'

type Rows = ReturnType<typeof rowsOf>

/** A contract in which something changed. */
export type Changed = { contract: string; account: AccountId; fresh?: boolean }

/** Puts contracts; the answer names those that are new or changed. */
export async function putContracts({ tx, source }: Arrival, contracts: Rows['contracts']): Promise<Changed[]> {
  const { rows } = await sql<Changed>`
    insert into contracts as c (workspace_id, id, account_id, name, currency, start_on, end_on, auto_renews, renewal_months)
    select ${source.workspaceId}::uuid, id, account_id, name, currency, start_on, end_on, auto_renews, renewal_months
    from jsonb_to_recordset(${JSON.stringify(contracts)}::jsonb) as w (id uuid, account_id uuid, name text, currency text,
      start_on date, end_on date, auto_renews boolean, renewal_months int)
    on conflict (workspace_id, id) do update set account_id = excluded.account_id, currency = excluded.currency,
      start_on = excluded.start_on, end_on = excluded.end_on, auto_renews = excluded.auto_renews,
      renewal_months = excluded.renewal_months, version = c.version + 1, updated_at = now()
    where (c.account_id, c.currency, c.start_on, c.end_on, c.auto_renews, c.renewal_months) is distinct from
      (excluded.account_id, excluded.currency, excluded.start_on, excluded.end_on, excluded.auto_renews, excluded.renewal_months)
    returning id as contract, account_id as account, xmax = 0 as fresh
  `.execute(tx)
  return rows
}

/** Lines, versions, pauses and refunds; what a contract no longer has goes. The answer names the contracts in which something changed. */
export async function putLines(
  { tx, source }: Arrival,
  { contracts, lines, versions, pauses, refunds }: Rows,
): Promise<Changed[]> {
  const { workspaceId } = source
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
  const ofLines = sql`select id from contract_lines where workspace_id = ${workspaceId} and contract_id = any(${ids(contracts)}::uuid[])`
  const lost = await sql<{ line: string }>`
    with version as (
      delete from contract_line_versions where workspace_id = ${workspaceId} and line_id in (${ofLines})
        and not id = any(${ids(versions)}::uuid[]) returning line_id
    ), pause as (
      delete from contract_line_pauses where workspace_id = ${workspaceId} and line_id in (${ofLines})
        and not id = any(${ids(pauses)}::uuid[]) returning line_id
    ), refund as (
      delete from contract_line_refunds where workspace_id = ${workspaceId} and line_id in (${ofLines})
        and transaction_id is not null and not id = any(${ids(refunds)}::uuid[]) returning line_id
    ) select line_id as line from version union select line_id from pause union select line_id from refund
  `.execute(tx)
  const before = await sql<{ id: string; contract: string; account: AccountId }>`
    select id, contract_id as contract, account_id as account from contract_lines
    where workspace_id = ${workspaceId} and contract_id = any(${ids(contracts)}::uuid[])
  `.execute(tx)
  await sql`
    delete from contract_lines where workspace_id = ${workspaceId} and contract_id = any(${ids(contracts)}::uuid[])
      and not id = any(${ids(lines)}::uuid[])
  `.execute(tx)
  const put = await sql<Changed>`
    insert into contract_lines as l (workspace_id, id, contract_id, account_id, product, plan, cancelled_on)
    select ${workspaceId}::uuid, id, contract_id, account_id, product, plan, cancelled_on
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as w (id uuid, contract_id uuid, account_id uuid, product text,
      plan text, cancelled_on date)
    on conflict (workspace_id, id) do update set account_id = excluded.account_id, product = excluded.product,
      plan = excluded.plan, cancelled_on = excluded.cancelled_on
    where (l.account_id, l.product, l.plan, l.cancelled_on) is distinct from
      (excluded.account_id, excluded.product, excluded.plan, excluded.cancelled_on)
    returning contract_id as contract, account_id as account
  `.execute(tx)
  const priced = await sql<{ line: string }>`
    insert into contract_line_versions as v (workspace_id, id, line_id, account_id, start_on, end_on, plan, quantity, amount,
      interval_months, interval_unit, trial, discount_percent, discount_amount, discount_until)
    select ${workspaceId}::uuid, id, line_id, account_id, start_on, end_on, plan, quantity, amount, interval_count, interval_unit,
      trial, discount_percent, discount_amount, discount_until
    from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as w (id uuid, line_id uuid, account_id uuid, start_on date,
      end_on date, plan text, quantity numeric, amount bigint, interval_count int, interval_unit text, trial boolean,
      discount_percent numeric, discount_amount bigint, discount_until date)
    on conflict (workspace_id, id) do update set account_id = excluded.account_id, end_on = excluded.end_on, plan = excluded.plan,
      quantity = excluded.quantity, amount = excluded.amount, interval_months = excluded.interval_months,
      interval_unit = excluded.interval_unit, trial = excluded.trial, discount_percent = excluded.discount_percent,
      discount_amount = excluded.discount_amount, discount_until = excluded.discount_until
    where (v.account_id, v.end_on, v.plan, v.quantity, v.amount, v.interval_months, v.interval_unit, v.trial, v.discount_percent,
      v.discount_amount, v.discount_until) is distinct from (excluded.account_id, excluded.end_on, excluded.plan, excluded.quantity,
      excluded.amount, excluded.interval_months, excluded.interval_unit, excluded.trial, excluded.discount_percent,
      excluded.discount_amount, excluded.discount_until)
    returning line_id as line
  `.execute(tx)
  const paused = await sql<{ line: string }>`
    insert into contract_line_pauses as p (workspace_id, id, line_id, account_id, start_on, end_on)
    select ${workspaceId}::uuid, id, line_id, account_id, start_on, end_on
    from jsonb_to_recordset(${JSON.stringify(pauses)}::jsonb) as w (id uuid, line_id uuid, account_id uuid, start_on date, end_on date)
    on conflict (workspace_id, id) do update set account_id = excluded.account_id, end_on = excluded.end_on
    where (p.account_id, p.end_on) is distinct from (excluded.account_id, excluded.end_on)
    returning line_id as line
  `.execute(tx)
  // One that somebody noted by hand before billing told of it is the same refund: billing's takes its place.
  await sql`
    delete from contract_line_refunds n
    using jsonb_to_recordset(${JSON.stringify(refunds)}::jsonb) as w (line_id uuid, refunded_on date, amount bigint)
    where n.workspace_id = ${workspaceId} and n.line_id = w.line_id and n.transaction_id is null
      and n.refunded_on = w.refunded_on and n.amount = w.amount
  `.execute(tx)
  const givenBack = await sql<{ line: string }>`
    insert into contract_line_refunds as r (workspace_id, id, line_id, account_id, transaction_id, refunded_on, amount)
    select ${workspaceId}::uuid, id, line_id, account_id, transaction_id, refunded_on, amount
    from jsonb_to_recordset(${JSON.stringify(refunds)}::jsonb) as w (id uuid, line_id uuid, account_id uuid, transaction_id uuid,
      refunded_on date, amount bigint)
    on conflict (workspace_id, id) do update set account_id = excluded.account_id, refunded_on = excluded.refunded_on,
      amount = excluded.amount
    where (r.account_id, r.refunded_on, r.amount) is distinct from (excluded.account_id, excluded.refunded_on, excluded.amount)
    returning line_id as line
  `.execute(tx)
  const kept = new Set(ids(lines))
  const inHand = new Map([
    ...before.rows.map((line) => [line.id, line] as const),
    ...lines.map((line) => [line.id, { contract: line.contract_id, account: line.account_id }] as const),
  ])
  const changed = [...lost.rows, ...priced.rows, ...paused.rows, ...givenBack.rows].flatMap(
    ({ line }) => inHand.get(line) ?? [],
  )
  return [...put.rows, ...changed, ...before.rows.filter(({ id }) => !kept.has(id))]
}
