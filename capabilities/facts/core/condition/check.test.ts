import { expect, test } from 'vitest'
import { testFacts } from '#test/build/conditions.ts'
import { readCondition } from './check.ts'
import type { ConditionError } from './syntax.ts'

/** The first mistake found in a text, and the characters it points to. */
function mistake(text: string): [ConditionError['rule'], string] {
  const read = readCondition(text, testFacts)
  if (read.ok) throw new Error(`${text} is a condition`)
  const { rule, at, end } = read.error[0]!
  return [rule, text.slice(at, end)]
}

test.each([
  ['one.nmuber > 5', 'unknown_fact', 'one.nmuber'],
  ['one.number > ', 'expected', ''],
  ['one.number 5', 'expected', '5'],
  ['(one.number > 5', 'expected', ''],
  ['one.number = 5', 'write_instead', '='],
  ['one.number > 5 & two.number > 5', 'write_instead', '&'],
  ['one.number > "5"', 'cannot_compare', 'one.number > "5"'],
  ['one.choice == "helthy"', 'unknown_choice', '"helthy"'],
  ['one.choice in ["risk", "wach"]', 'unknown_choice', '"wach"'],
  ['one.text < "b"', 'no_order', 'one.text < "b"'],
  ['one.date > "2026-02-30"', 'not_a_day', '"2026-02-30"'],
  ['one.date > today - 1.5', 'expected', '1.5'],
  ['one.number == null', 'use_has', 'null'],
  ['one.number', 'not_a_condition', 'one.number'],
  ['one.number > 5 && two.text', 'not_a_condition', 'two.text'],
  ['1 < one.number < 5', 'chained', '<'],
  ['one.text.contain("a")', 'unknown_function', 'contain'],
  ['one.text == "abc', 'unclosed_text', '"abc'],
  ['one.number > 5 § 3', 'unexpected_character', '§'],
  ['one.text == "\\q"', 'bad_escape', '\\q'],
  ['one.number > 1e400', 'bad_number', '1e400'],
  ['one.text + 1 > 2', 'cannot_calculate', 'one.text + 1'],
  [`${'!'.repeat(100)}true`, 'too_deep', '!'],
  [`one.number > 1${' + 1'.repeat(9)}`, 'too_many_terms', `1${' + 1'.repeat(9)}`],
])('%s: %s at "%s"', (text, rule, characters) => {
  expect(mistake(text)).toEqual([rule, characters])
})

test('every mistake of meaning is told at once, with what may have been meant', () => {
  const read = readCondition('one.nubmer > 5 && one.choice == "risq"', testFacts)
  expect(!read.ok && read.error).toMatchObject([
    { rule: 'unknown_fact', suggestions: ['one.number'] },
    { rule: 'unknown_choice', suggestions: ['risk'] },
  ])
})

test('a very long chain is read without exhausting the stack', () => {
  const text = Array.from({ length: 700 }, () => 'one.yes_no').join(' || ')
  expect(readCondition(text, testFacts).ok).toBe(true)
})

test('a blank text holds for everybody', () => {
  expect(readCondition(' \n', testFacts)).toEqual({ ok: true, value: { is: 'constant', value: true } })
})
