import { sql } from 'kysely'
import { workOutSpreads } from '#capabilities/renewals/server/index.ts'
import { fraction } from '#capabilities/revenue/core/fraction.ts'
import { addDays, type Day, daysBetween } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

type Open = {
  id: string
  kind: 'upsell' | 'cross_sell' | 'seats'
  stage: 'found' | 'talked' | 'proposed'
  since: Day
  account_id: string
  contract_id: string | null
  /** ARR that the customer has bought more since it was found, by the ledger. */
  bought: number
}

/** The day that is lived through, and the one that will be next. */
type Clock = { today: Day; next: Day; now: Date }

const steps = {
  talked: '利用状況をまとめた資料で、追加の相談をする',
  proposed: '見積に回答をもらう',
} as const

const refusals: readonly [reason: string, note: string][] = [
  ['no_budget', '今期の予算は組み終えているとのこと。次の予算の時期にもう一度うかがう'],
  ['not_now', '基幹システムの入れ替えが終わるまでは、新しいことを増やせない'],
  ['no_need', '今の人数で足りている。来年度の増員が決まったら相談したい'],
  ['value_unclear', '増やす効果を部長に説明できる材料がまだない'],
]

/**
 * How the demo company's people work on what is not held back: talked about after a while, proposed, and closed with what
 * the contract says came of it.
 */
export async function tendExpansion(tx: Tx, workspace: WorkspaceId, { today, next, now }: Clock): Promise<void> {
  await workOutSpreads(tx, workspace, today)
  await noteTalks(tx, workspace, { today, now })
  const { rows } = await sql<Open>`
    select o.id, o.kind, o.stage, o.since, o.account_id, (
        select c.id from contracts c where c.workspace_id = o.workspace_id and c.account_id = o.account_id
          and c.archived_at is null order by c.start_on desc limit 1
      ) as contract_id, coalesce((
        select sum(m.amount) * 12 / ${Number(fraction)} from revenue_movements m
        where m.workspace_id = o.workspace_id and m.account_id = o.account_id and m.moved_on > o.since
          and m.moved_on <= ${next}::date and m.kind = case o.kind when 'cross_sell' then 'cross_sell' else 'upsell' end
          and (o.kind <> 'cross_sell' or m.product = o.product)
      ), 0)::bigint as bought
    from expansion_opportunities o
    where o.workspace_id = ${workspace} and o.stage in ('found', 'talked', 'proposed') and o.held_back is null
  `.execute(tx)
  for (const row of rows) {
    const change = changeOf(row, today)
    if (!change) continue
    const { stage, refusal, note } = change
    const isClosed = stage === 'won' || stage === 'lost'
    await sql`
      update expansion_opportunities set stage = ${stage}, untouched = false, refusal = ${refusal ?? null},
        note = ${note ?? ''}, amount = ${stage === 'won' ? row.bought : sql.ref('amount')},
        next_step = ${stage === 'talked' || stage === 'proposed' ? steps[stage] : ''},
        next_step_on = ${isClosed ? null : addDays(today, 9)}, expected_on = ${addDays(row.since, 120)},
        closed_on = ${isClosed ? today : null}, closed_by = ${isClosed ? sql.ref('owner_id') : null},
        contract_id = ${stage === 'won' ? row.contract_id : null}, version = version + 1, updated_at = ${now}
      where workspace_id = ${workspace} and id = ${row.id}
    `.execute(tx)
  }
}

type Change = { stage: 'talked' | 'proposed' | 'won' | 'lost'; refusal?: string; note?: string }

function changeOf(row: Open, today: Day): Change | null {
  if (row.bought > 0) return { stage: 'won', note: '増員に合わせて追加。現場の使い方を先に固めたのが効いた' }
  const luck = Number.parseInt(row.id.slice(-4), 16)
  const age = daysBetween(row.since, today)
  if (age >= (luck % 3 > 0 ? 80 + (luck % 90) : 170)) {
    const [refusal, note] = refusals[luck % refusals.length]!
    return { stage: 'lost', refusal, note }
  }
  if (row.stage === 'talked' && age >= 30 + (luck % 20)) return { stage: 'proposed' }
  return row.stage === 'found' && age >= 10 + (luck % 24) ? { stage: 'talked' } : null
}

/** Days before another product is bought at which the talk about it begins, and is written down. */
const talkedBefore = 80

/** Another product is not bought out of nothing: the CSM had written down that it was talked about; and about some more. */
async function noteTalks(tx: Tx, workspace: WorkspaceId, { today, now }: Omit<Clock, 'next'>): Promise<void> {
  await sql`
    insert into expansion_opportunities (workspace_id, id, account_id, kind, product, stage, since, amount, currency, owner_id,
      note, next_step, next_step_on, expected_on, created_at, updated_at)
    select ${workspace}::uuid, gen_random_uuid(), talk.account_id, 'cross_sell', talk.product, 'talked', ${today}::date,
      talk.arr, 'JPY', (
        select s.person_id from account_assignments s
        where s.workspace_id = ${workspace} and s.account_id = talk.account_id and s.role = 'csm' and s.to_day is null
      ), '定例会で困りごとを聞いたところ、合いそうだったので紹介した', '試用の結果を聞く', ${addDays(today, 14)},
      ${addDays(today, talkedBefore)}, ${now}, ${now}
    from (
      select m.account_id, m.product, (sum(m.amount) * 12 / ${Number(fraction)})::bigint as arr from revenue_movements m
      where m.workspace_id = ${workspace} and m.kind = 'cross_sell' and m.moved_on > ${today}::date
        and m.moved_on <= ${addDays(today, talkedBefore)}::date
      group by 1, 2
      union all
      select f.account_id, s.product, s.usual_arr from account_facts f
        join expansion_spreads s on s.workspace_id = f.workspace_id and s.customers between 10 and 100
      where f.workspace_id = ${workspace} and f."contract.state" = 'active' and f."health.grade" = 'healthy'
        and not s.product = any(f."contract.products")
        and get_byte(uuid_send(f.account_id), 14) < 128 and get_byte(uuid_send(f.account_id), 15) = extract(doy from ${today}::date)::int % 256
    ) as talk
    where not exists (
      select from expansion_opportunities o
      where o.workspace_id = ${workspace} and o.account_id = talk.account_id and o.product = talk.product
    )
    on conflict do nothing
  `.execute(tx)
}
