import { sql } from 'kysely'
import type { AccountId } from '#kernel/id.ts'
import type { Arrival } from './door.ts'
import { stableId } from './stableId.ts'

/** A customer of a billing system as it is kept. */
export type CustomerRow = {
  id: string
  dataSource: string
  externalId: string
  account: AccountId | null
  raw: Record<string, unknown>
  stamp: string
}

/** What is read of one, from `billing_customers c`. */
export const customerColumns = sql`c.id, c.data_source_id as "dataSource", c.external_id as "externalId", c.account_id as account, c.raw,
  c.created_at::text as stamp`

type Given = {
  external_id: string
  name?: string | null | undefined
  company?: string | null | undefined
  email?: string | null | undefined
}

/** A customer of a billing system with the account that it is: of that id, else a new one by the company's name. */
export async function putCustomer(arrival: Arrival, dataSource: string, raw: Given): Promise<CustomerRow> {
  const { tx, source, newId, knownAccounts } = arrival
  const by = { workspaceId: source.workspaceId, system: true } as const
  const name = raw.company?.trim() || raw.name?.trim() || raw.email?.trim() || raw.external_id
  const known = await knownAccounts(tx, { by, source: source.accountsSource, origin: `billing:${source.id}`, newId }, [
    { externalId: raw.external_id, name: name.slice(0, 200) },
  ])
  const { rows } = await sql<CustomerRow>`
    insert into billing_customers as c (workspace_id, id, data_source_id, external_id, account_id, name, email, raw)
    values (${source.workspaceId}, ${stableId('customer', dataSource, raw.external_id)}, ${dataSource}, ${raw.external_id},
      ${known.get(raw.external_id)!}, ${name}, ${raw.email ?? null}, ${JSON.stringify(raw)}::jsonb)
    on conflict (workspace_id, id) do update set raw = c.raw || excluded.raw, email = coalesce(excluded.email, c.email),
      name = case when excluded.name = c.external_id then c.name else excluded.name end, account_id = excluded.account_id
    returning ${customerColumns}
  `.execute(tx)
  return rows[0]!
}
