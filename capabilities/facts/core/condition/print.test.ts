import fc from 'fast-check'
import { expect, test } from 'vitest'
import { someCondition, testFacts } from '#test/build/conditions.ts'
import { readCondition } from './check.ts'
import { print } from './print.ts'

test('the printed text of any condition reads as the same condition', () => {
  fc.assert(
    fc.property(someCondition, (condition) => {
      const text = print(condition)
      const again = readCondition(text, testFacts)
      fc.pre(again.ok || again.error.some(({ rule }) => rule !== 'too_many_terms')) // the language has none that long
      expect(again, text).toEqual({ ok: true, value: condition })
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['one.number>5&&(two.number<3||has(one.date))', 'one.number > 5 && (two.number < 3 || has(one.date))'],
  ['!(one.number > 5)', '!(one.number > 5)'],
  ['(one.number + 1) * 2 - 3 < 4', '(one.number + 1) * 2 - 3 < 4'],
  ['one.date >= "2026-01-31"', 'one.date >= date("2026-01-31")'],
  ['today - one.date > 30', 'today - one.date > 30'],
  ["'a' in one.list", '"a" in one.list'],
  ['ｏｎｅ．ｎｕｍｂｅｒ　＞＝　５', 'one.number >= 5'],
  ['(one.yes_no && two.yes_no) && field.yes_no', 'one.yes_no && two.yes_no && field.yes_no'],
])('%s is written as %s', (text, canonical) => {
  const condition = readCondition(text, testFacts)
  expect(condition.ok && print(condition.value)).toBe(canonical)
})
