import { implement } from '@orpc/server'
import { accountFacts, factCatalogue } from '#capabilities/facts/server/index.ts'
import type { ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import { seenFact } from '#capabilities/facts/core/seen.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { riskRoutes as contract } from '#capabilities/health/contract/risk.ts'
import { tenureOf } from '#capabilities/health/core/proof/tenure.ts'
import { type Rate, rateFor, type Rates } from '#capabilities/health/core/risk/rates.ts'
import { reasonsOf, usualRisk } from '#capabilities/health/core/risk/reasons.ts'
import { riskOf } from '#capabilities/health/core/risk/train.ts'
import type { Grade } from '#capabilities/health/core/words.ts'
import { askToLearn } from './job.ts'
import { newestRisk, type StoredRisk } from './models.ts'

const router = implement(contract).$context<CallContext>()

/** Reasons told at most. */
const mostReasons = 6

/** The risk model over HTTP. */
export const riskRoutes = router.router({
  find: router.find.handler(({ context }) =>
    context.transaction(async (tx) => {
      const risk = await newestRisk(tx, context.caller.workspaceId)
      if (!risk) return { card: null, rates: null }
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
        rates: model ? null : shownRates(card.rates, horizon),
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
      if (!risk || facts.value('contract.state') !== 'active') return { risk: null, rate: null }
      if (!risk.model || !risk.card.proof)
        return { risk: null, rate: rateOfAccount(risk, facts.value, context.today()) }
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
        rate: null,
      }
    }),
  ),
})

const percent = (share: number) => Math.round(share * 1000) / 10

const shownRate = ({ accounts, lost, share, low, high }: Rate) => ({
  accounts,
  lost,
  percent: percent(share),
  low: percent(low),
  high: percent(high),
})

function shownRates(rates: Rates | undefined, days: number) {
  if (!rates?.all) return null
  return {
    days,
    all: shownRate(rates.all),
    grades: rates.grades.map(({ grade, ...rate }) => ({ grade, ...shownRate(rate) })),
    cells: rates.cells.map(({ grade, tenure, ...rate }) => ({ grade, tenure, ...shownRate(rate) })),
  }
}

function rateOfAccount({ card, horizon }: StoredRisk, value: ReadFact, today: Day) {
  const grade = (value('health.grade') as Grade | null) ?? 'unknown'
  const tenure = tenureOf(value('contract.started_on') as Day | null, today)
  const found = card.rates ? rateFor(card.rates, { grade, tenure }) : null
  return found && { ...shownRate(found.rate), days: horizon, alike: found.alike, grade, tenure }
}
