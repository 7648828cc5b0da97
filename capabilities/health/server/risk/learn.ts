import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { facts, rebuiltFacts } from '#capabilities/facts/server/index.ts'
import type { ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Losses } from '#capabilities/health/core/proof/backTest.ts'
import { lossAfter } from '#capabilities/health/core/proof/backTest.ts'
import { drawsFrom } from '#capabilities/health/core/proof/draws.ts'
import { tenureOf } from '#capabilities/health/core/proof/tenure.ts'
import { ratesOf, type Stood } from '#capabilities/health/core/risk/rates.ts'
import { type Sample, trainRisk, type Trained } from '#capabilities/health/core/risk/train.ts'
import { accumulating, type Level, levelOf } from '#capabilities/health/core/study/levels.ts'
import { readCards } from '../cards.ts'
import { pastCustomers, storedBehind } from '../pastCustomers.ts'
import { type PastOf, readPastGround } from '../pastGround.ts'
import { factsReadBy, scorer } from '../scorer.ts'
import type { RiskCard } from './models.ts'

/** What tells of the loss itself, or of what this model is to say. */
const outcomes = new Set(['contract.state', 'contract.churned_on'])

/**
 * Learns from the past of a workspace how likely a customer is lost within the horizon, forward in time. Only facts with
 * dates of their own take part: what is written without one may have been written after the loss. The same look back tells
 * plain rates of loss, for where no model can be learnt, and the levels at which customers left.
 */
export async function learnRisk(of: PastOf): Promise<Trained & RiskCard> {
  const { database, events, workspace, horizon } = of
  const { catalogue, days, losses } = await readPastGround(of, false)
  const cards = await database.workspace(workspace.id, (tx) => readCards(tx, workspace.id))
  const past = { events, workspace, catalogue, days }
  const asked = riskFacts(catalogue)
  const piling = Object.keys(accumulating).filter((key) => catalogue.get(key))
  const read = [...asked.map(({ key }) => key), ...factsReadBy(cards, catalogue), ...piling, 'contract.started_on']
  const score = scorer(cards, past)
  const samples: Sample[] = []
  const stood: Stood[] = []
  const left = lastSights(piling, losses)
  const numbers = new Map<AccountId, number>()
  for await (const then of pastCustomers(past, storedBehind(past, read).stored)) {
    const { day, customers } = then
    const scores = score(then)
    customers.forEach(({ account, value }, at) => {
      const outcome = outcomeOf(losses, account, day, horizon, numbers)
      const tenure = tenureOf(value('contract.started_on') as Day | null, day)
      samples.push({ day, value, ...outcome })
      stood.push({ grade: scores[at]?.health.grade ?? 'unknown', tenure, ...outcome })
      left.see(account, value, outcome.lost)
    })
  }
  const trained = trainRisk(samples, asked, { horizon, random: drawsFrom(horizon) })
  const span = { from: days[0]?.day ?? null, to: days.at(-1)?.day ?? null, samples: samples.length }
  return { ...trained, ...span, rates: ratesOf(stood), levels: left.levels(drawsFrom(horizon)) }
}

/** Of each customer the values at its last month's end: before it left, or, of one that never left, the last there is. */
function lastSights(keys: readonly string[], losses: Losses) {
  const last = new Map<AccountId, { lost: boolean; values: (number | null)[] }>()
  return {
    see: (account: AccountId, value: ReadFact, lost: boolean) => {
      if (!lost && losses.has(account)) return
      const values = keys.map((fact) => {
        const known = value(fact)
        return typeof known === 'number' ? known : null
      })
      last.set(account, { lost, values })
    },
    levels: (random: () => number): Level[] =>
      keys.map((fact, at) => {
        const of = (lost: boolean) =>
          [...last.values()].flatMap((one) => (one.lost === lost ? (one.values[at] ?? []) : []))
        return levelOf(fact, { lost: of(true), stayed: of(false) }, random)
      }),
  }
}

/** The facts a model may look at. */
export function riskFacts(catalogue: Catalogue): FactDefinition[] {
  const told = rebuiltFacts(facts())
  return catalogue.all.filter(({ key }) => told.has(key) && !outcomes.has(key))
}

function outcomeOf(
  losses: Losses,
  account: AccountId,
  day: Sample['day'],
  horizon: number,
  numbers: Map<AccountId, number>,
) {
  if (!numbers.has(account)) numbers.set(account, numbers.size)
  return { account: numbers.get(account)!, lost: lossAfter(losses, { account, day }, horizon) !== null }
}
