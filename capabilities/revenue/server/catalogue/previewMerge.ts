import { sql } from 'kysely'
import type { CatalogueName } from '#capabilities/revenue/core/catalogue/catalogue.ts'
import { type MergedKind, mergeEffect } from '#capabilities/revenue/core/catalogue/mergeEffect.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { Call } from '../call.ts'
import { readCounting } from '../contractRead.ts'
import { asOfToday } from '../contractWrite.ts'
import { readLines } from '../ledger/lines.ts'
import { isKnown } from './names.ts'

/** Of so many accounts the histories are derived while somebody waits. */
const most = 3000

type Preview = {
  lines: number
  accounts: number
  movements: { accounts: number; currency: string; kinds: MergedKind[] } | null
}

/** What making two products one would do: how many lines follow, and which movements become others. Plans move nothing. */
export async function previewMerge(
  tx: Tx,
  call: Call,
  { product, plan, into }: CatalogueName & { into: string },
): Promise<Preview> {
  const { workspaceId } = call.caller
  if (!(await isKnown(tx, workspaceId, { product, plan }))) throw notFound()
  const { currency } = call.caller.workspace
  const { rows } = await sql<{ lines: number; accounts: number }>`
    select count(*)::int as lines, count(distinct account_id)::int as accounts from contract_lines l
    where workspace_id = ${workspaceId} and product = ${product} and (${plan}::text is null or plan = ${plan}
      or exists (select from contract_line_versions v
        where v.workspace_id = l.workspace_id and v.line_id = l.id and v.plan = ${plan}))
  `.execute(tx)
  const counts = rows[0]!
  if (plan !== null) return { ...counts, movements: { accounts: 0, currency, kinds: [] } }
  const both = await accountsOfBoth(tx, call, product, into)
  if (both.length > most) return { ...counts, movements: null }
  const { conventions, rates } = await readCounting(tx, asOfToday(call))
  const lines = await readLines(tx, workspaceId, both)
  const effect = mergeEffect(lines, { product, into }, { asOf: call.today(), rates, conventions })
  return { ...counts, movements: { ...effect, currency } }
}

/** Only who has lines of both has movements that become others. */
async function accountsOfBoth(tx: Tx, call: Call, product: string, into: string): Promise<AccountId[]> {
  const { rows } = await sql<{ id: AccountId }>`
    select l.account_id as id from contract_lines l
    join accounts a on a.workspace_id = l.workspace_id and a.id = l.account_id and a.archived_at is null
    where l.workspace_id = ${call.caller.workspaceId} and l.product in (${product}, ${into})
    group by l.account_id having count(distinct l.product) = 2
  `.execute(tx)
  return rows.map(({ id }) => id)
}
