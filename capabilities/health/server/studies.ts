import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { accountFacts, factCatalogue, factColumn } from '#capabilities/facts/server/index.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { studyRoutes as contract } from '../contract/study.ts'
import { type Level, nearestLevel } from '../core/study/levels.ts'
import { isStudied, type Life, study } from '../core/study/study.ts'
import { newestRisk } from './risk/models.ts'

const router = implement(contract).$context<CallContext>()

type Row = { started: Day; churned: Day | null; value: FactValue; score: number | null }

/** Studies over HTTP: one question, however many accounts. */
export const studyRoutes = router.router({
  find: router.find.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const { workspace } = context.caller
      const catalogue = await factCatalogue(tx, workspace)
      const facts = catalogue.all.filter((fact) => !fact.derived && isStudied(fact))
      const fact = facts.find(({ key }) => key === input.by)
      const [started, churned, score] = ['contract.started_on', 'contract.churned_on', 'health.score'].map((key) =>
        catalogue.get(key),
      )
      if (!fact || !started || !churned || !score) throw notFound()
      const { rows } = await sql<Row>`
        select ${factColumn(started, 'f')} as started, ${factColumn(churned, 'f')} as churned,
          ${factColumn(fact, 'f')} as value, ${factColumn(score, 'f')} as score
        from account_facts f
        where f.workspace_id = ${workspace.id} and ${factColumn(started, 'f')} <= ${context.today()}::date
      `.execute(tx)
      const lives = rows.map(
        (row): Life => ({ startOn: row.started, lostOn: row.churned, value: row.value, score: row.score }),
      )
      const found = study(lives, fact, context.today())
      const groups = found.groups.map(({ kept, ...group }) => ({ ...group, kept: [...kept] }))
      return { ...found, groups, fact, facts, customers: lives.length }
    }),
  ),
  levels: router.levels.handler(({ context }) =>
    context.transaction(async (tx) => {
      const risk = await newestRisk(tx, context.caller.workspaceId)
      const catalogue = await factCatalogue(tx, context.caller.workspace)
      const levels = (risk?.card.levels ?? []).flatMap(({ fact, ...level }) => {
        const definition = catalogue.get(fact)
        return definition ? [{ fact: definition, ...level }] : []
      })
      return { learntAt: risk?.card.levels ? risk.trainedAt.toISOString() : null, levels: levels.sort(clearestFirst) }
    }),
  ),
  nearest: router.nearest.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const { workspace, workspaceId } = context.caller
      const facts = await accountFacts(tx, workspace, input.id as AccountId, context.today())
      const levels = (await newestRisk(tx, workspaceId))?.card.levels ?? []
      if (facts.value('contract.state') !== 'active') return { nearest: null }
      const nearest = nearestLevel(levels, (fact) => {
        const value = facts.value(fact)
        return typeof value === 'number' ? value : null
      })
      const fact = nearest && facts.catalogue.get(nearest.fact)
      const level = levels.find((one) => one.fact === nearest?.fact)
      if (!nearest || !fact || !level?.found) return { nearest: null }
      return { nearest: { ...nearest, fact, worse: level.worse, lost: level.found.lost.customers } }
    }),
  ),
})

type Told = { found: Level['found']; missing: number }

/** What parts those who left from those who stayed most clearly first. */
function clearestFirst(a: Told, b: Told): number {
  return (b.found?.auc ?? 0) - (a.found?.auc ?? 0) || a.missing - b.missing
}
