import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { definitionIssues, type MetricDefinition } from './definition.ts'
import { distribution, median } from './distribution.ts'
import { factsOfMetrics } from './ownFacts.ts'
import { metricValues, nowQueries } from './ownPlan.ts'
import { counting, readyMade, takenKeys } from './readyMade.ts'

const metric = (value: MetricDefinition['value'], given: Partial<MetricDefinition> = {}): MetricDefinition => ({
  label: { ja: '書き出し', en: 'Exports' },
  help: null,
  unit: 'count',
  compared: true,
  value,
  ...given,
})
const exports = metric({ is: 'counting', counting: counting('count', 7, { events: ['export'] }) })

test('nobody’s text stands in a statement: names, properties and values are bound', () => {
  const evil = `'; drop table events --`
  const where = [{ property: evil, operator: '==' as const, value: evil }]
  const value = { is: 'counting' as const, counting: counting('sum', 7, { events: [evil], property: evil, where }) }
  const [query] = nowQueries(
    [{ key: 'evil', ...metric(value) }],
    { workspaceId: 'w', accounts: ['a'] },
    day('2026-04-08'),
  )
  expect(query!.sql).not.toContain('drop table')
  expect(Object.values(query!.params).flat()).toContain(evil)
})

test('metrics of any number are at most two queries', () => {
  const ofProperty = metric({ is: 'counting', counting: counting('max', 28, { property: 'size' }) })
  const many = Array.from({ length: 20 }, (_, i) => ({ key: `m${i}`, ...(i % 2 === 0 ? exports : ofProperty) }))
  expect(nowQueries(many, { workspaceId: 'w', accounts: null }, day('2026-04-08'))).toHaveLength(2)
})

test('a definition that cannot be counted is refused where it is wrong', () => {
  const issues = (one: MetricDefinition) => definitionIssues(one).map(({ field, rule }) => `${field} ${rule}`)
  expect(issues(exports)).toEqual([])
  const all = metric({ is: 'counting', counting: counting('users', 'all') })
  expect(issues(all)).toEqual(['compared metric_not_comparable'])
  expect(issues(metric({ is: 'counting', counting: counting('count', 0) }))).toEqual(['counting.over metric_window'])
  const days = metric({ is: 'ratio', part: counting('last_day', 7), whole: 'licences', times: 0 })
  expect(issues(days)).toEqual(['part.of metric_ratio_of_days', 'times metric_times'])
})

test('silence of a measured customer is 0, but no mean of nothing', () => {
  const mean = metric({ is: 'counting', counting: counting('avg', 7, { property: 'size' }) })
  expect(metricValues([{ key: 'n', ...exports }], undefined, null)).toEqual({ n: 0, 'n.previous': 0, 'n.change': null })
  expect(metricValues([{ key: 'n', ...mean }], undefined, null)).toMatchObject({ n: null, 'n.previous': null })
})

test('every ready-made metric is a definition that can be counted, and keeps its fact', () => {
  for (const one of readyMade) expect([one.key, definitionIssues(one)]).toEqual([one.key, []])
  expect(factsOfMetrics(readyMade).every((fact) => fact.own === undefined)).toBe(true)
  expect(readyMade.every(({ key }) => takenKeys.has(key))).toBe(true)
})

test('an own metric becomes up to three facts that live apart', () => {
  const facts = factsOfMetrics([{ key: 'exports', ...exports }])
  expect(facts.map(({ key, type, own }) => [key, type, own])).toEqual([
    ['metric.exports', 'number', true],
    ['metric.exports.previous', 'number', true],
    ['metric.exports.change', 'percent', true],
  ])
})

test('a distribution holds every value in bins of a round width', () => {
  const bins = distribution([0, 1, 1, 7, 23, 118])
  expect(bins.reduce((sum, bin) => sum + bin.accounts, 0)).toBe(6)
  expect(bins.slice(0, 2)).toEqual([
    { from: 0, to: 10, accounts: 4 },
    { from: 10, to: 20, accounts: 0 },
  ])
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null])
})
