import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { factCatalogue, factColumn } from '#capabilities/facts/server/index.ts'
import { addMonths, type Day, daysBetween } from '#kernel/day.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { adoptionRoutes } from '../contract/adoption.ts'
import {
  cohortsQuery,
  featuresQuery,
  type FunnelAsked,
  funnelQuery,
  retentionQuery,
  stoppedQuery,
} from '../core/adoption.ts'
import type { Query } from '../core/plan.ts'

const on = implement(adoptionRoutes).$context<CallContext>()

const featuresShown = 300
const moversShown = 8
const stoppedShown = 20
const stoppedAtLeast = 5 // uses before: what was tried once was not stopped
const cohortsShown = 8

const ask = <Row>({ events }: Pick<CallContext, 'events'>, { sql: text, params }: Query) =>
  events.query<Row>(text, params)

/** The routes of use across customers. */
export const adoptionHandlers = on.router({
  features: on.features.handler(({ context, input }) => readFeatures(context, input.days)),
  funnel: on.funnel.handler(({ context, input }) => readFunnel(context, input)),
  retention: on.retention.handler(({ context, input }) => readRetention(context, input)),
  movers: on.movers.handler(({ context, input }) => readMovers(context, input.metric)),
})

type FeatureRow = {
  event: string
  kind: 'track' | 'page' | 'screen'
  accounts: number
  accountsBefore: number
  users: number
  uses: number
  quarters: [string[], number[]]
}

async function readFeatures(context: CallContext, days: number) {
  const { workspaceId } = context.caller
  const today = context.today()
  const [cohorts, rows] = await Promise.all([
    ask<{ quarter: Day; accounts: number; left: number }>(context, cohortsQuery(workspaceId, today)),
    ask<FeatureRow>(context, featuresQuery(workspaceId, today, days, featuresShown + 1)),
  ])
  const living = cohorts.filter(({ accounts }) => accounts > 0)
  const shown = living.slice(0, cohortsShown).map(({ quarter, accounts }) => ({ quarter, accounts }))
  return {
    measured: living.reduce((sum, one) => sum + one.accounts, 0),
    left: cohorts.reduce((sum, one) => sum + one.left, 0),
    cohorts: shown,
    more: rows.length > featuresShown,
    features: rows.slice(0, featuresShown).map(({ quarters: [names, counts], ...row }) => ({
      ...row,
      byCohort: shown.map(({ quarter }) => counts[names.indexOf(quarter)] ?? 0),
    })),
  }
}

async function readFunnel(context: CallContext, asked: FunnelAsked) {
  const [row] = await ask<Record<string, number>>(
    context,
    funnelQuery(context.caller.workspaceId, context.today(), asked),
  )
  return { steps: asked.events.map((event, i) => ({ event, reached: row?.[`step${i}`] ?? 0 })) }
}

async function readRetention(context: CallContext, given: { of: 'accounts' | 'users'; months: number }) {
  const today = context.today()
  const rows = await ask<{ cohort: Day; age: number; active: number }>(
    context,
    retentionQuery(context.caller.workspaceId, today, given),
  )
  const byCohort = Map.groupBy(rows, (row) => row.cohort)
  return {
    cohorts: [...byCohort].map(([month, some]) => {
      const ages = monthsUpTo(month, today)
      const active = Array.from({ length: ages }, (_, age) => some.find((row) => row.age === age)?.active ?? 0)
      return { month, size: active[0] ?? 0, active }
    }),
  }
}

/** Whole months from this one on, up to the one before today's. */
function monthsUpTo(month: Day, today: Day): number {
  let months = 0
  while (daysBetween(addMonths(month, months + 1), today) >= 0) months++
  return months
}

type MoverRow = { id: string; name: string; now: number; previous: number; change: number | null }

async function readMovers(context: CallContext, metric: string) {
  const { workspaceId, workspace } = context.caller
  type Stopped = { account: string; event: string; kind: 'track' | 'page' | 'screen'; usesBefore: number; lastDay: Day }
  const stopped = await ask<Stopped>(context, stoppedQuery(workspaceId, context.today(), stoppedAtLeast, stoppedShown))
  return context.transaction(async (tx) => {
    const catalogue = await factCatalogue(tx, workspace)
    const facts = ['', '.previous', '.change'].map((suffix) => catalogue.get(`metric.${metric}${suffix}`))
    if (facts.some((fact) => fact === undefined)) throw notFound()
    const [now, previous, change] = facts.map((fact) => factColumn(fact!, 'f'))
    const moved = async (rising: boolean) => {
      const difference = rising ? sql`${now} - ${previous}` : sql`${previous} - ${now}`
      const { rows } = await sql<MoverRow>`
        select a.id, a.name, ${now} as now, ${previous} as previous, ${change} as change
        from account_facts f join accounts a on a.workspace_id = f.workspace_id and a.id = f.account_id
        where f.workspace_id = ${workspaceId} and f."contract.state" is distinct from 'ended' and ${difference} > 0
        order by ${difference} desc, a.name limit ${moversShown}
      `.execute(tx)
      return rows.map(({ id, name, ...figures }) => ({ account: { id, name }, ...figures }))
    }
    const { rows: named } = await sql<{ id: string; name: string }>`
      select a.id, a.name from accounts a
      left join account_facts f on f.workspace_id = a.workspace_id and f.account_id = a.id
      where a.workspace_id = ${workspaceId} and a.archived_at is null
        and f."contract.state" is distinct from 'ended' and a.id = any(${stopped.map((one) => one.account)}::uuid[])
    `.execute(tx)
    const nameOf = new Map(named.map((one) => [one.id, one]))
    return {
      rising: await moved(true),
      falling: await moved(false),
      stopped: stopped.flatMap(({ account, ...rest }) => {
        const known = nameOf.get(account)
        return known ? [{ account: known, ...rest }] : []
      }),
    }
  })
}
