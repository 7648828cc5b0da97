import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import type { Derivation, Derive, DerivePage, EarlyPage } from '#capabilities/facts/server/index.ts'
import { riskOf } from '#capabilities/health/core/risk/train.ts'
import { newestRisk, type StoredRisk } from './models.ts'

/** How likely a customer is lost, as the workspace's own model says it. */
export const riskFacts: readonly FactDefinition[] = [
  {
    key: 'risk.churn_90d',
    type: 'percent',
    owner: 'health',
    unit: 'percent',
    label: { ja: '解約の確率(90日)', en: 'Probability of churn, 90 days' },
    help: {
      ja: '自社の過去の解約から学んだもの。解約の記録が足りないうちは空',
      en: 'Learnt from losses of the company’s own; empty while there are too few',
    },
  },
]

/** The probability of loss of every customer that has a contract, by the newest model. */
export const riskDerivation: Derivation = { name: 'risk', definitions: riskFacts, prepare }

async function prepare(page: EarlyPage): Promise<Derive> {
  const risk = await newestRisk(page.tx, page.workspace.id)
  return async (derived) => {
    if (risk?.model) sayAll(derived, risk)
  }
}

function sayAll({ accounts, catalogue, today, read, set }: DerivePage, { model }: StoredRisk): void {
  const definitions = new Map(catalogue.all.map((fact) => [fact.key, fact]))
  for (const account of accounts) {
    if (read(account, 'contract.state') !== 'active') continue
    const risk = riskOf(model!, definitions, { day: today, value: (key) => read(account, key) })
    set(account, 'risk.churn_90d', Math.round(risk * 1000) / 10)
  }
}
