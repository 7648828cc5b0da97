import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { drawsFrom } from '../proof/draws.ts'
import { type Known, valuesOf } from './features.ts'
import { type RiskModel, riskOfValues } from './train.ts'

/** The mean probability of loss of the customers that others are set against. */
export function usualRisk(model: RiskModel): number {
  return model.others.reduce((sum, values) => sum + riskOfValues(model, values), 0) / model.others.length
}

/** How often each of the others is walked to: once in an order of facts drawn by lot, once in its reverse. */
const orders = 2

/**
 * What makes one customer's risk differ from the usual one, by fact, in probability: the largest first, all together
 * exactly the difference. From each of the others this customer's facts are taken over one by one in an order drawn by
 * lot, and what each step changes is counted for its fact: the Shapley values by sampling of Štrumbelj & Kononenko
 * (2014), in orders and their reverses. The same for the same customer at every look.
 */
export function reasonsOf(
  model: RiskModel,
  definitions: ReadonlyMap<string, FactDefinition>,
  known: Known,
): { fact: string; points: number }[] {
  const own = valuesOf(model.features, definitions, known)
  const facts = [...new Set(model.features.map(({ fact }) => fact))]
  const placesOf = new Map(
    facts.map((fact) => [fact, model.features.flatMap((feature, at) => (feature.fact === fact ? [at] : []))]),
  )
  const points = new Map(facts.map((fact) => [fact, 0]))
  const draw = drawsFrom(own.length)
  for (const other of model.others) {
    const order = shuffled(facts, draw)
    for (const way of [order, order.toReversed()]) {
      const values = [...other]
      let before = riskOfValues(model, values)
      for (const fact of way) {
        for (const at of placesOf.get(fact)!) values[at] = own[at]!
        const after = riskOfValues(model, values)
        points.set(fact, points.get(fact)! + (after - before) / (orders * model.others.length))
        before = after
      }
    }
  }
  return [...points]
    .map(([fact, amount]) => ({ fact, points: amount }))
    .filter((one) => Math.abs(one.points) >= 0.001)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
}

function shuffled(facts: readonly string[], draw: () => number): string[] {
  const order = [...facts]
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1))
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}
