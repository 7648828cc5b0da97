import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { addDays, type Day } from '#kernel/day.ts'
import { areaUnderCurve, type Discrimination, discrimination, lossesMissing } from '../proof/auc.ts'
import { type Calibration, calibration } from '../proof/calibration.ts'
import { type Decile, deciles } from '../proof/deciles.ts'
import type { Judged } from '../proof/judged.ts'
import { type Example, fitLogistic, type Logistic, probability } from '../proof/logistic.ts'
import { splitInTime } from '../proof/split.ts'
import { type Feature, featuresOf, type Known, valuesOf } from './features.ts'
import { growTrees, probabilityByTrees, type Trees } from './trees.ts'

/** A customer at the end of a month, and whether it was lost within the time looked ahead. */
export type Sample = Known & { readonly account: number; readonly lost: boolean }

/** What says how likely a loss is: a model, and the line that makes its log odds come true (Platt 1999). */
export type RiskModel = {
  readonly features: readonly Feature[]
  /** What it sees of some of those it was learnt from, spread over all months: whom a customer is set against. */
  readonly others: readonly (readonly number[])[]
  readonly learned:
    | { readonly kind: 'logistic'; readonly model: Logistic }
    | { readonly kind: 'trees'; readonly model: Trees }
  readonly slope: number
  readonly shift: number
}

/** A fact that tells losses from the rest too well to have been known before: it most likely was written down after them. */
export type Leak = { readonly fact: string; readonly auc: number }

export type Trained = {
  /** How many more losses are needed before a model says anything; 0: enough. */
  readonly missing: number
  readonly model: RiskModel | null
  /** How it did on months later than all it was fitted to; null without a model. */
  readonly proof: {
    readonly from: Day
    readonly to: Day
    readonly judged: number
    readonly lost: number
    readonly discrimination: Discrimination
    readonly calibration: Calibration
    readonly deciles: readonly Decile[]
    /** AUC of each way that was tried, on the months held back from the fitting months. */
    readonly tried: readonly { readonly kind: string; readonly auc: number }[]
  } | null
  readonly leaks: readonly Leak[]
}

/** Above this no fact known beforehand tells losses from the rest; models of others on such data reach 0.6 to 0.85. */
const tooGood = 0.93

/** Customers that a model keeps to set others against. */
const othersAtMost = 50

type Way = { kind: string; fit: (examples: readonly Example[]) => RiskModel['learned'] }
const ways: readonly Way[] = [
  { kind: 'logistic', fit: (examples) => ({ kind: 'logistic', model: fitLogistic(examples, 30) }) },
  { kind: 'trees', fit: (examples) => ({ kind: 'trees', model: growTrees(examples) }) },
]

/**
 * Learns from a company's own past, forward in time: ways are chosen and calibrated on months later than those they were
 * fitted to, and proven on months later than both; what followed a fitted month was known before the proven one began.
 * The model for use is then fitted to all months. `random` draws the interval.
 */
export function trainRisk(
  samples: readonly Sample[],
  facts: readonly FactDefinition[],
  { horizon, random }: { horizon: number; random: () => number },
): Trained {
  const days = [...new Set(samples.map(({ day }) => day))].sort()
  const lost = new Set(samples.filter((one) => one.lost).map(({ account }) => account)).size
  const share = samples.filter((one) => one.lost).length / Math.max(1, samples.length)
  const missing = lossesMissing(lost, Math.max(share, 0.01))
  const nothing = { missing, model: null, proof: null }
  const leaks = findLeaks(samples, facts)
  const parts = splitInTime(days, horizon)
  if (missing > 0 || !parts) return { ...nothing, leaks }
  const sound = facts.filter(({ key }) => !leaks.some((leak) => leak.fact === key))
  const within = (from: readonly Day[]) => samples.filter(({ day }) => from.includes(day))
  const [early, middle, late] = [within(parts.early), within(parts.middle), within(parts.late)]
  if (![early, middle, late].every(tellsApart)) return { ...nothing, leaks }
  const tried = ways.map((way) => {
    const model = raw(way, early, sound)
    return { way, model, auc: areaUnderCurve(judgedBy(model, middle, sound)) }
  })
  const best = tried.reduce((one, other) => (other.auc > one.auc ? other : one))
  const line = platt(best.model, middle, sound)
  const before = [...early, ...middle].filter(({ day }) => addDays(day, horizon) <= parts.late[0]!)
  const proven = { ...raw(best.way, before, sound), ...line }
  const judged = judgedBy(proven, late, sound)
  return {
    missing: 0,
    model: { ...raw(best.way, samples, sound), ...line },
    proof: {
      from: parts.late[0]!,
      to: parts.late.at(-1)!,
      judged: judged.length,
      lost: new Set(late.filter((one) => one.lost).map(({ account }) => account)).size,
      discrimination: discrimination(judged, random, 300),
      calibration: calibration(judged),
      deciles: deciles(judged),
      tried: tried.map(({ way, auc }) => ({ kind: way.kind, auc })),
    },
    leaks,
  }
}

