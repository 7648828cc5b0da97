import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { curveIssues, type DraftIssue, mayGroup, pointIssues } from './draftCurve.ts'
import type { Bands, Dimension, Measure, MissingPolicy, Scorecard } from './scorecard.ts'

/** A scorecard as it is being written: all of it but the key it is kept under. */
export type Draft = Omit<Scorecard, 'key'>

/** What a draft is checked against. */
export type DraftGround = {
  catalogue: Catalogue
  /** Facts that are known only after scoring (scores themselves, and what follows from them): no card can read them. */
  late: ReadonlySet<string>
}

const keyForm = /^[a-z][a-z0-9_]{0,39}$/
const most = { dimensions: 12, measures: 60, held: 730, fresh: 3_660 }

/** Everything that is wrong with a draft, each with its place and the rule it breaks; none: it can be published. */
export function draftIssues(draft: Draft, ground: DraftGround): DraftIssue[] {
  const { dimensions } = draft
  const measures = dimensions.flatMap((dimension) => dimension.measures)
  return [
    ...labelIssues(draft.label, 'label'),
    ...whenIssues(draft.when, ground),
    ...bandIssues(draft.bands),
    ...rangeIssues(draft.confidenceNeeded, 0, 100, 'confidenceNeeded', 'percent_range'),
    ...(dimensions.length === 0 ? [{ field: 'dimensions', rule: 'dimensions_needed' }] : []),
    ...(dimensions.length > most.dimensions ? [{ field: 'dimensions', rule: 'too_many' }] : []),
    ...(measures.length > most.measures ? [{ field: 'dimensions', rule: 'too_many' }] : []),
    ...twice(dimensions, (at) => `dimensions.${at}.key`),
    ...dimensions.flatMap((dimension, at) => dimensionIssues(dimension, `dimensions.${at}`, ground)),
  ]
}

function dimensionIssues(dimension: Dimension, field: string, ground: DraftGround): DraftIssue[] {
  const { measures } = dimension
  return [
    ...labelIssues(dimension.label, `${field}.label`),
    ...weightIssues(dimension.weight, `${field}.weight`),
    ...(measures.length === 0 ? [{ field: `${field}.measures`, rule: 'measures_needed' }] : []),
    ...twice(measures, (at) => `${field}.measures.${at}.key`),
    ...measures.flatMap((measure, at) => measureIssues(measure, `${field}.measures.${at}`, ground)),
  ]
}

function measureIssues(measure: Measure, field: string, { catalogue, late }: DraftGround): DraftIssue[] {
  const fact = catalogue.get(measure.fact)
  const isLate = late.has(measure.fact)
  return [
    ...labelIssues(measure.label, `${field}.label`),
    ...weightIssues(measure.weight, `${field}.weight`),
    ...(fact ? [] : [{ field: `${field}.fact`, rule: 'fact_unknown', value: measure.fact }]),
    ...(isLate ? [{ field: `${field}.fact`, rule: 'fact_late', value: measure.fact }] : []),
    ...(fact ? curveIssues(measure.curve, fact, `${field}.curve`) : []),
    ...withinIssues(measure, `${field}.curve.within`, { catalogue, late }),
    ...missingIssues(measure.missing, `${field}.missing`),
    ...freshIssues(measure.fresh, `${field}.fresh`, { catalogue, late }),
  ]
}

function withinIssues({ curve }: Measure, field: string, { catalogue, late }: DraftGround): DraftIssue[] {
  if (curve.shape !== 'percentile' || curve.within === null) return []
  const { within } = curve
  const fact = catalogue.get(within)
  if (!fact) return [{ field, rule: 'fact_unknown', value: within }]
  if (late.has(within)) return [{ field, rule: 'fact_late', value: within }]
  return mayGroup(fact) ? [] : [{ field, rule: 'group_unsuitable', value: within }]
}

