import { type RawBuilder, sql } from 'kysely'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { type FactPage, type FactRows, type FactSource, startOfDay, idArray } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { timelineFacts } from '../core/facts.ts'

/** What conversations tell of each customer. Days are those of the workspace; what lies behind today has not happened. */
export const timelineFactSource: FactSource = {
  definitions: timelineFacts,
  // Since when somebody has a role, or an inquiry is escalated, is not written down.
  dated: {
    except: [
      ...['decision_maker', 'promoter', 'operator'].flatMap((role) => [
        `contacts.${role}.last_touch_on`,
        `contacts.${role}.touches_30d`,
      ]),
      'inquiry.escalated_30d',
    ],
  },
  load,
}

type Facts = Record<string, FactValue>
type Rows = { id: AccountId; facts: Facts }[]

/** Nothing happened is known, too: counts are 0, days are missing. */
const silence: Facts = {
  'touch.count_30d': 0,
  'touch.count_90d': 0,
  'contacts.decision_maker.touches_30d': 0,
  'contacts.promoter.touches_30d': 0,
  'contacts.operator.touches_30d': 0,
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

/**
 * The first instant of the window of the last so many days, today included. Moments are compared with it as they are:
 * asking of each on which day it fell would cost more than all the rest.
 */
function since({ today, workspace }: FactPage, days: number): Date {
  return new Date(startOfDay(addDays(today, 1 - days), workspace.timeZone))
}

type TouchRow = {
  id: AccountId
  last: Day
  in_30d: number
  in_90d: number
  decision_maker: Day | null
  promoter: Day | null
  operator: Day | null
  decision_maker_30d: number
  promoter_30d: number
  operator_30d: number
  meeting: Day | null
}

async function readTouches(page: FactPage): Promise<Rows> {
  const { tx, workspace, accounts, today, until } = page
  const dayOf = (moment: RawBuilder<unknown>) => sql`(${moment} at time zone ${workspace.timeZone})::date`
  const lately = (people: RawBuilder<unknown>) =>
    sql`count(*) filter (where t.at >= ${since(page, 30)} and t.contact_ids && ${people})`
  const { rows } = await sql<TouchRow>`
    with people as (
      select account_id, array_agg(id) filter (where 'decision_maker' = any(roles)) as decision_makers,
        array_agg(id) filter (where 'promoter' = any(roles)) as promoters,
        array_agg(id) filter (where 'operator' = any(roles)) as operators
      from contacts
      where workspace_id = ${workspace.id} and account_id = any(${idArray(accounts)}) and archived_at is null
        and (left_on is null or left_on > ${today}::date) and roles && array['decision_maker', 'promoter', 'operator']
      group by account_id
    )
    select t.account_id as id, ${dayOf(sql`max(t.at)`)} as last,
      count(*) filter (where t.at >= ${since(page, 30)}) as in_30d, count(*) filter (where t.at >= ${since(page, 90)}) as in_90d,
      ${dayOf(sql`max(t.at) filter (where t.contact_ids && p.decision_makers)`)} as decision_maker,
      ${dayOf(sql`max(t.at) filter (where t.contact_ids && p.promoters)`)} as promoter,
      ${dayOf(sql`max(t.at) filter (where t.contact_ids && p.operators)`)} as operator,
      ${lately(sql`p.decision_makers`)} as decision_maker_30d, ${lately(sql`p.promoters`)} as promoter_30d,
      ${lately(sql`p.operators`)} as operator_30d,
      ${dayOf(sql`max(t.at) filter (where t.kind = 'meeting')`)} as meeting
    from activities t left join people p on p.account_id = t.account_id
    where t.workspace_id = ${workspace.id} and t.account_id = any(${idArray(accounts)}) and t.archived_at is null
      and t.kind <> 'note' and t.at <= ${until}
    group by t.account_id
  `.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    facts: {
      'touch.last_on': row.last,
      'touch.count_30d': row.in_30d,
      'touch.count_90d': row.in_90d,
      'contacts.decision_maker.last_touch_on': row.decision_maker,
      'contacts.promoter.last_touch_on': row.promoter,
      'contacts.operator.last_touch_on': row.operator,
      'contacts.decision_maker.touches_30d': row.decision_maker_30d,
      'contacts.promoter.touches_30d': row.promoter_30d,
      'contacts.operator.touches_30d': row.operator_30d,
      'meeting.last_on': row.meeting,
    },
  }))
}

type InquiryRow = {
  id: AccountId
  open: number
  in_7d: number
  in_30d: number
  escalated: number
  in_twelve_weeks: number
  satisfaction: number | null
  /** Whole weeks before the last 7 days of which something is known. */
  weeks: number
}

async function readInquiries(page: FactPage): Promise<Rows> {
  const { tx, workspace, accounts, today, until } = page
  const [week, month, before] = [since(page, 7), since(page, 30), since(page, 91)]
  const { rows } = await sql<InquiryRow>`
    with counted as (
      select account_id, min(opened_at) as first, count(*) filter (where solved_at is null or solved_at > ${until}) as open,
        count(*) filter (where opened_at >= ${week}) as in_7d, count(*) filter (where opened_at >= ${month}) as in_30d,
        count(*) filter (where escalated and opened_at >= ${month}) as escalated,
        count(*) filter (where opened_at < ${week} and opened_at >= ${before}) as in_twelve_weeks,
        round(avg(satisfaction) filter (where coalesce(solved_at, opened_at) >= ${since(page, 90)}
          and coalesce(solved_at, opened_at) <= ${until}), 2) as satisfaction
      from inquiries
      where workspace_id = ${workspace.id} and account_id = any(${idArray(accounts)}) and archived_at is null
        and opened_at <= ${until}
      group by account_id
    )
    select a.id, coalesce(c.open, 0) as open, coalesce(c.in_7d, 0) as in_7d, coalesce(c.in_30d, 0) as in_30d,
      coalesce(c.escalated, 0) as escalated, coalesce(c.in_twelve_weeks, 0) as in_twelve_weeks, c.satisfaction,
      (${today}::date - 7 - least(a.signed_up_on, (least(c.first, a.created_at) at time zone ${workspace.timeZone})::date)) / 7 as weeks
    from accounts a left join counted c on c.account_id = a.id
    where a.workspace_id = ${workspace.id} and a.id = any(${idArray(accounts)})
  `.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    facts: {
      'inquiry.open_count': row.open,
      'inquiry.count_7d': row.in_7d,
      'inquiry.count_30d': row.in_30d,
      'inquiry.escalated_30d': row.escalated,
      'inquiry.usual_7d': row.weeks < 4 ? null : thousandth(row.in_twelve_weeks / Math.min(row.weeks, 12)),
      'inquiry.satisfaction_90d': row.satisfaction,
    },
  }))
}

const thousandth = (value: number) => Math.round(value * 1000) / 1000

async function readAnswers({ tx, workspace, accounts, until }: FactPage): Promise<Rows> {
  const { rows } = await sql<{ id: AccountId; kind: 'nps' | 'csat'; score: number; on: Day }>`
    select distinct on (account_id, kind) account_id as id, kind, score,
      (answered_at at time zone ${workspace.timeZone})::date as on
    from survey_answers
    where workspace_id = ${workspace.id} and account_id = any(${idArray(accounts)}) and kind in ('nps', 'csat')
      and answered_at <= ${until}
    order by account_id, kind, answered_at desc, survey_answers.id desc
  `.execute(tx)
  return rows.map(({ id, kind, score, on }) => ({
    id,
    facts: { [`survey.${kind}.latest`]: score, [`survey.${kind}.on`]: on },
  }))
}
