import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FactDefinition, FactType } from '#capabilities/facts/core/fact.ts'
import { csvCell, csvLine } from '#kernel/csv.ts'
import { factCell } from './csv.ts'

const fact = (type: FactType, more: Partial<FactDefinition> = {}): FactDefinition => ({
  key: 'x',
  type,
  label: { ja: 'x', en: 'x' },
  owner: 'test',
  ...more,
})
const ja = { locale: 'ja', currency: 'JPY' } as const
const en = { locale: 'en', currency: 'USD' } as const

test.each(['=1+1', '+81', '-cmd', '@SUM(A1)', '\tx'])('%s is no live formula any more', (text) => {
  expect(csvCell(text).replace(/^"/, '').startsWith("'")).toBe(true)
})

test('a cell is quoted where it has to be', () => {
  expect(csvCell('青海精機')).toBe('青海精機')
  expect(csvCell('a,"b"\nc')).toBe('"a,""b""\nc"')
  expect(csvLine(['a', 'b'])).toBe('a,b\r\n')
})

test('a negative number stays a number', () => {
  expect(factCell(fact('number'), -1.5, ja)).toBe('-1.5')
})

test('money is written in major units', () => {
  expect(factCell(fact('money'), 1_234_567, ja)).toBe('1234567')
  expect(factCell(fact('money'), 123_456, en)).toBe('1234.56')
})

test('choices and yes/no are written in words, missing values as nothing', () => {
  const choices = [{ key: 'risk', label: { ja: '危険', en: 'At risk' } }]
  expect(factCell(fact('choice', { choices }), 'risk', ja)).toBe('危険')
  expect(factCell(fact('list', { choices }), ['risk', '=x'], ja)).toBe('危険、=x')
  expect(factCell(fact('yes_no'), false, en)).toBe('no')
  expect(factCell(fact('text'), null, ja)).toBe('')
})

test('no text of ours begins a cell with what a spreadsheet runs', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(/^[=+\-@\t\r]/.test(csvCell(text).replace(/^"/, ''))).toBe(false)
    }),
  )
})
