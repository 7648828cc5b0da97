import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import type { Draft } from '#capabilities/health/core/draft.ts'
import { curveFor } from '#capabilities/health/core/draftCurve.ts'
import type { Dimension, Measure } from '#capabilities/health/core/scorecard.ts'
import type { Scorecard } from '../apis.ts'

/** What of a published card is written by people. */
export function draftOf(card: Scorecard): Draft {
  const { label, when, bands, confidenceNeeded } = card
  const dimensions = card.dimensions.map((dimension) => ({
    ...dimension,
    measures: dimension.measures.map(({ shown: _, fresh, ...measure }) => ({
      ...measure,
      ...(fresh ? { fresh } : {}),
    })),
  }))
  return { label, when, bands, confidenceNeeded, dimensions }
}

/** A draft as it is sent. */
export function sentOf(draft: Draft) {
  const label = ({ ja, en }: Draft['label']) => ({ ja, en })
  return {
    ...draft,
    dimensions: draft.dimensions.map((dimension) => ({
      ...dimension,
      label: label(dimension.label),
      measures: dimension.measures.map((measure) => ({
        ...measure,
        curve: plain(measure.curve),
        fresh: measure.fresh ?? null,
      })),
    })),
  }
}

function plain(curve: Measure['curve']) {
  switch (curve.shape) {
    case 'line':
    case 'percentile':
      return { ...curve, corners: [...curve.corners] }
    case 'bands':
      return { ...curve, bands: [...curve.bands] }
    default:
      return curve
  }
}

export const withDimension = (draft: Draft, at: number, change: (dimension: Dimension) => Dimension): Draft => ({
  ...draft,
  dimensions: draft.dimensions.map((dimension, i) => (i === at ? change(dimension) : dimension)),
})

export const withMeasure = (dimension: Dimension, at: number, change: (measure: Measure) => Measure): Dimension => ({
  ...dimension,
  measures: dimension.measures.map((measure, i) => (i === at ? change(measure) : measure)),
})

/** A key that no part has yet: `part_3`. */
export function freeKey(prefix: string, parts: readonly { key: string }[]): string {
  const taken = new Set(parts.map(({ key }) => key))
  let number = parts.length + 1
  while (taken.has(`${prefix}_${number}`)) number++
  return `${prefix}_${number}`
}

/** A list with one of its items moved up or down by a place. */
export function moved<Item>(items: readonly Item[], at: number, by: -1 | 1): Item[] {
  const item = items[at]
  return item === undefined ? [...items] : items.toSpliced(at, 1).toSpliced(at + by, 0, item)
}

export function newMeasure(fact: FactDefinition, siblings: readonly Measure[]): Measure {
  return {
    key: freeKey('measure', siblings),
    label: fact.label,
    fact: fact.key,
    curve: curveFor(fact),
    missing: { then: 'leave_out' },
    weight: 10,
  }
}

/** The measure asks another fact: its curve begins anew where the old one does not fit, its name where it was the fact's. */
export function otherFact(measure: Measure, fact: FactDefinition, before: FactDefinition | undefined): Measure {
  const isSameKind = before?.type === fact.type && before.unit === fact.unit && fact.type !== 'choice'
  const isNamedAfter = before?.label.ja === measure.label.ja
  return {
    ...measure,
    fact: fact.key,
    label: isNamedAfter ? fact.label : measure.label,
    curve: isSameKind ? measure.curve : curveFor(fact),
  }
}
