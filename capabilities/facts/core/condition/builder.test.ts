import fc from 'fast-check'
import { expect, test } from 'vitest'
import { someCondition, testFacts } from '#test/build/conditions.ts'
import { fromBuilder, isFinished, toBuilder } from './builder.ts'
import { readCondition } from './check.ts'
import { print } from './print.ts'

const read = (text: string) => {
  const condition = readCondition(text, testFacts)
  if (!condition.ok) throw new Error(`${text}: ${JSON.stringify(condition.error)}`)
  return condition.value
}

test('what the builder draws, it writes again with the same meaning', () => {
  let drawn = 0
  fc.assert(
    fc.property(someCondition, (condition) => {
      const model = toBuilder(condition)
      if (!model) return
      drawn++
      const text = fromBuilder(model, testFacts)
      expect(toBuilder(read(text))).toEqual(model)
    }),
    { numRuns: 2000 },
  )
  expect(drawn).toBeGreaterThan(200)
})

test('rows and one level of groups are drawn', () => {
  const text = 'one.number >= 5 && ("a" in one.list || !has(two.date)) && !(one.choice in ["risk"])'
  expect(toBuilder(read(text))).toEqual({
    join: 'all',
    rows: [
      { fact: 'one.number', test: 'at_least', value: 5 },
      {
        join: 'any',
        rows: [
          { fact: 'one.list', test: 'includes', value: 'a' },
          { fact: 'two.date', test: 'unknown' },
        ],
      },
      { fact: 'one.choice', test: 'none_of', value: ['risk'] },
    ],
  })
  expect(fromBuilder(toBuilder(read(text))!, testFacts)).toBe(print(read(text)))
})

test('a literal on the left and days from today are drawn, a calculation is not', () => {
  expect(toBuilder(read('5 < one.number'))?.rows).toEqual([{ fact: 'one.number', test: 'above', value: 5 }])
  expect(toBuilder(read('one.date > today - 30'))?.rows).toEqual([
    { fact: 'one.date', test: 'above', value: { today: -30 } },
  ])
  expect(toBuilder(read('one.number > two.number * 2'))).toBeNull()
})

test('rows that are not filled in are left out, and are told apart from rows in which nothing was chosen', () => {
  const rows = [
    { fact: 'one.number', test: 'above' as const },
    { fact: 'one.yes_no', test: 'yes' as const },
  ]
  expect(fromBuilder({ join: 'all', rows }, testFacts)).toBe('one.yes_no')
  expect(isFinished({ join: 'all', rows }, testFacts)).toBe(false)
  expect(isFinished({ join: 'all', rows: [rows[1]!, { join: 'any', rows }] }, testFacts)).toBe(false)
  expect(isFinished({ join: 'all', rows: [rows[1]!, { fact: '', test: 'at_least' }] }, testFacts)).toBe(true)
})
