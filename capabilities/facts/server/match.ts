import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { evaluator, type Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import { type Condition, factsOf } from '#capabilities/facts/core/condition/tree.ts'
import { groundOf, type PastGround } from '#capabilities/facts/core/pastGround.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import { idArray } from './arrayText.ts'
import { conditionSql } from './conditionSql.ts'
import { factsOn, type PastReach, presence, reachOf, untoldFacts } from './pastGround.ts'

type Sample = { id: AccountId; name: string }[]
export type Matches = { matches: number; of: number; sample: Sample }

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

/**
 * The same question asked as of the end of a past day; `matches` is null where nothing reaches it, or its facts can't be
 * told of it.
 */
export type PastMatches = {
  daysAgo: number
  day: Day
  ground: PastGround
  matches: number | null
  of: number | null
  /** Facts of the condition that can't be told of that day. */
  untold: string[]
  /** Under the names they had; of a month end, which keeps no names, under those they have. */
  sample: Sample
}

const sampleSize = 5

/** How many accounts a condition held for on past days, by what was known then or was worked out of the month end before. */
export async function countPast(
  events: EventStore,
  workspace: { id: WorkspaceId; timeZone: string; currency: string },
  condition: Condition,
  asked: {
    catalogue: Catalogue
    today: Day
    daysAgo: readonly number[]
    reach: PastReach
    namesNow: (accounts: readonly AccountId[]) => Promise<Sample>
  },
): Promise<PastMatches[]> {
  const { catalogue, today, daysAgo, reach } = asked
  const needed = factsOf(condition).filter((key) => !catalogue.get(key)?.derived)
  const known = reachOf(reach, catalogue, needed, workspace.timeZone)
  const holds = evaluator(condition)
  return Promise.all(
    daysAgo.map(async (ago) => {
      const day = addDays(today, -ago)
      const ground = groundOf(day, known)
      const untold = ground.on === null ? [] : untoldFacts(catalogue, needed, { ground, timeZone: workspace.timeZone })
      const answer = { daysAgo: ago, day, ground, untold }
      if (ground.on === null || ground.from === 'nothing' || untold.length > 0)
        return { ...answer, matches: null, of: null, sample: [] }
      const there = presence[ground.from]
      const facts = [...new Set([there, ...needed])]
      const rows = await factsOn(events, workspace, { catalogue, facts, ground })
      const then = [...rows].filter(([, row]) => (row[there] ?? null) !== null)
      const moment = { today: ground.on, currency: workspace.currency, timeZone: workspace.timeZone }
      const matching = then.filter(([, row]) => holds((key) => row[key] ?? null, moment))
      const shown = matching.slice(0, sampleSize).map(([id, row]) => ({ id, name: String(row[there]) }))
      const sample = ground.from === 'history' ? shown : await asked.namesNow(shown.map(({ id }) => id))
      return { ...answer, matches: matching.length, of: then.length, sample }
    }),
  )
}

/** The names that accounts have now; those that are gone are left out. */
export async function namesNow(tx: Tx, workspaceId: WorkspaceId, accounts: readonly AccountId[]): Promise<Sample> {
  const { rows } = await sql<Sample[number]>`
    select id, name from accounts where workspace_id = ${workspaceId} and id = any(${idArray(accounts)})
  `.execute(tx)
  return rows
}
