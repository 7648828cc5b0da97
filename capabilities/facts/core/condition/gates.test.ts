import { expect, test } from 'vitest'
import { catalogueOf } from '../catalogue.ts'
import { readCondition } from './check.ts'
import { gatesOf } from './gates.ts'

const label = { ja: '', en: '' }
const catalogue = catalogueOf([
  { key: 'score', type: 'number', label, owner: 'x' },
  { key: 'users', type: 'number', label, owner: 'x' },
  { key: 'arr', type: 'money', label, owner: 'x' },
  { key: 'renewal', type: 'date', label, owner: 'x' },
  { key: 'days', type: 'number', label, owner: 'x', derived: { measure: 'days_until', of: 'renewal' } },
])
const of = (...texts: string[]) => {
  const conditions = texts.map((text) => {
    const read = readCondition(text, catalogue)
    if (!read.ok) throw new Error(text)
    return read.value
  })
  return [...gatesOf(conditions)].map(([fact, { operator, bound }]) => `${fact} ${operator} ${bound}`)
}

test('what every alternative needs of one number is a gate, however it is written', () => {
  expect(of('score < 50 && 3 <= users', 'users < 9')).toEqual(['score < 50', 'users >= 3'])
})

test('nothing else is: alternatives, denials, money, the clock, and two facts at once', () => {
  expect(of('score < 50 || users > 3', '!(score < 50)', 'arr > 5', 'days < 30', 'score < users', 'score == 4')).toEqual(
    [],
  )
})