/** The probability of loss of a customer, as a model says it. */
export function riskOf(model: RiskModel, definitions: ReadonlyMap<string, FactDefinition>, known: Known): number {
  return riskOfValues(model, valuesOf(model.features, definitions, known))
}

/** The same of what a model sees of a customer. */
export function riskOfValues({ learned, slope, shift }: RiskModel, values: readonly number[]): number {
  const risk =
    learned.kind === 'logistic' ? probability(learned.model, values) : probabilityByTrees(learned.model, values)
  return 1 / (1 + Math.exp(-(slope * logOdds(risk) + shift)))
}

const logOdds = (risk: number) => Math.log(Math.max(risk, 1e-9) / Math.max(1 - risk, 1e-9))

/** Facts that alone tell losses from the rest too well, by what they are worth and by whether they are there at all. */
export function findLeaks(samples: readonly Sample[], facts: readonly FactDefinition[]): Leak[] {
  if (!tellsApart(samples)) return []
  const definitions = new Map(facts.map((fact) => [fact.key, fact]))
  return facts.flatMap((fact) => {
    const worths = featuresOf([fact], samples).map((feature) => {
      const auc = areaUnderCurve(
        samples.map((one) => ({
          risk: valuesOf([feature], definitions, one)[0]!,
          lost: one.lost,
          account: one.account,
        })),
      )
      return Math.max(auc, 1 - auc)
    })
    const auc = Math.max(0, ...worths)
    return auc >= tooGood ? [{ fact: fact.key, auc }] : []
  })
}

const tellsApart = (samples: readonly Sample[]) => samples.some(({ lost }) => lost) && samples.some(({ lost }) => !lost)

function raw(way: Way, samples: readonly Sample[], facts: readonly FactDefinition[]): RiskModel {
  const features = featuresOf(facts, samples)
  const examples = examplesOf(features, samples, facts)
  const count = Math.min(othersAtMost, examples.length)
  const others = Array.from(
    { length: count },
    (_, i) => examples[Math.floor(((i + 0.5) * examples.length) / count)]!.values,
  )
  return { features, others, learned: way.fit(examples), slope: 1, shift: 0 }
}

function examplesOf(
  features: readonly Feature[],
  samples: readonly Sample[],
  facts: readonly FactDefinition[],
): Example[] {
  const definitions = new Map(facts.map((fact) => [fact.key, fact]))
  return samples.map((one) => ({ values: valuesOf(features, definitions, one), lost: one.lost }))
}

function judgedBy(model: RiskModel, samples: readonly Sample[], facts: readonly FactDefinition[]): Judged[] {
  const definitions = new Map(facts.map((fact) => [fact.key, fact]))
  return samples.map((one) => ({ risk: riskOf(model, definitions, one), lost: one.lost, account: one.account }))
}

/** The line over the log odds under which what was said came true, on months the model was not fitted to. */
function platt(model: RiskModel, samples: readonly Sample[], facts: readonly FactDefinition[]) {
  const examples = judgedBy(model, samples, facts).map(({ risk, lost }) => ({ values: [logOdds(risk)], lost }))
  const { weights, means, deviations, intercept } = fitLogistic(examples, 1)
  const slope = deviations[0]! > 0 ? weights[0]! / deviations[0]! : 0
  return slope > 0 ? { slope, shift: intercept - slope * means[0]! } : { slope: 0, shift: intercept - 0 }
}
