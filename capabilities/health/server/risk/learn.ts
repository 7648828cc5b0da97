import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { facts, rebuiltFacts } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Losses } from '#capabilities/health/core/proof/backTest.ts'
import { lossAfter } from '#capabilities/health/core/proof/backTest.ts'
import { drawsFrom } from '#capabilities/health/core/proof/draws.ts'
import { type Sample, trainRisk, type Trained } from '#capabilities/health/core/risk/train.ts'
import type { RiskCard } from './models.ts'
import { pastCustomers } from '../pastCustomers.ts'
import { type PastOf, readPastGround } from '../pastGround.ts'

/** What tells of the loss itself, or of what this model is to say. */
const outcomes = new Set(['contract.state', 'contract.churned_on'])

/**
 * Learns from the past of a workspace how likely a customer is lost within the horizon, forward in time. Only facts with
 * dates of their own take part: what is written without one may have been written after the loss.
 */
export async function learnRisk(of: PastOf): Promise<Trained & RiskCard> {
  const { events, workspace, horizon } = of
  const { catalogue, days, losses } = await readPastGround(of, false)
  const asked = riskFacts(catalogue)
  const stored = asked.filter((fact) => !fact.derived).map((fact) => fact.key)
  const samples: Sample[] = []
  const numbers = new Map<AccountId, number>()
  for await (const { day, customers } of pastCustomers({ events, workspace, catalogue, days }, stored))
    for (const { account, value } of customers)
      samples.push({ day, value, ...outcomeOf(losses, account, day, horizon, numbers) })
  const trained = trainRisk(samples, asked, { horizon, random: drawsFrom(horizon) })
  return { ...trained, from: days[0]?.day ?? null, to: days.at(-1)?.day ?? null, samples: samples.length }
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
