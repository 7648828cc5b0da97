import { type RawBuilder, sql } from 'kysely'
import { readRates } from '#capabilities/revenue/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { latestRates, type Worth } from '../core/latestRates.ts'

/** What all currencies are told at in the one of the workspace: the rates, and how a statement asks for them. */
export type Worths = { rates: readonly Worth[]; table: RawBuilder<unknown> }

/** The rates that hold on a day. `table` is what to join by a currency's `code`. */
export async function readWorths(
  tx: Tx,
  workspace: { id: WorkspaceId; currency: string },
  today: Day,
): Promise<Worths> {
  const rates = latestRates(workspace.currency, await readRates(tx, workspace.id), today)
  const rows = rates.map(({ currency, rate, shift }) => ({ code: currency, rate, shift }))
  return {
    rates,
    table: sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (code text, rate numeric, shift int)`,
  }
}

/** An amount in the workspace's currency, minor units; null where its currency has no rate. */
export const told = (amount: RawBuilder<unknown>) =>
  sql<number | null>`round(${amount} * x.rate * 10::numeric ^ x.shift)::bigint`

/** Sums over renewals `r` with their rates `x`: what is at stake, and how many are in no sum, by why. */
export const sumColumns = sql`
  count(*)::int as count, coalesce(sum(${told(sql`r.at_stake`)}), 0)::bigint as "atStake",
  count(*) filter (where r.at_stake is not null and x.code is null)::int as "noRate",
  count(*) filter (where r.at_stake is null)::int as "noAmount"`

/** How many renewals are in no sum of theirs, by why. */
export type Sum = { count: number; atStake: number; noRate: number; noAmount: number }

/** Another currency among the renewals that were asked for: what it was told at; `on` null: it has no rate. */
export type OtherCurrency = { currency: string; on: Day | null; rate: string | null; count: number }

/** The other currencies by how many renewals are in them, each with its rate. */
export function othersOf({ rates }: Worths, counts: readonly { currency: string; count: number }[]): OtherCurrency[] {
  const own = rates.find(({ on }) => on === null)?.currency
  return counts
    .filter(({ currency }) => currency !== own)
    .map(({ currency, count }) => {
      const known = rates.find((rate) => rate.currency === currency)
      return { currency, count, on: known?.on ?? null, rate: known?.rate ?? null }
    })
}