function missingIssues(missing: MissingPolicy, field: string): DraftIssue[] {
  switch (missing.then) {
    case 'leave_out':
      return []
    case 'count_as':
      return pointIssues(missing.points, `${field}.points`)
    case 'hold':
      return dayIssues(missing.days, most.held, `${field}.days`)
  }
}

function freshIssues(fresh: Measure['fresh'], field: string, { catalogue, late }: DraftGround): DraftIssue[] {
  if (!fresh) return []
  const by = catalogue.get(fresh.by)
  const isDate = by?.type === 'date' && !late.has(fresh.by)
  return [
    ...(isDate ? [] : [{ field: `${field}.by`, rule: 'date_needed', value: fresh.by }]),
    ...dayIssues(fresh.days, most.fresh, `${field}.days`),
  ]
}

function whenIssues(when: string | null, { catalogue, late }: DraftGround): DraftIssue[] {
  if (when === null) return []
  if (when.trim() === '') return [{ field: 'when', rule: 'condition_needed' }]
  const read = readCondition(when, catalogue)
  if (!read.ok)
    return read.error.map(({ rule, at, end }) => {
      const value = when.slice(at, end)
      return { field: 'when', rule: `condition.${rule}`, column: `${at + 1}`, ...(value ? { value } : {}) }
    })
  return factsOf(read.value)
    .filter((key) => late.has(key))
    .map((key) => ({ field: 'when', rule: 'fact_late', value: key, column: `${when.indexOf(key) + 1}` }))
}

// A border with its slack stays within 0 and 100 and short of the other border: every grade can be entered and left.
function bandIssues({ healthyFrom, watchFrom, hysteresis }: Bands): DraftIssue[] {
  const borders = [
    ...rangeIssues(healthyFrom, 1, 100, 'bands.healthyFrom', 'points_range'),
    ...rangeIssues(watchFrom, 1, 100, 'bands.watchFrom', 'points_range'),
    ...rangeIssues(hysteresis, 0, 20, 'bands.hysteresis', 'hysteresis_range'),
  ]
  if (borders.length > 0) return borders
  if (watchFrom >= healthyFrom) return [{ field: 'bands.watchFrom', rule: 'borders_order', value: `${watchFrom}` }]
  const room = Math.min(healthyFrom - watchFrom - 1, 100 - healthyFrom, watchFrom - 1)
  return hysteresis > room ? [{ field: 'bands.hysteresis', rule: 'hysteresis_room', value: `${hysteresis}` }] : []
}

function labelIssues(label: Label, field: string): DraftIssue[] {
  return (['ja', 'en'] as const).flatMap((language) => {
    const text = label[language].trim()
    if (text === '') return [{ field: `${field}.${language}`, rule: 'required' }]
    return text.length > 80 ? [{ field: `${field}.${language}`, rule: 'too_long' }] : []
  })
}

function weightIssues(weight: number, field: string): DraftIssue[] {
  return weight > 0 && weight <= 10_000 ? [] : [{ field, rule: 'weight_positive', value: `${weight}` }]
}

function dayIssues(days: number, atMost: number, field: string): DraftIssue[] {
  if (!Number.isInteger(days)) return [{ field, rule: 'days_range', value: `${days}` }]
  return rangeIssues(days, 1, atMost, field, 'days_range')
}

function rangeIssues(value: number, from: number, to: number, field: string, rule: string): DraftIssue[] {
  return value >= from && value <= to ? [] : [{ field, rule, value: `${value}` }]
}

function twice(parts: readonly { key: string }[], field: (at: number) => string): DraftIssue[] {
  const seen = new Set<string>()
  return parts.flatMap(({ key }, at) => {
    const isAgain = seen.has(key)
    seen.add(key)
    if (isAgain) return [{ field: field(at), rule: 'key_twice', value: key }]
    return keyForm.test(key) ? [] : [{ field: field(at), rule: 'key_form', value: key }]
  })
}
