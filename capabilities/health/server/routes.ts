import { implement } from '@orpc/server'
import { accountFacts, factCatalogue } from '#capabilities/facts/server/index.ts'
import { type AccountId, isId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { healthContract } from '../contract.ts'
import { cardRoutes } from './cardRoutes.ts'
import { readCards } from './cards.ts'
import { scoreHistory } from './history.ts'
import { proofRoutes } from './proofRoutes.ts'
import { riskRoutes } from './risk/routes.ts'
import { onAccount } from './onAccount.ts'
import { overrideRoutes } from './overrideRoutes.ts'
import { studyRoutes } from './studies.ts'
import { addPulse, readPulses, removePulse } from './pulses.ts'
import { scoreTrends } from './trends.ts'
import { touchRoutes } from './touchRoutes.ts'
import { presentWhy, shownScorecard } from './whyPresent.ts'
import { readWhy } from './whyRead.ts'

const os = implement(healthContract).$context<CallContext>()

/** What health answers over HTTP. */
export const healthRoutes = os.router({
  risk: riskRoutes,
  studies: studyRoutes,
  why: os.why.handler(({ context, input }) =>
    onAccount(context, input.id, async (tx, accountId) => {
      const { workspace } = context.caller
      const facts = await accountFacts(tx, workspace, accountId, context.today())
      const parts = await readWhy({ tx, events: context.events, workspace, accountId, facts })
      if (!parts) throw notFound()
      return presentWhy(parts, context.now())
    }),
  ),
  history: os.history.handler(({ context, input }) =>
    onAccount(context, input.id, async (tx, account) => {
      const { workspace } = context.caller
      const catalogue = await factCatalogue(tx, workspace)
      const asked = { events: context.events, workspace, catalogue, account, today: context.today(), days: input.days }
      return { points: await scoreHistory(asked) }
    }),
  ),
  trends: os.trends.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const { workspace } = context.caller
      const accounts = input.ids.split(',').filter(isId).slice(0, 200) as AccountId[]
      const catalogue = await factCatalogue(tx, workspace)
      const asked = { events: context.events, workspace, catalogue, accounts, today: context.today(), days: input.days }
      return { trends: await scoreTrends(asked) }
    }),
  ),
  scorecards: os.scorecards.handler(({ context }) =>
    context.transaction(async (tx) => {
      const cards = await readCards(tx, context.caller.workspaceId)
      const catalogue = await factCatalogue(tx, context.caller.workspace)
      return { scorecards: cards.map((card) => shownScorecard(card, catalogue)) }
    }),
  ),
  cards: cardRoutes,
  overrides: overrideRoutes,
  touch: touchRoutes,
  ...proofRoutes,
  pulses: {
    list: os.pulses.list.handler(({ context, input }) =>
      onAccount(context, input.id, async (tx, account) => ({
        pulses: await readPulses(tx, context.caller.workspaceId, account),
      })),
    ),
    add: os.pulses.add.handler(({ context, input }) =>
      onAccount(context, input.id, (tx, account) => addPulse(tx, context, account, input)),
    ),
    remove: os.pulses.remove.handler(({ context, input }) =>
      onAccount(context, input.id, async (tx, account) => {
        await removePulse(tx, context, account, input.pulseId)
        return { removed: true as const }
      }),
    ),
  },
})
