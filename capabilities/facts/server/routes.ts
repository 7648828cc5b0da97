import { implement } from '@orpc/server'
import { toBuilder } from '#capabilities/facts/core/condition/builder.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { complete } from '#capabilities/facts/core/condition/complete.ts'
import { explain } from '#capabilities/facts/core/condition/explain.ts'
import { print } from '#capabilities/facts/core/condition/print.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { seenClauses, seenFact } from '#capabilities/facts/core/seen.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { factsContract } from '../contract.ts'
import { weightiest } from '../core/changes.ts'
import { countMatches, countPast, namesNow } from './match.ts'
import { changesSince, factHistory, startOfDay } from './past.ts'
import { pastReach } from './pastGround.ts'
import { conditionOf, examples, factsOfAccount, momentOf, mustExist, shownValue } from './read.ts'
import { pastRoutes } from './rebuild/routes.ts'
import { segmentRoutes } from './segmentRoutes.ts'
import { factCatalogue } from './system.ts'
import type { TellUses } from './uses.ts'
import { presentOverview } from './overviewPresent.ts'

const router = implement(factsContract).$context<CallContext>()

/** Days of history that a chart shows where nobody says from when. */
const usualSpan = 365

/** The routes of facts; `uses` tell what of the capabilities above asks about them. */
export const factsRoutes = (uses: readonly TellUses[]) =>
  router.router({
    overview: router.overview.handler(({ context }) => context.transaction((tx) => presentOverview(tx, context, uses))),
    catalogue: router.catalogue.handler(({ context }) =>
      context.transaction(async (tx) => {
        const catalogue = await factCatalogue(tx, context.caller.workspace)
        const seen = await examples(tx, context, catalogue)
        const facts = catalogue.all.map((fact) => ({ ...fact, examples: seen.get(fact.key) ?? [] }))
        return { facts }
      }),
    ),
    ofAccount: router.ofAccount.handler(({ context, input }) =>
      context.transaction(async (tx) => {
        const catalogue = await factCatalogue(tx, context.caller.workspace)
        const asOf = (input.asOf ?? context.today()) as Day
        const then = await factsOfAccount(tx, context, { catalogue, account: input.id as AccountId, asOf })
        const moment = momentOf(context, then.today)
        const value = (fact: FactDefinition) => shownValue(fact, (key) => then.row[key] ?? null, moment)
        const facts = catalogue.all.map((fact) => seenFact(catalogue, fact.key, value(fact)))
        return { asOf, facts, past: then.past }
      }),
    ),
    history: router.history.handler(async ({ context, input }) => {
      const account = input.id as AccountId
      const { workspace, workspaceId } = context.caller
      const fact = await context.transaction(async (tx) => {
        await mustExist(tx, workspaceId, account)
        return (await factCatalogue(tx, workspace)).get(input.key)
      })
      if (!fact || fact.derived) throw notFound()
      const from = startOfDay((input.from ?? addDays(context.today(), -usualSpan)) as Day, workspace.timeZone)
      const known = await factHistory(context.events, workspaceId, { fact, accounts: [account], from })
      const shown = (known.get(account) ?? []).map(({ at, value }) => ({ at: new Date(at).toISOString(), value }))
      return { fact, known: shown }
    }),
    changes: router.changes.handler(async ({ context, input }) => {
      const account = input.id as AccountId
      const catalogue = await context.transaction(async (tx) => {
        await mustExist(tx, context.caller.workspaceId, account)
        return factCatalogue(tx, context.caller.workspace)
      })
      const since = Date.parse(input.since)
      const changes = await changesSince(context.events, context.caller.workspaceId, { catalogue, account, since })
      return {
        changes: weightiest(changes, catalogue).map(({ fact, at, before, after }) => ({
          at: new Date(at).toISOString(),
          before: seenFact(catalogue, fact, before),
          after: seenFact(catalogue, fact, after),
        })),
      }
    }),
    past: pastRoutes,
    segments: segmentRoutes(uses),
    conditions: {
      check: router.conditions.check.handler(({ context, input }) =>
        context.transaction(async (tx) => {
          const catalogue = await factCatalogue(tx, context.caller.workspace)
          const read = readCondition(input.condition, catalogue)
          if (!read.ok) return { ok: false, errors: read.error, canonical: null, facts: [], builder: null }
          const builder = toBuilder(read.value)
          return { ok: true, errors: [], canonical: print(read.value), facts: factsOf(read.value), builder }
        }),
      ),
      count: router.conditions.count.handler(({ context, input }) =>
        context.transaction(async (tx) => {
          const { workspace } = context.caller
          const moment = momentOf(context)
          const { catalogue, condition } = await conditionOf(tx, context, input.condition)
          const now = await countMatches(tx, workspace.id, condition, moment)
          if (!input.past) return { ...now, past: [] }
          const reach = await pastReach(tx, context.events, workspace)
          const names = (accounts: readonly AccountId[]) => namesNow(tx, workspace.id, accounts)
          const asked = { catalogue, today: moment.today, daysAgo: [30, 90], reach, namesNow: names }
          return { ...now, past: await countPast(context.events, workspace, condition, asked) }
        }),
      ),
      explain: router.conditions.explain.handler(({ context, input }) =>
        context.transaction(async (tx) => {
          const { catalogue, condition } = await conditionOf(tx, context, input.condition)
          const asOf = (input.asOf ?? context.today()) as Day
          const then = await factsOfAccount(tx, context, { catalogue, account: input.accountId as AccountId, asOf })
          const moment = momentOf(context, then.today)
          const seen = explain(condition, catalogue, (key) => then.row[key] ?? null, moment)
          return { held: seen.held, canonical: seen.text, asOf: moment.today, clauses: seenClauses(seen, catalogue) }
        }),
      ),
      complete: router.conditions.complete.handler(({ context, input }) =>
        context.transaction(async (tx) => {
          const catalogue = await factCatalogue(tx, context.caller.workspace)
          return complete(input.condition, Math.min(input.offset, input.condition.length), catalogue)
        }),
      ),
    },
  })
