import { sql } from 'kysely'
import type { z } from 'zod'
import { touchModelChoices } from '#capabilities/accounts/core/words.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { readAxes } from '#capabilities/facts/server/index.ts'
import { addMonths, type Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { MeasuredCustomer, measureRoutes } from '#capabilities/plans/contract/measures.ts'
import {
  type Counted,
  daysOfStart,
  daysStanding,
  daysToValue,
  grouped,
  type Grouping,
  isSelfStarted,
  savedHours,
  selfStartOf,
  type Start,
  stopsOf,
  timesOf,
} from '#capabilities/plans/core/measures.ts'
import type { Call } from '../call.ts'
import { readFigures } from '../figures.ts'
import { readAim } from './aim.ts'
import { type AccountStart, readStarts } from './starts.ts'

type Input<Route extends keyof typeof measureRoutes> = z.output<
  NonNullable<(typeof measureRoutes)[Route]['~orpc']['inputSchema']>
>
type Output<Route extends keyof typeof measureRoutes> = z.input<
  NonNullable<(typeof measureRoutes)[Route]['~orpc']['outputSchema']>
>
type Asking = Pick<Call, 'caller' | 'today'>
type Span = { template?: string | undefined; months: number }

/** The first day of the months that are looked at, the running one included. */
const fromOf = (today: Day, months: number): Day => addMonths(`${today.slice(0, 8)}01` as Day, 1 - months)

const startedOn = (one: Start) => one.startedOn
const endedOn = (one: Start) => one.endedOn

/** What is looked at of all starts: those that began in the months, those that ended in them, those that have not ended. */
type Looked = { today: Day; from: Day; begun: AccountStart[]; ended: AccountStart[]; left: AccountStart[] }

export async function lookAtStarts(tx: Tx, call: Asking, { template, months }: Span): Promise<Looked> {
  const today = call.today()
  const from = fromOf(today, months)
  const all = await readStarts(tx, call.caller.workspace, { today, template })
  const begun = all.filter((one) => one.startedOn >= from)
  const ended = all.filter((one) => one.endedOn !== null && one.endedOn >= from)
  return { today, from, begun, ended, left: [...all.filter((one) => one.endedOn === null), ...ended] }
}

/** How customers start, over the months that are asked for. */
export async function readMeasures(tx: Tx, call: Asking, asked: Input<'measures'>): Promise<Output<'measures'>> {
  const { workspaceId } = call.caller
  const { today, from, begun, ended, left } = await lookAtStarts(tx, call, asked)
  const labels = await labelsOf(tx, workspaceId, asked.by)
  const named = (key: string) => ({ key, label: labels.get(key) ?? null })
  const names = new Map(left.flatMap(({ standsAt, stepName }) => (standsAt ? [[standsAt.key, stepName!]] : [])))
  return {
    from,
    aim: await readAim(tx, workspaceId),
    times: {
      whole: timesOf(begun, today),
      groups: [...grouped(begun, asked.by, startedOn)].map(([key, of]) => ({ ...named(key), ...timesOf(of, today) })),
    },
    selfStart: {
      whole: selfStartOf(ended),
      groups: [...grouped(ended, asked.by, endedOn)].map(([key, of]) => ({ ...named(key), ...selfStartOf(of) })),
    },
    saved: savedHours(ended),
    stops: stopsOf(left, today).map((stop) => ({ ...stop, name: names.get(stop.key)! })),
    steps: asked.template ? await readTroubles(tx, workspaceId, asked.template) : [],
  }
}

async function labelsOf(tx: Tx, workspaceId: WorkspaceId, by: Grouping): Promise<Map<string, Label>> {
  if (by === 'touch_model') return new Map(touchModelChoices.map(({ key, label }) => [key, label]))
  if (by === 'month') return new Map()
  const axes = await readAxes(tx, workspaceId)
  return new Map(axes.flatMap(({ segments }) => segments.map(({ key, label }) => [key, label])))
}

/** Of each step of a template: how often it is skipped, and what is asked about it. */
async function readTroubles(tx: Tx, workspaceId: WorkspaceId, template: string): Promise<Output<'measures'>['steps']> {
  const { steps } = await readFigures(tx, workspaceId, template)
  const { rows } = await sql<{ key: string; questions: number }>`
    select s.key, count(*)::int as questions
    from plan_comments c join plan_steps s on s.workspace_id = c.workspace_id and s.id = c.step_id
      join plans p on p.workspace_id = s.workspace_id and p.id = s.plan_id and p.status <> 'removed'
      join plan_templates t on t.workspace_id = p.workspace_id and t.id = p.template_id and t.key = ${template}
    where c.workspace_id = ${workspaceId} and c.contact_id is not null and c.question_id is null
    group by s.key
  `.execute(tx)
  const asked = new Map(rows.map(({ key, questions }) => [key, questions]))
  return steps.map(({ key, name, plans, skipped }) => ({ key, name, plans, skipped, questions: asked.get(key) ?? 0 }))
}

/** Which of the starts looked at a figure counts. */
const pick: Record<Counted, (looked: Looked, step?: string) => AccountStart[]> = {
  started: ({ begun }) => begun,
  done: ({ begun }) => begun.filter(({ outcome }) => outcome === 'done'),
  running: ({ begun }) => begun.filter(({ outcome }) => outcome === 'running'),
  stopped: ({ begun }) => begun.filter(({ outcome }) => outcome === 'stopped'),
  value: ({ begun }) => begun.filter(({ firstValueOn }) => firstValueOn !== null),
  ended: ({ ended }) => ended,
  alone: ({ ended }) => ended.filter(isSelfStarted),
  led: ({ ended }) => ended.filter((one) => one.outcome === 'done' && !isSelfStarted(one)),
  at: ({ left }, step) => left.filter((one) => one.standsAt !== null && (!step || one.standsAt.key === step)),
}

/** The customers that a figure counts. */
export async function readMeasured(tx: Tx, call: Asking, asked: Input<'measured'>): Promise<Output<'measured'>> {
  const looked = await lookAtStarts(tx, call, asked)
  const picked = pick[asked.of](looked, asked.step)
  const dayOf = asked.of === 'ended' || asked.of === 'alone' || asked.of === 'led' ? endedOn : startedOn
  const of = asked.group === undefined ? picked : (grouped(picked, asked.by, dayOf).get(asked.group) ?? [])
  return { total: of.length, customers: of.slice(0, 500).map((one) => presentStart(one, looked.today)) }
}

export function presentStart(start: AccountStart, today: Day): MeasuredCustomer {
  const { planId, account, name, startedOn: begun, endedOn: over, outcome, byHand, ourHours, standsAt } = start
  return {
    account,
    plan: { id: planId, name },
    startedOn: begun,
    endedOn: over,
    outcome,
    days: daysOfStart(start, today),
    daysToValue: daysToValue(start),
    byHand,
    ourHours,
    alone: isSelfStarted(start),
    standsAt: standsAt ? { name: start.stepName!, since: standsAt.since, days: daysStanding(start, today)! } : null,
  }
}
