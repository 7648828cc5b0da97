import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  answeredCount,
  type Answer,
  type Answers,
  contradictions,
  flawOfAnswer,
  flawsOfAnswers,
  isEmpty,
  type Question,
} from './form.ts'
import { questionKinds } from './words.ts'

const none = { ja: '', en: '' }
const choices = ['a', 'b', 'c'].map((key) => ({ key, label: none }))
const question = (kind: Question['kind'], key = 'q'): Question => ({
  key,
  kind,
  label: { ja: '問い', en: 'Question' },
  help: none,
  required: true,
  choices,
  low: none,
  high: none,
})

/** For each kind of question, answers that fit it. */
const fitting: Record<Question['kind'], fc.Arbitrary<Answer>> = {
  text: fc.string({ maxLength: 500 }),
  long_text: fc.string({ maxLength: 5000 }),
  choice: fc.constantFrom('a', 'b', 'c'),
  choices: fc.subarray(['a', 'b', 'c']),
  scale: fc.constantFrom(1, 2, 3, 4, 5),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  date: fc.constantFrom('2026-02-28', '2028-02-29'),
  yes_no: fc.boolean(),
}

test.each(questionKinds)('%s takes what fits it', (kind) => {
  fc.assert(fc.property(fitting[kind], (answer) => flawOfAnswer(question(kind), answer) === null))
})

test('what does not fit is named: another kind of value, a choice that is not offered, a day that does not exist', () => {
  const wrong: [Question['kind'], Answer, string][] = [
    ['text', 1, 'not_a_text'],
    ['text', 'あ'.repeat(501), 'too_long'],
    ['choice', 'd', 'unknown_choice'],
    ['choices', ['a', 'a'], 'unknown_choice'],
    ['scale', 6, 'not_on_scale'],
    ['number', '十二', 'not_a_number'],
    ['date', '2026-02-30', 'not_a_day'],
    ['yes_no', 'yes', 'unknown_choice'],
  ]
  for (const [kind, answer, flaw] of wrong) expect([kind, flawOfAnswer(question(kind), answer)]).toEqual([kind, flaw])
})

test('a sheet may be kept half-way, and is whole only with what is required', () => {
  const questions = [question('text', 'a'), { ...question('number', 'b'), required: false }]
  expect(flawsOfAnswers(questions, {}, false)).toEqual([])
  expect(flawsOfAnswers(questions, { a: '　' }, true)).toEqual([{ key: 'a', flaw: 'needed' }])
  expect(flawsOfAnswers(questions, { a: 'はい' }, true)).toEqual([])
})

test('people contradict each other where they chose differently, in whatever order they chose, and never in free words', () => {
  const questions = [question('choices', 'a'), question('number', 'b'), question('long_text', 'c')]
  const one: Answers = { a: ['a', 'b'], b: 3, c: '紙で行う' }
  expect(contradictions(questions, [one, { a: ['b', 'a'], b: 3, c: '表計算で行う' }])).toEqual([])
  expect(contradictions(questions, [one, { a: ['c'], b: 3 }])).toEqual(['a'])
  expect(contradictions(questions, [one])).toEqual([])
})

test('what is answered never exceeds what is asked, and one more sheet never lessens it', () => {
  const questions = questionKinds.map((kind) => question(kind, kind))
  const sheet = fc.record(Object.fromEntries(questionKinds.map((kind) => [kind, fitting[kind]])), { requiredKeys: [] })
  fc.assert(
    fc.property(
      fc.array(sheet as fc.Arbitrary<Answers>, { maxLength: 4 }),
      sheet as fc.Arbitrary<Answers>,
      (sheets, more) => {
        const count = answeredCount(questions, sheets)
        const after = answeredCount(questions, [...sheets, more])
        return count <= after && after <= questions.length
      },
    ),
  )
  expect(isEmpty(false)).toBe(false)
  expect(isEmpty(0)).toBe(false)
})
