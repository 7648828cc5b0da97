import type { z } from 'zod'
import { type BusinessCalendar, businessDaysBetween } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'
import type { todayItemSchema } from '../contract.ts'
import { rankOf } from '../core/rank.ts'
import { planDay } from '../core/today.ts'
import { type CtaRow, presentCta, readCtas } from './ctaRead.ts'
import { type RuleRecord, readRecords } from './ruleRecords.ts'
import { type Asked, type Picked, pickToday } from './todayPick.ts'

export type TodayItem = z.input<typeof todayItemSchema>

/** How many things beyond the day's are told. */
export const mostParked = 200

/** The list of a day: what fits into it, and what is parked for the days after. */
export async function readToday(
  tx: Tx,
  workspace: Workspace,
  asked: Omit<Asked, 'limit'>,
  limit: number,
): Promise<{ items: TodayItem[]; parked: TodayItem[] }> {
  const rules = await readRecords(tx, workspace.id)
  const picked = await pickToday(tx, { ...asked, limit: limit + mostParked }, rules)
  const rows = new Map(
    (
      await readCtas(
        tx,
        workspace.id,
        picked.map((one) => one.id),
      )
    ).map((row) => [row.id as string, row]),
  )
  const items = picked.flatMap((one) => {
    const row = rows.get(one.id)
    return row ? [presentItem(row, one, rules, workspace.currency, asked)] : []
  })
  return planDay(items, limit, asked.today, asked.calendar)
}

type Moment = { today: Day; calendar: BusinessCalendar }

function presentItem(
  row: CtaRow,
  picked: Picked,
  rules: readonly RuleRecord[],
  currency: string,
  on: Moment,
): TodayItem {
  const rule = rules.find((one) => one.key === row.rule_key)
  const grade = picked.grade ?? 'unknown'
  const rank = rankOf(
    {
      kind: row.kind,
      arr: picked.arr,
      rule: rule ? { ...rule.raises, useful: rule.useful, closed: rule.closed } : null,
      grade,
      businessDays: daysLeft(on, row.due_on),
      effortMinutes: row.effort_minutes,
    },
    picked.stand_in,
  )
  const { stake, chance } = rank
  return {
    ...presentCta(row, on.today),
    rank: {
      ...rank,
      stake: { ...stake, amount: { amount: stake.amount, currency }, arr: { amount: stake.arr, currency } },
      chance: { ...chance, grade },
    },
    health: { score: picked.score, grade, overridden: picked.overridden },
    phase: picked.phase,
    renewalOn: picked.renewal_on,
    parkedFor: null,
  }
}

/** Business days until a due day; at least one behind once it has passed. */
export function daysLeft({ today, calendar }: Moment, dueOn: Day): number {
  return dueOn < today
    ? Math.min(-1, businessDaysBetween(calendar, today, dueOn))
    : businessDaysBetween(calendar, today, dueOn)
}
