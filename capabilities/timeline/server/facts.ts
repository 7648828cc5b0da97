import { sql } from 'kysely'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { FactPage, FactRows, FactSource } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import { timelineFacts } from '../core/facts.ts'

/** What conversations tell of each customer. Days are those of the workspace; what lies in the future has not happened. */
export const timelineFactSource: FactSource = { definitions: timelineFacts, load }

type Facts = Record<string, FactValue>
type Row = { id: AccountId; facts: Facts }

/** Nothing happened is known, too: counts are 0, days are missing. */
const silence: Facts = {
  'touch.count_30d': 0,
  'touch.count_90d': 0,
  'inquiry.open_count': 0,
  'inquiry.count_7d': 0,
  'inquiry.count_30d': 0,
  'inquiry.escalated_30d': 0,
}

async function load(page: FactPage): Promise<FactRows> {
  const rows: FactRows = new Map(page.accounts.map((id) => [id, { ...silence }]))
  for (const part of [await readTouches(page), await readInquiries(page), await readAnswers(page)])
    for (const { id, facts } of part) Object.assign(rows.get(id) ?? {}, facts)
  return rows
}

async function readTouches({ tx, workspace, accounts, today, now }: FactPage): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with people as (
      select account_id, array_agg(id) filter (where 'decision_maker' = any(roles)) as decision_makers,
        array_agg(id) filter (where 'promoter' = any(roles)) as promoters
      from contacts
      where workspace_id = ${workspace.id} and account_id = any(${accounts}::uuid[]) and archived_at is null
        and (left_on is null or left_on > ${today}::date) and roles && array['decision_maker', 'promoter']
      group by account_id
    ), touches as (
      select account_id, (at at time zone ${workspace.timeZone})::date as day, kind, contact_ids from activities
      where workspace_id = ${workspace.id} and account_id = any(${accounts}::uuid[]) and archived_at is null
        and kind <> 'note' and at <= ${now}
    )
    select t.account_id as id, jsonb_build_object(
      'touch.last_on', max(t.day),
      'touch.count_30d', count(*) filter (where t.day > ${today}::date - 30),
      'touch.count_90d', count(*) filter (where t.day > ${today}::date - 90),
      'contacts.decision_maker.last_touch_on', max(t.day) filter (where t.contact_ids && p.decision_makers),
      'contacts.promoter.last_touch_on', max(t.day) filter (where t.contact_ids && p.promoters),
      'meeting.last_on', max(t.day) filter (where t.kind = 'meeting')
    ) as facts
    from touches t left join people p on p.account_id = t.account_id group by t.account_id
  `.execute(tx)
  return rows
}

async function readInquiries({ tx, workspace, accounts, today, now }: FactPage): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with known as (
      select account_id, (opened_at at time zone ${workspace.timeZone})::date as day,
        (coalesce(solved_at, opened_at) at time zone ${workspace.timeZone})::date as judged,
        solved_at is null or solved_at > ${now} as open, satisfaction, escalated
      from inquiries
      where workspace_id = ${workspace.id} and account_id = any(${accounts}::uuid[]) and archived_at is null
        and opened_at <= ${now}
    ), counted as (
      select account_id, min(day) as first, count(*) filter (where open) as open,
        count(*) filter (where day > ${today}::date - 7) as last_7d, count(*) filter (where day > ${today}::date - 30) as last_30d,
        count(*) filter (where day <= ${today}::date - 7 and day > ${today}::date - 91) as twelve_weeks,
        round(avg(satisfaction) filter (where judged > ${today}::date - 90), 2) as satisfaction,
        count(*) filter (where escalated and day > ${today}::date - 30) as escalated
      from known group by account_id
    )
    select a.id, jsonb_build_object(
      'inquiry.open_count', coalesce(c.open, 0),
      'inquiry.count_7d', coalesce(c.last_7d, 0),
      'inquiry.count_30d', coalesce(c.last_30d, 0),
      'inquiry.usual_7d', case when w.weeks >= 4 then round(coalesce(c.twelve_weeks, 0) / least(w.weeks, 12)::numeric, 3) end,
      'inquiry.satisfaction_90d', c.satisfaction,
      'inquiry.escalated_30d', coalesce(c.escalated, 0)
    ) as facts
    from accounts a left join counted c on c.account_id = a.id cross join lateral (
      select (${today}::date - 7 - least(a.signed_up_on, c.first, (a.created_at at time zone ${workspace.timeZone})::date)) / 7 as weeks
    ) w
    where a.workspace_id = ${workspace.id} and a.id = any(${accounts}::uuid[])
  `.execute(tx)
  return rows
}

async function readAnswers({ tx, workspace, accounts, now }: FactPage): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select account_id as id, jsonb_object_agg('survey.' || kind || '.latest', score)
      || jsonb_object_agg('survey.' || kind || '.on', (answered_at at time zone ${workspace.timeZone})::date) as facts
    from (
      select distinct on (account_id, kind) account_id, kind, score, answered_at from survey_answers
      where workspace_id = ${workspace.id} and account_id = any(${accounts}::uuid[]) and kind in ('nps', 'csat')
        and answered_at <= ${now}
      order by account_id, kind, answered_at desc, id desc
    ) latest group by account_id
  `.execute(tx)
  return rows
}
