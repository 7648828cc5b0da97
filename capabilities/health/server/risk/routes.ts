import { implement } from '@orpc/server'
import { accountFacts, factCatalogue } from '#capabilities/facts/server/index.ts'
import { seenFact } from '#capabilities/facts/core/seen.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { riskRoutes as contract } from '#capabilities/health/contract/risk.ts'
import { reasonsOf, riskOf, usualRisk } from '#capabilities/health/core/risk/train.ts'
import { askToLearn } from './job.ts'
import { newestRisk } from './models.ts'

const router = implement(contract).$context<CallContext>()

/** Reasons told at most. */
const mostReasons = 6

/** The risk model over HTTP. */
export const riskRoutes = router.router({
  find: router.find.handler(({ context }) =>
    context.transaction(async (tx) => {
      const risk = await newestRisk(tx, context.caller.workspaceId)
      if (!risk) return { card: null }
      const catalogue = await factCatalogue(tx, context.caller.workspace)
      const { card, horizon, trainedAt, model } = risk
      const leaks = card.leaks.map(({ fact, auc }) => ({
        key: fact,
        label: catalogue.get(fact)?.label ?? { ja: fact, en: fact },
        auc,
      }))
      const proof = card.proof && {
        ...card.proof,
        calibration: { ...card.proof.calibration, bins: [...card.proof.calibration.bins] },
        tried: [...card.proof.tried],
      }
      const { from, to, samples, missing } = card
      const kind = model?.learned.kind ?? null
      return {
        card: { trainedAt: trainedAt.toISOString(), horizon, from, to, samples, missing, kind, proof, leaks },
      }
    }),
  ),
  learn: router.learn.handler(async ({ context }) => {
    const { workspaceId, personId } = context.caller
    await context.transaction((tx) => askToLearn(tx, context.queue, workspaceId, personId))
    return { asked: true as const }
  }),
  ofAccount: router.ofAccount.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const { workspace, workspaceId } = context.caller
      const facts = await accountFacts(tx, workspace, input.id as AccountId, context.today())
      const risk = await newestRisk(tx, workspaceId)
      if (!risk?.model || !risk.card.proof || facts.value('contract.state') !== 'active') return { risk: null }
      const { catalogue } = facts
      const definitions = new Map(catalogue.all.map((fact) => [fact.key, fact]))
      const known = { day: context.today(), value: facts.value }
      const reasons = reasonsOf(risk.model, definitions, known).slice(0, mostReasons)
      return {
        risk: {
          percent: percent(riskOf(risk.model, definitions, known)),
          usual: percent(usualRisk(risk.model)),
          horizon: risk.horizon,
          trainedAt: risk.trainedAt.toISOString(),
          auc: risk.card.proof.discrimination.auc,
          reasons: reasons.map(({ fact, points }) => ({
            points: percent(points),
            seen: seenFact(catalogue, fact, facts.value(fact)),
          })),
        },
      }
    }),
  ),
})

const percent = (share: number) => Math.round(share * 1000) / 10
