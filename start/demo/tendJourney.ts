import { sql } from 'kysely'
import { workOutPaces } from '#capabilities/journey/server/index.ts'
import type { FactWorkspace } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'

type Clock = { today: Day; now: Date }

const reasons = ['推進者が異動し、設定からやり直すため', '別の部署で使い方を決め直すことになったため']

/** What holds customers up, and on whose side it is. */
const blockers = [
  { side: 'customer', what: '社内の稟議が通っていない', who: '決裁者' },
  { side: 'customer', what: '推進者の後任が決まっていない', who: '先方の人事' },
  { side: 'ours', what: '基幹システムとの連携の不具合', who: '開発チーム' },
  { side: 'customer', what: '繁忙期のため、勉強会の日が取れない', who: '運用担当' },
  { side: 'ours', what: '移行データの確認待ち', who: 'サポート' },
] as const

/** How the demo company's people follow its customers: some are put back, and what blocks is taken down and resolved. */
export async function tendJourney(tx: Tx, workspace: FactWorkspace, { today, now }: Clock): Promise<void> {
  await putBack(tx, workspace, { today, now })
  await takeDown(tx, workspace, today)
  await workOutPaces({ tx, workspace, today })
}

/** One in nine of those who went on from the first phase within two months has to begin anew, once. */
async function putBack(tx: Tx, workspace: FactWorkspace, { today, now }: Clock): Promise<void> {
  const { rows } = await sql<{ account_id: string; map_id: string; phase: string }>`
    with back as (
      select distinct on (s.id) s.id, before.phase from account_phases s
        join account_phases before on before.workspace_id = s.workspace_id and before.account_id = s.account_id
          and before.left_on = s.entered_on and before.id <> s.id
      where s.workspace_id = ${workspace.id} and s.left_at is null and s.cause = 'criteria'
        and s.entered_on between ${today}::date - 60 and ${today}::date - 14
        and get_byte(uuid_send(s.account_id), 14) % 9 = 0
        and not exists (
          select from account_phases once where once.workspace_id = s.workspace_id and once.account_id = s.account_id
            and once.cause = 'person'
        )
    )
    update account_phases s set left_at = ${now}, left_on = ${today} from back
    where s.workspace_id = ${workspace.id} and s.id = back.id
    returning s.account_id, s.map_id, back.phase
  `.execute(tx)
  await sql`
    insert into account_phases
      (workspace_id, id, account_id, map_id, phase, entered_on, entered_at, cause, person_id, reason, ask)
    select ${workspace.id}::uuid, gen_random_uuid(), b.account_id, b.map_id, b.phase, ${today}, ${now}, 'person',
      f."account.owner"::uuid, (${reasons}::text[])[1 + get_byte(uuid_send(b.account_id), 13) % ${reasons.length}::int], true
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as b (account_id uuid, map_id uuid, phase text)
      left join account_facts f on f.workspace_id = ${workspace.id} and f.account_id = b.account_id
  `.execute(tx)
  // They are asked about once the criteria have held for a month again; most people say yes.
  await sql`
    update account_phases s set ask = false
    where s.workspace_id = ${workspace.id} and s.left_at is null and s.ask and s.entered_on <= ${today}::date - 30
      and get_byte(uuid_send(s.account_id), 12) % 4 > 0
  `.execute(tx)
}

/** Half of those who are late have something taken down, time and again; it is resolved after a month or two, or once they have gone on. */
async function takeDown(tx: Tx, workspace: FactWorkspace, today: Day): Promise<void> {
  await sql`
    insert into journey_blockers (workspace_id, id, account_id, phase, side, what, who, since_on, created_by)
    select s.workspace_id, gen_random_uuid(), s.account_id, s.phase, b.side, b.what, b.who,
      greatest(s.entered_on, ${today}::date - 9), f."account.owner"::uuid
    from account_phases s
      join account_facts f on f.workspace_id = s.workspace_id and f.account_id = s.account_id
      join jsonb_to_recordset(${JSON.stringify(blockers.map((one, at) => ({ at, ...one })))}::jsonb)
        as b (at int, side text, what text, who text) on b.at = get_byte(uuid_send(s.id), 13) % ${blockers.length}::int
    where s.workspace_id = ${workspace.id} and s.left_at is null and f."phase.lateness" in ('watch', 'stalled')
      and f."contract.state" = 'active' and f."account.owner" is not null and get_byte(uuid_send(s.id), 14) % 2 = 0
      and not exists (
        select from journey_blockers k where k.workspace_id = s.workspace_id and k.account_id = s.account_id
          and (k.resolved_on is null or k.resolved_on > ${today}::date - 60)
      )
  `.execute(tx)
  await sql`
    update journey_blockers k set resolved_on = ${today}, resolved_by = k.created_by
    where k.workspace_id = ${workspace.id} and k.resolved_on is null and (
      k.since_on <= ${today}::date - 30 - get_byte(uuid_send(k.id), 15) % 40
      or not exists (
        select from account_phases s where s.workspace_id = k.workspace_id and s.account_id = k.account_id
          and s.left_at is null and s.phase = k.phase
      )
    )
  `.execute(tx)
}
