import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factCatalogue, factSql, type FactWorkspace } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type AllSpreads, fewestPeers, type PeerUse, peerUses, type Spread, useKey } from '../core/peers.ts'
import { pieces } from '../core/percentile.ts'
import type { Scorecard } from '../core/scorecard.ts'

/** Days for which spreads are kept: as long as a score is compared with earlier ones, and some. */
const keptDays = 60

type Moment = { tx: Tx; workspace: FactWorkspace; today: Day }

/** Measures anew what the curves of some cards compare customers in. */
export async function measureSpreadsOf(moment: Moment, cards: readonly Scorecard[]): Promise<void> {
  const uses = peerUses(cards)
  if (uses.length > 0) await measureSpreads(moment, await factCatalogue(moment.tx, moment.workspace), uses)
}

/** Measures anew how facts are spread over all customers as they are known now: one statement for each fact and grouping. */
async function measureSpreads(
  { tx, workspace, today }: Moment,
  catalogue: Catalogue,
  uses: readonly PeerUse[],
): Promise<void> {
  const moment = { today, currency: workspace.currency, timeZone: workspace.timeZone }
  for (const { fact: key, within } of uses) {
    const [fact, group] = [catalogue.get(key), within === null ? undefined : catalogue.get(within)]
    if (!fact || (within !== null && !group)) continue
    const groupOf = group ? factSql(group, moment) : sql`null::text`
    await sql`
      delete from peer_spreads
      where workspace_id = ${workspace.id} and (on_day < ${addDays(today, -keptDays)}
        or (on_day = ${today} and fact = ${key} and group_fact in ('', ${within ?? ''})))
    `.execute(tx)
    await sql`
      insert into peer_spreads (workspace_id, fact, group_fact, group_value, on_day, size, cuts)
      select ${workspace.id}::uuid, ${key}, case when grouping(of_group) = 1 then '' else ${within ?? ''} end,
        coalesce(of_group, ''), ${today}::date, count(*),
        percentile_cont((select array_agg(piece / ${pieces}::float8 order by piece) from generate_series(0, ${pieces}) piece))
          within group (order by value)
      from (
        select ${factSql(fact, moment)}::double precision as value, ${groupOf} as of_group
        from account_facts where workspace_id = ${workspace.id}
      ) known
      where value is not null
      group by grouping sets ((), (of_group))
      having count(*) > 0 and (grouping(of_group) = 1 or (of_group is not null and count(*) >= ${fewestPeers}))
      on conflict (workspace_id, fact, group_fact, group_value, on_day)
        do update set size = excluded.size, cuts = excluded.cuts
    `.execute(tx)
  }
}

type SpreadRow = { fact: string; group_fact: string; group_value: string; size: number; cuts: number[] }

/** How facts were spread at the last turn by the end of a day: one question. */
export async function readSpreads(
  tx: Tx,
  workspaceId: WorkspaceId,
  uses: readonly PeerUse[],
  asOf: Day,
): Promise<AllSpreads> {
  if (uses.length === 0) return new Map()
  const { rows } = await sql<SpreadRow>`
    with newest as (
      select fact, group_fact, max(on_day) as on_day from peer_spreads
      where workspace_id = ${workspaceId} and fact = any(${uses.map(({ fact }) => fact)}::text[]) and on_day <= ${asOf}::date
      group by fact, group_fact
    )
    select fact, group_fact, group_value, size, cuts
    from peer_spreads join newest using (fact, group_fact, on_day) where workspace_id = ${workspaceId}
  `.execute(tx)
  return new Map(
    uses.map((use) => {
      const own = rows.filter(({ fact }) => fact === use.fact)
      const all = own.find(({ group_fact }) => group_fact === '') ?? null
      const groups = use.within === null ? [] : own.filter(({ group_fact }) => group_fact === use.within)
      const spreads = { all, groups: new Map(groups.map((row): [string, Spread] => [row.group_value, row])) }
      return [useKey(use), spreads] as const
    }),
  )
}
