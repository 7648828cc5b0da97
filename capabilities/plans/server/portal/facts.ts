import { sql } from 'kysely'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { type FactPage, type FactRows, type FactSource, idArray, startOfDay } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'

const owner = 'plans'

/** What a customer's own people do on their page. Without a link nothing can be done, and all is missing. */
const definitions: readonly FactDefinition[] = [
  {
    key: 'portal.shared',
    type: 'yes_no',
    owner,
    label: { ja: 'ポータルを共有している', en: 'Portal shared' },
    help: { ja: '開けるリンクを持つ担当者がいる', en: 'Somebody has a link that opens' },
  },
  {
    key: 'portal.last_seen_on',
    type: 'date',
    owner,
    label: { ja: 'ポータルを最後に見た日', en: 'Portal last seen on' },
  },
  {
    key: 'portal.days_since_seen',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: 'ポータルを最後に見てからの日数', en: 'Days since the portal was seen' },
    derived: { measure: 'days_since', of: 'portal.last_seen_on' },
  },
  {
    key: 'portal.visits_28d',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: 'ポータルの訪問回数(28日)', en: 'Visits of the portal (28 days)' },
  },
  {
    key: 'portal.visitors_28d',
    type: 'number',
    unit: 'people',
    owner,
    label: { ja: 'ポータルを見た人数(28日)', en: 'People who saw the portal (28 days)' },
  },
  {
    key: 'portal.done_28d',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: '顧客が完了にしたステップ(28日)', en: 'Steps the customer finished (28 days)' },
  },
  {
    key: 'portal.open_questions',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: 'ポータルの未回答の質問', en: 'Questions in the portal without an answer' },
  },
]

/** Facts of the portal, one question for a page of accounts. */
export const portalFactSource: FactSource = { definitions, load }

type Row = {
  id: AccountId
  shared: boolean
  last: Day | null
  visits: number
  visitors: number
  done: number
  open: number
}

async function load(page: FactPage): Promise<FactRows> {
  const { tx, workspace, accounts, today } = page
  const since = addDays(today, -27)
  const from = new Date(startOfDay(since, workspace.timeZone))
  const { rows } = await sql<Row>`
    with known as (
      select account_id, bool_or(revoked_at is null and expires_on >= ${today}::date) as shared from portal_links
      where workspace_id = ${workspace.id} and account_id = any(${idArray(accounts)}) group by account_id
    )
    select k.account_id as id, k.shared, s.last, s.visits, s.visitors, d.done, q.open
    from known k
      cross join lateral (
        select (max(v.last_at) at time zone ${workspace.timeZone})::date as last,
          count(*) filter (where v.at >= ${from})::int as visits,
          count(distinct v.contact_id) filter (where v.at >= ${from})::int as visitors
        from plans p join portal_visits v on v.workspace_id = p.workspace_id and v.plan_id = p.id
        where p.workspace_id = ${workspace.id} and p.account_id = k.account_id
      ) s
      cross join lateral (
        select count(*)::int as done from plans p join plan_steps t on t.workspace_id = p.workspace_id and t.plan_id = p.id
        where p.workspace_id = ${workspace.id} and p.account_id = k.account_id and t.closed_by_contact is not null
          and t.status = 'done' and t.status_on >= ${since}
      ) d
      cross join lateral (
        select count(*)::int as open from plans p
          join plan_comments m on m.workspace_id = p.workspace_id and m.plan_id = p.id
        where p.workspace_id = ${workspace.id} and p.account_id = k.account_id and p.status <> 'removed'
          and m.contact_id is not null and m.question_id is null and m.answered_at is null
      ) q
  `.execute(tx)
  return new Map(
    rows.map(({ id, shared, last, visits, visitors, done, open }): [AccountId, Record<string, FactValue>] => [
      id,
      {
        'portal.shared': shared,
        'portal.last_seen_on': last,
        'portal.visits_28d': visits,
        'portal.visitors_28d': visitors,
        'portal.done_28d': done,
        'portal.open_questions': open,
      },
    ]),
  )
}
