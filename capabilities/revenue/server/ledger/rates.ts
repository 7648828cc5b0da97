import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { DatedRate } from '#capabilities/revenue/core/ledger/rates.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { refused } from '#platform/http/refusal.ts'
import { deriveAll } from './owed.ts'

/** The rates a workspace knows, by currency, the latest first. */
export async function readRates(tx: Tx, workspaceId: WorkspaceId): Promise<DatedRate[]> {
  const { rows } = await sql<DatedRate>`
    select currency, dated_on as on, trim_scale(rate)::text as rate from exchange_rates
    where workspace_id = ${workspaceId} order by currency, dated_on desc
  `.execute(tx)
  return rows
}

type Dated = { currency: string; on: string }

/** Writes down rates, in place of those of the same day; all that is paid in other currencies is valued anew. */
export async function putRates(tx: Tx, call: CallContext, rates: readonly (Dated & { rate: string })[]): Promise<void> {
  const { workspaceId, workspace } = call.caller
  const own = rates.find(({ currency }) => currency === workspace.currency)
  if (own) throw refused([{ field: 'currency', value: own.currency, rule: 'own_currency' }])
  for (const { currency, on, rate } of rates) {
    const before = await rateOn(tx, workspaceId, { currency, on })
    await sql`
      insert into exchange_rates (workspace_id, currency, dated_on, rate) values (${workspaceId}, ${currency}, ${on}, ${rate}::numeric)
      on conflict (workspace_id, currency, dated_on) do update set rate = excluded.rate
    `.execute(tx)
    await wrote(tx, call, { currency, on }, before, rate)
  }
  await deriveAll(tx, workspaceId)
}

/** Takes a rate away that was written by mistake. */
export async function removeRate(tx: Tx, call: CallContext, { currency, on }: Dated): Promise<void> {
  const { workspaceId } = call.caller
  const before = await rateOn(tx, workspaceId, { currency, on })
  if (before === null) return
  await sql`
    delete from exchange_rates where workspace_id = ${workspaceId} and currency = ${currency} and dated_on = ${on}
  `.execute(tx)
  await wrote(tx, call, { currency, on }, before, null)
  await deriveAll(tx, workspaceId)
}

async function rateOn(tx: Tx, workspaceId: WorkspaceId, { currency, on }: Dated): Promise<string | null> {
  const { rows } = await sql<{ rate: string }>`
    select trim_scale(rate)::text as rate from exchange_rates
    where workspace_id = ${workspaceId} and currency = ${currency} and dated_on = ${on} for update
  `.execute(tx)
  return rows[0]?.rate ?? null
}

async function wrote(tx: Tx, call: CallContext, { currency, on }: Dated, before: string | null, after: string | null) {
  const told = (rate: string | null) => (rate === null ? null : { currency, on, rate })
  const action = after === null ? 'exchange_rate.remove' : 'exchange_rate.update'
  await recordChange(tx, {
    by: call.caller,
    action,
    subjectId: `${currency} ${on}`,
    before: told(before),
    after: told(after),
  })
  await call.live.publish(call.caller.workspaceId, { topic: 'settings', ids: [] }, tx)
}
