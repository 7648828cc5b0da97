import type { z } from 'zod'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { sayCondition } from '#capabilities/facts/core/condition/words.ts'
import { explain } from '#capabilities/facts/core/condition/explain.ts'
import type { FactValue, Label } from '#capabilities/facts/core/fact.ts'
import { sayValue } from '#capabilities/facts/core/say.ts'
import { seenClauses, seenFact } from '#capabilities/facts/core/seen.ts'
import type { whySchema } from '../contract.ts'
import type { scorecardSchema } from '../contract/scorecard.ts'
import { movedBetween } from '../core/compare.ts'
import type { Part } from '../core/contributions.ts'
import { placeAmong } from '../core/curve.ts'
import { liftsOf } from '../core/lift.ts'
import { countedAs } from '../core/override.ts'
import type { Measure } from '../core/scorecard.ts'
import { sentenceOf } from '../core/sentence.ts'
import { dimensionKeys } from '../core/words.ts'
import { type StoredCard, whenOf } from './cards.ts'
import { computedGrade, computedScore } from './computed.ts'
import type { Earlier, WhyParts } from './whyRead.ts'

export type WhyAnswer = z.input<typeof whySchema>

/** How many lifts are told. */
const liftCount = 3

/** Why an account's score is what it is, as the contract shows it. */
export function presentWhy(parts: WhyParts, asOf: Date): WhyAnswer {
  const { accountId, now, facts, pulse, historyAway } = parts
  const override = parts.override && {
    ...parts.override,
    grade: countedAs(now.card.bands, now.score, parts.override).grade,
  }
  const { card, score } = now
  const comparisons = parts.earlier.map((earlier) => presentComparison(parts, earlier))
  const told = {
    score,
    parts: now.parts,
    confidenceNeeded: card.confidenceNeeded,
    override,
    change7: comparisons.find((one) => one.days === 7)?.difference ?? null,
  }
  return {
    accountId,
    asOf: asOf.toISOString(),
    score: score.score,
    sum: score.sum,
    grade: score.grade,
    rawGrade: score.rawGrade,
    confidence: score.confidence,
    confidenceNeeded: card.confidenceNeeded,
    card: presentCard(parts, card),
    dimensions: now.parts.map(({ of, share, contribution, parts: measures }) => ({
      key: of.dimension.key,
      label: of.dimension.label,
      weight: of.dimension.weight,
      share,
      score: of.score,
      contribution,
      measures: measures.map((part) => presentMeasure(parts, part)),
    })),
    comparisons,
    historyAway,
    sentence: sentenceOf(told, (part) => said(parts, part.read.measure.fact, part.read.value)),
    lifts: liftsOf(now.parts, liftCount).map(({ dimension, measure, target, gain }) => ({
      dimension,
      measure: measure.key,
      label: measure.label,
      target: seenFact(facts.catalogue, measure.fact, target),
      gain,
    })),
    pulse,
    override,
  }
}

function said({ facts }: WhyParts, key: string, value: FactValue): Label {
  const fact = facts.catalogue.get(key)
  if (!fact) return { ja: '—', en: '—' }
  const { currency } = facts.moment
  return {
    ja: sayValue(fact, value, { locale: 'ja', currency }),
    en: sayValue(fact, value, { locale: 'en', currency }),
  }
}

function presentCard({ facts }: WhyParts, card: StoredCard): WhyAnswer['card'] {
  const when = card.when === null ? null : whenOf(card.when, facts.catalogue)
  const { id, key, version, label } = card
  const clauses = when ? seenClauses(explain(when, facts.catalogue, facts.value, facts.moment), facts.catalogue) : []
  const say = (locale: 'ja' | 'en') =>
    when && sayCondition(when, facts.catalogue, { locale, currency: facts.moment.currency })
  const [ja, en] = [say('ja'), say('en')]
  return { id, key, version, label, when: card.when, words: ja && en ? { ja, en } : null, clauses }
}

function presentMeasure({ facts, known }: WhyParts, part: Part): WhyAnswer['dimensions'][number]['measures'][number] {
  const { measure, value, state, points, datedOn, peers } = part.read
  const since = known.get(facts.catalogue.get(measure.fact)?.derived?.of ?? measure.fact)
  return {
    key: measure.key,
    label: measure.label,
    seen: seenFact(facts.catalogue, measure.fact, value),
    knownAt: since === undefined ? null : new Date(since).toISOString(),
    datedOn,
    state,
    points,
    weight: measure.weight,
    share: part.share,
    contribution: part.contribution,
    lost: part.lost,
    missing: measure.missing,
    curve: shownCurve(measure),
    place: peers && {
      percentile: placeAmong(peers, value),
      among: peers.size,
      group: peers.group && seenFact(facts.catalogue, peers.group.fact, peers.group.value),
      fellBack: peers.fellBack,
    },
  }
}

function presentComparison(parts: WhyParts, earlier: Earlier): WhyAnswer['comparisons'][number] {
  const { now, facts } = parts
  const { days, since, recorded, scored } = earlier
  const then = (key: string) => recorded?.[key] ?? null
  const score = computedScore(then)
  const moved = scored ? movedBetween(scored.parts, now.parts) : []
  return {
    days,
    since,
    score,
    grade: computedGrade(then),
    difference: difference(now.score.score, score),
    dimensions: now.parts.map(({ of: { dimension, score: points } }) => {
      const isFact = dimensionKeys.some((key) => key === dimension.key)
      const earlierPoints = isFact ? then(`health.${dimension.key}`) : null
      return { key: dimension.key, difference: difference(points, earlierPoints as number | null) }
    }),
    otherCard: recorded !== null && scored === null,
    moved: moved.map(({ dimension, before, after, difference: points }) => ({
      dimension,
      measure: after.measure.key,
      label: after.measure.label,
      before: seenFact(facts.catalogue, before.measure.fact, before.value),
      after: seenFact(facts.catalogue, after.measure.fact, after.value),
      difference: points,
    })),
  }
}

function difference(now: number | null, then: number | null): number | null {
  return now === null || then === null ? null : now - then
}

type ShownMeasure = z.input<typeof scorecardSchema>['dimensions'][number]['measures'][number]

function shownCurve({ curve }: Measure): ShownMeasure['curve'] {
  switch (curve.shape) {
    case 'bands':
      return { ...curve, bands: [...curve.bands] }
    case 'line':
    case 'percentile':
      return { ...curve, corners: [...curve.corners] }
    default:
      return curve
  }
}

function shownAs(catalogue: Catalogue, key: string): ShownMeasure['shown'] {
  const fact = catalogue.get(key)
  return { type: fact?.type ?? 'text', unit: fact?.unit ?? null, choices: [...(fact?.choices ?? [])] }
}

/** A scorecard as the contract shows it. */
export function shownScorecard(card: StoredCard, catalogue: Catalogue): z.input<typeof scorecardSchema> {
  const { id, key, version, label, when, note, bands, confidenceNeeded } = card
  return {
    id,
    key,
    version,
    label,
    when,
    note,
    bands,
    confidenceNeeded,
    publishedAt: card.publishedAt.toISOString(),
    dimensions: card.dimensions.map((dimension) => ({
      ...dimension,
      measures: dimension.measures.map((measure) => ({
        ...measure,
        fresh: measure.fresh ?? null,
        curve: shownCurve(measure),
        shown: shownAs(catalogue, measure.fact),
      })),
    })),
  }
}
