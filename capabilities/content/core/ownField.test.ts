import { expect, test } from 'vitest'
import { fieldFor, goesIn, isFromSheet } from './ownField.ts'
import type { Question } from './form.ts'

const none = { ja: '', en: '' }
const question = (kind: Question['kind'], field = 'size'): Question => ({
  key: 'q',
  kind,
  label: none,
  help: none,
  required: false,
  field,
  choices: [],
  low: none,
  high: none,
})

test('an answer goes where nothing stands and over an earlier answer, and leaves what a person has put there', () => {
  const written = { value: 10, takenBack: false }
  expect(goesIn(12, { now: null, written: null })).toBe(true)
  expect(goesIn(12, { now: 10, written })).toBe(true)
  expect(goesIn(12, { now: 11, written: null })).toBe(false)
  expect(goesIn(12, { now: 11, written })).toBe(false)
  expect(goesIn(12, { now: 12, written: null })).toBe(false)
})

test('what one of ours took back does not come again by itself, and a new answer does', () => {
  const written = { value: 10, takenBack: true }
  expect(goesIn(10, { now: null, written })).toBe(false)
  expect(goesIn(12, { now: null, written })).toBe(true)
  expect(isFromSheet({ now: 10, written })).toBe(false)
})

test('an answer fits a field of its own kind, and a choice only one that the field knows', () => {
  const number = { key: 'size', type: 'number' as const, choices: [] }
  const choice = { key: 'size', type: 'choice' as const, choices: [{ key: 'small', labelJa: '小', labelEn: 'small' }] }
  expect(fieldFor(question('number'), 12, [number])).toBe(number)
  expect(fieldFor(question('text'), '12', [number])).toBeNull()
  expect(fieldFor(question('choice'), 'small', [choice])).toBe(choice)
  expect(fieldFor(question('choice'), 'large', [choice])).toBeNull()
  expect(fieldFor(question('number'), null, [number])).toBeNull()
})
