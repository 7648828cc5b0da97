import { sql } from 'kysely'
import type { z } from 'zod'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { addDays, type Day, dayOf } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { moveSchema } from '../contract/forecast.ts'
import { chanceOf } from '../core/chance.ts'
import { type Stand, whatMoved } from '../core/moved.ts'
import { reasonLabel } from '../core/reasons.ts'
import { type ForecastRow, isWithin, weightNow } from './forecastRow.ts'
import { judgedOf, type RenewalRow, renewalSource } from './read.ts'
import { told, type Worths } from './worth.ts'

type Move = z.input<typeof moveSchema>
type Asked = { from: string; until: string; since?: string | undefined }
type Moved = {
  weeks: Day[]
  since: Day | null
  weightedThen: number | null
  moves: Move[]
  others: { count: number; difference: number }
}

/** How many renewals are told; those that moved the forecast most come first. */
const mostTold = 100

/** What moved since a week that was kept: of each renewal how it stood then and stands now, who judged it so, and why. */
export async function readMoves(
  tx: Tx,
  call: Pick<CallContext, 'caller' | 'today'>,
  asked: Asked,
  rows: readonly ForecastRow[],
  worths: Worths,
): Promise<Moved> {
  const { workspace } = call.caller
  const weeks = await readWeeks(tx, workspace.id)
  const lastWeek = weeks.find((week) => week <= addDays(call.today(), -7))
  const since = weeks.find((week) => week === asked.since) ?? lastWeek ?? weeks.at(-1) ?? null
  if (since === null) return { weeks, since, weightedThen: null, moves: [], others: { count: 0, difference: 0 } }
  const then = await readThen(tx, call, since, worths)
  const [now, names] = [
    new Map(rows.map((row) => [row.id, row])),
    await readNow(tx, call, since, [...then.keys()], worths),
  ]
  const concerned = [...new Set([...then.keys(), ...now.keys()])].filter((id) => {
    const [before, after] = [then.get(id), now.get(id)]
    return after !== undefined || (before !== undefined && isWithin(before.termEnd, asked))
  })
  const wonBefore = rows.filter((row) => row.status === 'closed' && closedBefore(row, since, workspace.timeZone))
  let weightedThen = wonBefore.reduce((sum, row) => sum + weightNow(row), 0)
  const moves: Move[] = []
  const others = { count: 0, difference: 0 }
  for (const id of concerned) {
    const [before, after, known] = [then.get(id) ?? null, now.get(id), names.get(id)]
    const weightThen = before && isWithin(before.termEnd, asked) ? weigh(before) : 0
    weightedThen += weightThen
    if (!known || (after?.status === 'closed' && closedBefore(after, since, workspace.timeZone))) continue
    const stand = standOf(known)
    const what = whatMoved(before, { ...stand, status: known.status })
    const difference = (after ? weightNow(after) : 0) - weightThen
    if (!what) {
      if (difference !== 0) others.count++
      others.difference += difference
      continue
    }
    moves.push({
      id,
      account: { id: known.account_id, name: known.account_name },
      what,
      before,
      now: stand,
      outcome: known.outcome,
      closedAmount: known.closed_amount,
      difference,
      why: whyOf(known),
      by:
        known.by_name === null || known.by_at === null ? null : { name: known.by_name, at: known.by_at.toISOString() },
    })
  }
  moves.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  for (const { difference } of moves.splice(mostTold)) {
    others.count++
    others.difference += difference
  }
  return { weeks, since, weightedThen, moves, others }
}

const weigh = ({ amount, chance }: Stand) => Math.round(((amount ?? 0) * (chance ?? 0)) / 100)

const closedBefore = (row: Pick<ForecastRow, 'closed_at'>, since: Day, timeZone: string) =>
  row.closed_at !== null && dayOf(row.closed_at.getTime(), timeZone) < since

async function readWeeks(tx: Tx, workspaceId: string): Promise<Day[]> {
  const { rows } = await sql<{ week: Day }>`
    select taken_on as week from renewal_weeks where workspace_id = ${workspaceId} order by 1 desc limit 60
  `.execute(tx)
  return rows.map(({ week }) => week)
}

async function readThen(
  tx: Tx,
  { caller }: Pick<CallContext, 'caller'>,
  since: Day,
  worths: Worths,
): Promise<Map<string, Stand>> {
  const { rows } = await sql<Stand & { id: string }>`
    select s.renewal_id as id, s.category, s.chance, ${told(sql`s.amount`)} as amount, s.term_end as "termEnd"
    from renewal_snapshots s join ${worths.table} on x.code = s.currency
    where s.workspace_id = ${caller.workspaceId} and s.taken_on = ${since}::date
  `.execute(tx)
  return new Map(rows.map(({ id, ...stand }) => [id, stand]))
}

type Known = Pick<
  RenewalRow,
  | 'id'
  | 'account_id'
  | 'account_name'
  | 'status'
  | 'category'
  | 'probability'
  | 'churn_percent'
  | 'term_end'
  | 'at_stake'
  | 'amount'
  | 'outcome'
  | 'closed_amount'
  | 'note'
  | 'loss_reason'
> & { by_name: string | null; by_at: Date | null }

/** The renewals that were there then or came since, withdrawn ones too, each with its last change by a person. */
async function readNow(
  tx: Tx,
  { caller }: Pick<CallContext, 'caller'>,
  since: Day,
  ids: readonly string[],
  worths: Worths,
): Promise<Map<string, Known>> {
  const { rows } = await sql<Known>`
    select r.id, r.account_id, r.status, r.category, r.probability, r.term_end, r.outcome, r.note, r.loss_reason,
      ${told(sql`r.at_stake`)} as at_stake, ${told(sql`r.amount`)} as amount, ${told(sql`r.closed_amount`)} as closed_amount,
      a.name as account_name, f."risk.churn_90d" as churn_percent, l.name as by_name, l.at as by_at
    from ${renewalSource} join ${worths.table} on x.code = r.currency left join lateral (
      select p.name, g.at from audit_log g join people p on p.workspace_id = g.workspace_id and p.id = g.person_id
      where g.workspace_id = r.workspace_id and g.subject_id = r.id::text and g.at >= ${since}::date
        and g.action in ('renewal.update', 'renewal.renew', 'renewal.lose', 'renewal.reopen')
      order by g.at desc limit 1
    ) l on true
    where r.workspace_id = ${caller.workspaceId}
      and (r.id = any(${ids}::uuid[]) or (r.opened_on >= ${since}::date and r.status <> 'withdrawn'))
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

function standOf(row: Known): Stand {
  const amount = row.amount ?? row.at_stake
  return { category: row.category, chance: chanceOf(judgedOf(row)), amount, termEnd: row.term_end }
}

function whyOf(row: Known): Label | null {
  if (row.loss_reason !== null) return reasonLabel(row.loss_reason)
  return row.note === '' ? null : { ja: row.note, en: row.note }
}
