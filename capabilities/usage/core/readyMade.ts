import type { Aggregation, Counting, MetricDefinition, OwnMetric, Span } from './definition.ts'
import { usageAgainstContractFacts, usageFacts } from './facts.ts'
import { type Count, type Measure, type Metric, standardMetrics } from './metric.ts'

const aggregations = {
  users: 'users',
  user_days: 'user_days',
  uses: 'count',
  features: 'features',
  days: 'days',
  weeks: 'weeks',
  first_feature_day: 'first_day',
  last_day: 'last_day',
} satisfies Record<Measure, Aggregation>

/** Every event over a window. */
export function counting(of: Aggregation, over: Span, given: Partial<Counting> = {}): Counting {
  return { of, over, property: null, events: [], actionsOnly: false, where: [], ...given }
}

/** The ready-made metrics as definitions that a company can change; their facts keep their keys. */
export const readyMade: readonly OwnMetric[] = standardMetrics.map((metric: Metric) => ({
  key: metric.key,
  ...definitionOf(metric),
}))

function definitionOf({ key, value, compared }: Metric): MetricDefinition {
  const fact = usageFacts.find((one) => one.key === `metric.${key}`)!
  return {
    label: fact.label,
    help: fact.help ?? null,
    unit: fact.unit ?? null,
    compared,
    value:
      'ratio' in value
        ? { is: 'ratio', part: asCounting(value.ratio[0]), whole: asCounting(value.ratio[1]), times: value.times }
        : { is: 'counting', counting: asCounting(value) },
  }
}

function asCounting({ measure, window }: Count): Counting {
  return counting(aggregations[measure], window.days ?? 'all', { actionsOnly: measure === 'first_feature_day' })
}

/** Keys that a company's own metric cannot take: they are facts of every workspace. */
export const takenKeys: ReadonlySet<string> = new Set(
  [...usageFacts, ...usageAgainstContractFacts].map((fact) => fact.key.split('.')[1]!),
)
