import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { factCatalogue, factColumn } from '#capabilities/facts/server/index.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { studyRoutes as contract } from '../contract/study.ts'
import { isStudied, type Life, study } from '../core/study/study.ts'

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
})
