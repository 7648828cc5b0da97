import { expect, test } from 'vitest'
import { testFacts } from '#test/build/conditions.ts'
import { complete } from './complete.ts'

/** The texts offered at the `|` of a text. */
function offered(marked: string): string[] {
  const at = marked.indexOf('|')
  return complete(marked.replace('|', ''), at, testFacts).candidates.map((candidate) => candidate.text)
}

test.each([
  ['one.nu|', ['one.number']],
  ['one.number |', ['==', '!=', '<', '<=', '>', '>=', 'in']],
  ['one.choice == |', ['"healthy"', '"watch"', '"risk"']],
  ['one.choice == "r|', ['"risk"']],
  ['one.choice == "r|"', ['"risk"']],
  ['one.choice in ["risk", |', ['"healthy"', '"watch"', '"risk"']],
  ['one.number > 5 |', ['&&', '||']],
  ['one.yes_no == |', ['true', 'false', 'two.yes_no', 'field.yes_no']],
  ['"a" in |', ['one.list', 'two.list', 'field.list']],
  ['one.number > 5 && has(two.da|', ['two.date']],
  ['one.text.con|', ['one.text.contains(']],
])('%s', (marked, texts) => {
  expect(offered(marked)).toEqual(texts)
})

test('the word under the cursor is what is replaced', () => {
  expect(complete('one.number > 5 && two.te', 24, testFacts)).toMatchObject({ from: 18, to: 24 })
})
