import { expect, test } from 'vitest'
import { catalogueOf } from '../catalogue.ts'
import type { FactDefinition, FactType, FactValue } from '../fact.ts'
import { readCondition } from './check.ts'
import { startingCondition } from './start.ts'

const fact = (type: FactType): FactDefinition => ({ key: `f.${type}`, type, label: { ja: '', en: '' }, owner: 'x' })
const cases: [FactType, FactValue, string][] = [
  ['number', 12, 'f.number >= 12'],
  ['percent', -3.5, 'f.percent >= -3.5'],
  ['money', 120_000, 'has(f.money)'],
  ['yes_no', true, 'f.yes_no'],
  ['choice', 'risk', 'f.choice == "risk"'],
  ['list', ['VIP', 'x'], '"VIP" in f.list'],
  ['date', '2026-04-01', 'has(f.date)'],
  ['text', '「"引用"」', 'has(f.text)'],
  ['instant', null, 'has(f.instant)'],
]

test.each(cases)('of a fact of type %s it can be read as a condition', (type, example, text) => {
  const condition = startingCondition(fact(type), example)
  expect(condition).toBe(text)
  expect(readCondition(condition, catalogueOf([fact(type)])).ok).toBe(true)
  expect(readCondition(startingCondition(fact(type), null), catalogueOf([fact(type)])).ok).toBe(true)
})
