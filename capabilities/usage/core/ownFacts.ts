import type { FactDefinition, FactType, Label } from '#capabilities/facts/core/fact.ts'
import { countingsOf, isDay, type MetricDefinition, type OwnMetric, type Span } from './definition.ts'
import { usageFacts } from './facts.ts'

/** The type of the fact that a metric becomes. */
export function factTypeOf(definition: MetricDefinition): FactType {
  if (isDay(definition)) return 'date'
  return definition.unit === 'percent' ? 'percent' : 'number'
}

/**
 * The facts of a company's own metrics, and of ready-made ones that it changed: those keep type and unit, and are called
 * what the company calls them.
 */
export function factsOfMetrics(metrics: readonly OwnMetric[]): FactDefinition[] {
  return metrics.flatMap((metric) => {
    const known = usageFacts.find((fact) => fact.key === `metric.${metric.key}`)
    const facts = known ? changedFacts(known, metric) : newFacts(metric)
    return facts.map((fact) =>
      metric.help && fact.key === `metric.${metric.key}` ? { ...fact, help: metric.help } : fact,
    )
  })
}

function changedFacts(known: FactDefinition, { label, key, compared }: OwnMetric): FactDefinition[] {
  const { help: _, ...fact } = known
  if (!compared) return [{ ...fact, label }]
  const beside = (suffix: 'previous' | 'change') => {
    const other = usageFacts.find((one) => one.key === `metric.${key}.${suffix}`)
    return other ? [{ ...other, label: labelBeside(label, suffix) }] : []
  }
  return [{ ...fact, label }, ...beside('previous'), ...beside('change')]
}

function newFacts(metric: OwnMetric): FactDefinition[] {
  const type = factTypeOf(metric)
  const unit = metric.unit && type !== 'date' ? { unit: metric.unit } : {}
  const fact = { key: `metric.${metric.key}`, type, label: metric.label, owner: 'usage', own: true as const, ...unit }
  if (!metric.compared) return [fact]
  return [
    fact,
    { ...fact, key: `${fact.key}.previous`, label: labelBeside(metric.label, 'previous') },
    {
      ...fact,
      key: `${fact.key}.change`,
      type: 'percent',
      unit: 'percent',
      label: labelBeside(metric.label, 'change'),
      help: changeHelp(countingsOf(metric)[0]!.over),
    },
  ]
}

function labelBeside(label: Label, suffix: 'previous' | 'change'): Label {
  const [ja, en] = suffix === 'previous' ? ['前の期間', 'the period before'] : ['増減率', 'change']
  return { ja: `${label.ja}(${ja})`, en: `${label.en}, ${en}` }
}

function changeHelp(over: Span): Label {
  return over === 'month'
    ? { ja: '前の月の同じ日までと比べた増減率です。', en: 'Against the month before up to the same day.' }
    : { ja: '直前の同じ長さの期間と比べた増減率です。', en: 'Against the period of the same length just before.' }
}
