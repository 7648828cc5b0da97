import type { FactDefinition, FactType } from '#capabilities/facts/core/fact.ts'
import type { Curve } from './scorecard.ts'

/** What a draft breaks: where in it (`dimensions.0.weight`), which rule, and the value. */
export type DraftIssue = { field: string; rule: string; value?: string; column?: string }

/** The shapes a curve over a type of fact may have, the usual one first; none: it cannot be measured. */
export function shapesFor(type: FactType): readonly Curve['shape'][] {
  switch (type) {
    case 'number':
    case 'percent':
    case 'money':
      return ['line', 'bands', 'percentile']
    case 'yes_no':
      return ['yes_no']
    case 'choice':
      return ['choice']
    default:
      return []
  }
}

/** A curve to begin with, for a fact that was just chosen. */
export function curveFor(fact: FactDefinition, shape: Curve['shape'] | undefined = shapesFor(fact.type)[0]): Curve {
  const [less, more] = fact.derived || fact.unit === 'days' ? [100, 0] : [0, 100]
  const most = fact.type === 'percent' || fact.unit === 'percent' ? 100 : fact.unit === 'days' ? 90 : 10
  switch (shape) {
    case 'bands':
      return {
        shape: 'bands',
        below: less,
        bands: [
          { from: most / 2, points: 50 },
          { from: most, points: more },
        ],
      }
    case 'percentile':
      return {
        shape: 'percentile',
        within: null,
        corners: [
          { at: 0, points: less },
          { at: 100, points: more },
        ],
      }
    case 'yes_no':
      return { shape: 'yes_no', yes: 100, no: 0 }
    case 'choice':
      return { shape: 'choice', points: Object.fromEntries((fact.choices ?? []).map(({ key }) => [key, 50])) }
    default:
      return {
        shape: 'line',
        corners: [
          { at: 0, points: less },
          { at: most, points: more },
        ],
      }
  }
}

/** What is wrong with a curve over a fact. */
export function curveIssues(curve: Curve, fact: FactDefinition, field: string): DraftIssue[] {
  if (!shapesFor(fact.type).includes(curve.shape))
    return [{ field: `${field}.shape`, rule: 'curve_unsuitable', value: fact.key }]
  switch (curve.shape) {
    case 'yes_no':
      return [...pointIssues(curve.yes, `${field}.yes`), ...pointIssues(curve.no, `${field}.no`)]
    case 'choice': {
      const entries = Object.entries(curve.points)
      const known = new Set((fact.choices ?? []).map(({ key }) => key))
      if (entries.length === 0) return [{ field: `${field}.points`, rule: 'points_needed' }]
      return entries.flatMap(([key, points]) => [
        ...(known.size > 0 && !known.has(key)
          ? [{ field: `${field}.points.${key}`, rule: 'unknown_choice', value: key }]
          : []),
        ...pointIssues(points, `${field}.points.${key}`),
      ])
    }
    case 'bands': {
      const { bands, below } = curve
      if (bands.length === 0) return [{ field: `${field}.bands`, rule: 'bands_needed' }]
      const froms = bands.map(({ from }) => from)
      return [
        ...pointIssues(below, `${field}.below`),
        ...ascendingIssues(froms, (at) => `${field}.bands.${at}.from`),
        ...bands.flatMap(({ points }, at) => pointIssues(points, `${field}.bands.${at}.points`)),
      ]
    }
    case 'line':
      return cornerIssues(curve.corners, field)
    case 'percentile': {
      const beyond = curve.corners.flatMap(({ at }, place) =>
        at >= 0 && at <= 100 ? [] : [{ field: `${field}.corners.${place}.at`, rule: 'percent_range', value: `${at}` }],
      )
      return beyond.length > 0 ? beyond : cornerIssues(curve.corners, field)
    }
  }
}

function cornerIssues(corners: (Curve & { shape: 'line' })['corners'], field: string): DraftIssue[] {
  if (corners.length < 2) return [{ field: `${field}.corners`, rule: 'corners_needed' }]
  const places = corners.map(({ at }) => at)
  return [
    ...ascendingIssues(places, (at) => `${field}.corners.${at}.at`),
    ...corners.flatMap(({ points }, at) => pointIssues(points, `${field}.corners.${at}.points`)),
  ]
}

/** Customers may be told apart for a comparison by a fact of this kind. */
export function mayGroup({ type, derived }: Pick<FactDefinition, 'type' | 'derived'>): boolean {
  return !derived && (type === 'choice' || type === 'text')
}

/** Points are 0 to 100. */
export function pointIssues(points: number, field: string): DraftIssue[] {
  return points >= 0 && points <= 100 ? [] : [{ field, rule: 'points_range', value: `${points}` }]
}

function ascendingIssues(values: readonly number[], field: (at: number) => string): DraftIssue[] {
  return values.flatMap((value, at) => {
    if (!Number.isFinite(value)) return [{ field: field(at), rule: 'number_needed', value: `${value}` }]
    const isRising = at === 0 || value > values[at - 1]!
    return isRising ? [] : [{ field: field(at), rule: 'ascending', value: `${value}` }]
  })
}
