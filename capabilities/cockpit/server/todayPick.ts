import { sql } from 'kysely'
import { addBusinessDays, type BusinessCalendar } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import {
  gradeFactors,
  highestChance,
  leastEffort,
  seenChance,
  urgencies,
  urgencyOverdue,
  usualChance,
  usualShare,
} from '../core/rank.ts'
import type { RuleRecord } from './ruleRecords.ts'

/** Whose list: a person's own with what nobody owns, everybody's, or what nobody owns. */
export type Whose = { of: 'mine' | 'all' | 'nobody'; person: PersonId }

export type Asked = { workspaceId: WorkspaceId; whose: Whose; today: Day; calendar: BusinessCalendar; limit: number }

/** A CTA of the list with what its rank is made of, in the order of the list. */
export type Picked = {
  id: string
  arr: number | null
  score: number | null
  grade: 'healthy' | 'watch' | 'risk' | 'unknown' | null
  /** The score is what somebody put in the place of the computed one. */
  overridden: boolean
  phase: string | null
  renewal_on: Day | null
  stand_in: number
}

/** What ranks an account without ARR where no other has one, minor units. */
const standInWithout = 1_000_000

/**
 * The first CTAs of a list by rank: `core/rank.ts` as SQL, so that a list of any length is ranked where it lies. A test
 * holds both equal.
 */
export async function pickToday(tx: Tx, asked: Asked, rules: readonly RuleRecord[]): Promise<Picked[]> {
  const { today, calendar } = asked
  const chances = rules.map((rule) => ({
    rule: rule.key,
    share: rule.raises.sharePercent,
    chance: seenChance(rule.raises.chancePercent, rule.useful, rule.closed),
  }))
  const kinds = Object.entries(usualShare).map(([kind, share]) => ({ kind, share }))
  const borders = urgencies.map(([from, factor]) => ({ from: firstDayAt(calendar, today, from), factor }))
  const grades = Object.entries(gradeFactors.threat).map(([grade, threat]) => ({
    grade,
    threat,
    chance: gradeFactors.chance[grade as keyof typeof gradeFactors.chance],
  }))
  const { rows } = await sql<Picked>`
    with living as (
      select c.id, c.pinned, c.due_on, c.kind, c.rule_key, greatest(c.effort_minutes, ${leastEffort}) as minutes,
        f."contract.arr" as arr, f."health.score" as score, f."health.grade" as grade, f."phase.key" as phase,
        f."contract.renewal_on" as renewal_on, f."health.overridden_until" is not null as overridden
      from ctas c
        left join account_facts f on f.workspace_id = c.workspace_id and f.account_id = c.account_id
      where ${openFor(asked)} and ${ofLiving}
    ),
    chances as (select * from jsonb_to_recordset(${JSON.stringify(chances)}::jsonb) as (rule text, share numeric, chance numeric)),
    kinds as (select * from jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) as (kind text, share numeric)),
    grades as (select * from jsonb_to_recordset(${JSON.stringify(grades)}::jsonb) as (grade text, threat numeric, chance numeric)),
    borders as (select * from jsonb_to_recordset(${JSON.stringify(borders)}::jsonb) as ("from" date, factor numeric)),
    stand_in as (
      select coalesce(percentile_disc(0.5) within group (order by arr) filter (where arr > 0), ${standInWithout}) as arr
      from living
    )
    select l.id, l.arr, l.score, l.grade, l.overridden, l.phase, l.renewal_on, s.arr as stand_in
    from living l cross join stand_in s join kinds k on k.kind = l.kind
      join grades g on g.grade = coalesce(l.grade, 'unknown') left join chances c on c.rule = l.rule_key
    order by l.pinned desc,
      round(
        round(coalesce(l.arr, s.arr) * coalesce(c.share, k.share) / 100)
        * least(${highestChance}, round(coalesce(c.chance, ${usualChance})
            * case when l.kind = 'opportunity' then g.chance else g.threat end)) / 100
        * coalesce((select factor from borders b where l.due_on >= b."from" order by b."from" desc limit 1), ${urgencyOverdue})
        * 60 / l.minutes
      ) desc, l.due_on, l.id
    limit ${asked.limit}
  `.execute(tx)
  return rows
}

/** The first day that is so many business days away. */
function firstDayAt(calendar: BusinessCalendar, today: Day, businessDays: number): Day {
  return businessDays === 0 ? today : addBusinessDays(calendar, today, businessDays)
}

/** Which CTAs `c` are open on the day for whom. */
export function openFor({ workspaceId, whose, today }: Asked) {
  const owner =
    whose.of === 'all'
      ? sql`true`
      : whose.of === 'nobody'
        ? sql`c.owner_id is null`
        : sql`(c.owner_id = ${whose.person} or c.owner_id is null)`
  return sql`c.workspace_id = ${workspaceId} and ${owner}
    and (c.status = 'open' or (c.status = 'snoozed' and c.snoozed_until <= ${today}))`
}

// Archived accounts are few and have an index; the others would all be read.
const ofLiving = sql`not exists (
  select from accounts a where a.workspace_id = c.workspace_id and a.id = c.account_id and a.archived_at is not null
)`

export type Counts = { open: number; overdue: number; snoozed: number; doneToday: number }

/** How much there is on a list, beyond what is shown. `dayStart` is the first instant of the day. */
export async function countToday(tx: Tx, asked: Asked, dayStart: Date): Promise<Counts> {
  const { workspaceId, whose, today } = asked
  const { rows } = await sql<Counts>`
    select count(*) filter (where open) as open, count(*) filter (where open and due_on < ${today}) as overdue,
      count(*) filter (where not open) as snoozed,
      (select count(*) from ctas d where d.workspace_id = ${workspaceId} and d.status = 'closed'
        and d.closed_at >= ${dayStart} ${whose.of === 'all' ? sql`` : sql`and d.closed_by = ${whose.person}`}) as "doneToday"
    from (
      select c.due_on, c.status = 'open' or c.snoozed_until <= ${today} as open from ctas c
      where c.workspace_id = ${workspaceId} and c.status <> 'closed' and ${ofLiving}
        ${whose.of === 'all' ? sql`` : whose.of === 'nobody' ? sql`and c.owner_id is null` : sql`and (c.owner_id = ${whose.person} or c.owner_id is null)`}
    ) living
  `.execute(tx)
  return rows[0] ?? { open: 0, overdue: 0, snoozed: 0, doneToday: 0 }
}
