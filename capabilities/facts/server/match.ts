import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { evaluator, type Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import { type Condition, factsOf } from '#capabilities/facts/core/condition/tree.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import { conditionSql } from './conditionSql.ts'
import { factsAsOf, historyBegins, startOfDay } from './past.ts'

export type Matches = { matches: number; of: number; sample: { id: AccountId; name: string }[] }

/** How many accounts a condition holds for now, of how many, and five of them. */
export async function countMatches(
  tx: Tx,
  workspaceId: WorkspaceId,
  condition: Condition,
  moment: Moment,
): Promise<Matches> {
  const where = conditionSql(condition, moment)
  const { rows } = await sql<{ matches: number; of: number }>`
    select count(*) filter (where ${where}) as matches, count(*) as of from account_facts
    where workspace_id = ${workspaceId}
  `.execute(tx)
  const sample = await sql<{ id: AccountId; name: string }>`
    select a.id, a.name from account_facts join accounts a on a.workspace_id = ${workspaceId} and a.id = account_id
    where account_facts.workspace_id = ${workspaceId} and ${where} limit ${sampleSize}
  `.execute(tx)
  return { ...rows[0]!, sample: sample.rows }
}

/** The same question asked as of the end of a past day; `matches` is null where its facts were not kept then. */
export type PastMatches = {
  daysAgo: number
  day: Day
  matches: number | null
  of: number | null
  sample: { id: AccountId; name: string }[]
}

const sampleSize = 5

/** The fact by which an account is known to have been there on a past day. */
const presence = 'account.name'

/** How many accounts a condition held for on past days, by what was known then. */
export async function countPast(
  events: EventStore,
  workspace: { id: WorkspaceId; timeZone: string; currency: string },
  condition: Condition,
  asked: { catalogue: Catalogue; today: Day; daysAgo: readonly number[] },
): Promise<PastMatches[]> {
  const { catalogue, today, daysAgo } = asked
  const needed = factsOf(condition).filter((key) => !catalogue.get(key)?.derived)
  const unkept = needed.some((key) => catalogue.get(key)?.kept === false)
  const begins = await knownFrom(events, workspace.id, catalogue, needed)
  const holds = evaluator(condition)
  return Promise.all(
    daysAgo.map(async (ago) => {
      const day = addDays(today, -ago)
      if (unkept || begins === null || begins >= startOfDay(addDays(day, 1), workspace.timeZone))
        return { daysAgo: ago, day, matches: null, of: null, sample: [] }
      const rows = await factsAsOf(events, workspace, { catalogue, facts: [...new Set([presence, ...needed])], day })
      const then = [...rows].filter(([, row]) => (row[presence] ?? null) !== null)
      const moment = { today: day, currency: workspace.currency, timeZone: workspace.timeZone }
      const matching = then.filter(([, row]) => holds((key) => row[key] ?? null, moment))
      const sample = matching.slice(0, sampleSize).map(([id, row]) => ({ id, name: String(row[presence]) }))
      return { daysAgo: ago, day, matches: matching.length, of: then.length, sample }
    }),
  )
}

/** From when on a question about these facts can be answered, milliseconds since 1970; null: nothing is kept yet. */
export async function knownFrom(
  events: EventStore,
  workspaceId: WorkspaceId,
  catalogue: Catalogue,
  facts: readonly string[],
): Promise<number | null> {
  const begins = await historyBegins(events, workspaceId)
  const later = facts.flatMap((key) => catalogue.get(key)?.keptFrom ?? []).map((instant) => Date.parse(instant))
  return begins === null ? null : Math.max(begins, ...later)
}
