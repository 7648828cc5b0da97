import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import {
  type CustomField,
  customIssues,
  type FieldType,
  fieldTypes,
  fieldValueRule,
  mergeCustom,
} from './customField.ts'

const choices = [
  { key: 'gold', labelJa: 'ゴールド', labelEn: 'Gold' },
  { key: 'silver', labelJa: 'シルバー', labelEn: 'Silver' },
]
const field = (type: FieldType): CustomField => ({ key: 'x', type, choices })

test.each<[FieldType, FactValue]>([
  ['text', '本社'],
  ['long_text', 'あ'.repeat(20_000)],
  ['number', -1.5],
  ['money', 1_000_000],
  ['date', '2024-02-29'],
  ['yes_no', false],
  ['choice', 'gold'],
  ['choices', ['gold', 'silver']],
  ['person', '01890000-0000-7000-8000-000000000000'],
  ['url', 'https://example.co.jp/資料'],
])('a %s field takes %s', (type, value) => {
  expect(fieldValueRule(field(type), value)).toBeNull()
})

test.each<[FieldType, FactValue, string]>([
  ['text', 1, 'text_expected'],
  ['text', 'あ'.repeat(1001), 'too_long'],
  ['number', Number.NaN, 'number_expected'],
  ['number', '1', 'number_expected'],
  ['money', 0.5, 'minor_units_expected'],
  ['date', '2026-02-30', 'day_expected'],
  ['yes_no', 'true', 'yes_no_expected'],
  ['choice', 'bronze', 'unknown_choice'],
  ['choices', ['gold', 'bronze'], 'unknown_choice'],
  ['choices', 'gold', 'list_expected'],
  ['person', 'mori', 'person_expected'],
  ['url', 'javascript:alert(1)', 'url_expected'],
])('a %s field refuses %s: %s', (type, value, rule) => {
  expect(fieldValueRule(field(type), value)).toBe(rule)
})

test('a missing value breaks no rule', () => {
  for (const type of fieldTypes) expect(fieldValueRule(field(type), null)).toBeNull()
})

test('an issue names the field, the value and the rule', () => {
  expect(customIssues([field('choice')], { x: 'bronze', y: 1 })).toEqual([
    { field: 'custom.x', value: 'bronze', rule: 'unknown_choice' },
    { field: 'custom.y', value: '1', rule: 'unknown_field' },
  ])
})

test('a change leaves what it does not name, and an empty value takes away', () => {
  expect(mergeCustom({ a: 1, b: 'x', c: ['p'] }, { b: '', c: [], d: ['q', 'q'] })).toEqual({ a: 1, d: ['q'] })
})

test('making a change twice is making it once', () => {
  const value = fc.oneof(
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.constant(null),
  )
  const values = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value)
  fc.assert(
    fc.property(values, values, (before, change) => {
      const once = mergeCustom(before, change)
      expect(mergeCustom(once, change)).toEqual(once)
    }),
  )
})
