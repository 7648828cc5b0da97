import { sql } from 'kysely'
import { recordChanges } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { DerivedContract } from '#capabilities/revenue/core/billing/derived.ts'
import { type NamesNow, readNamesNow } from '../catalogue/read.ts'
import type { Arrival } from './door.ts'
import { type Changed, putContracts, putLines } from './put.ts'
import { contractId, type OfCustomer, rowsOf } from './rows.ts'

/**
 * Puts the contracts that follow from what is known of customers in place of those that did before, set by set: ids follow from
 * what a row is, so that what stays as it was is not touched, and sending the same again changes nothing.
 */
export async function applyDerived(arrival: Arrival, dataSource: string, all: readonly OfCustomer[]): Promise<void> {
  const { tx, source } = arrival
  const { workspaceId } = source
  const rows = named(rowsOf(dataSource, all), await readNamesNow(tx, workspaceId))
  const customers = all.map(({ customer }) => customer)
  const wanted = rows.contracts.map(({ id }) => id)
  const gone = await sql<Changed>`
    delete from contracts c using billing_subscriptions s
    where s.workspace_id = ${workspaceId} and s.customer_id = any(${customers}::uuid[]) and c.workspace_id = ${workspaceId}
      and c.id = s.id and not c.id = any(${wanted}::uuid[])
    returning c.id as contract, c.account_id as account
  `.execute(tx)
  const moved = await sql<Changed>`
    select id as contract, c.account_id as account from contracts c
      join jsonb_to_recordset(${JSON.stringify(rows.contracts)}::jsonb) as w (id uuid, account_id uuid) using (id)
    where c.workspace_id = ${workspaceId} and c.account_id <> w.account_id
  `.execute(tx)
  const changed = [...(await putContracts(arrival, rows.contracts)), ...(await putLines(arrival, rows))]
  const touched = new Set([...gone.rows, ...moved.rows, ...changed].map(({ account }) => account))
  await recordContracts(arrival, dataSource, all, gone.rows, changed)
  await putUnused(arrival, all)
  await markDirty(tx, workspaceId, [...touched])
  if (touched.size > 0)
    await arrival.live.publish(workspaceId, { topic: 'account', ids: touched.size > 100 ? [] : [...touched] }, tx)
}

/** Billing goes on sending the names that products and plans had there: they are called what the workspace calls them now. */
function named(rows: ReturnType<typeof rowsOf>, now: NamesNow): ReturnType<typeof rowsOf> {
  const products = new Map(rows.lines.map(({ id, product }) => [id, product]))
  return {
    ...rows,
    lines: rows.lines.map((line) => now(line)),
    versions: rows.versions.map((version) => {
      const { plan } = now({ product: products.get(version.line_id)!, plan: version.plan })
      return { ...version, plan }
    }),
  }
}

async function recordContracts(
  { tx, source }: Arrival,
  dataSource: string,
  all: readonly OfCustomer[],
  gone: readonly Changed[],
  changed: readonly Changed[],
): Promise<void> {
  const by = { workspaceId: source.workspaceId, system: true } as const
  const derived = new Map(
    all.flatMap(({ derived: { contracts } }) =>
      contracts.map((one) => [contractId(dataSource, one.subscription), one]),
    ),
  )
  const origin = `billing:${source.id}`
  const fresh = new Set(changed.filter((one) => one.fresh).map(({ contract }) => contract))
  const once = new Map(changed.map((one) => [one.contract, one.account]))
  await recordChanges(tx, [
    ...gone.map(({ contract, account }) => ({
      by,
      action: 'contract.remove',
      subjectId: contract,
      accountId: account,
      origin,
    })),
    ...[...once].map(([contract, account]) => ({
      by,
      action: fresh.has(contract) ? 'contract.create' : 'contract.update',
      subjectId: contract,
      accountId: account,
      after: told(derived.get(contract)),
      origin,
    })),
  ])
}

const told = (contract: DerivedContract | undefined) => (contract ? { ...contract } : null)

/** Of these customers, what cannot be used as of now is said anew. */
async function putUnused({ tx, source, now }: Arrival, all: readonly OfCustomer[]): Promise<void> {
  const unused = all.flatMap(({ customer, derived }) => derived.unused.map((one) => ({ ...one, customer })))
  await sql`
    delete from billing_unused where workspace_id = ${source.workspaceId} and source_id = ${source.id}
      and customer_id = any(${all.map(({ customer }) => customer)}::uuid[])
  `.execute(tx)
  await sql`
    insert into billing_unused (workspace_id, source_id, rule, subject, customer_id, times, last_at)
    select ${source.workspaceId}::uuid, ${source.id}::uuid, rule, subject, customer, count(*), ${now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(unused)}::jsonb) as one (rule text, subject text, customer uuid)
    group by rule, subject, customer
    on conflict (workspace_id, source_id, rule, subject) do update set times = excluded.times, last_at = excluded.last_at
  `.execute(tx)
}
