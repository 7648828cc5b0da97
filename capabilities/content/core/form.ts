import type { Label } from '#capabilities/facts/core/fact.ts'
import { parseDay } from '#kernel/day.ts'
import type { QuestionKind } from './words.ts'

/** One question of a hearing sheet. */
export type Question = {
  key: string
  kind: QuestionKind
  label: Label
  help: Label
  required: boolean
  /** The company's own field of the customer, by key, that takes the answer; left out: none does. */
  field?: string | undefined
  /** Of `choice` and `choices`. */
  choices: { key: string; label: Label }[]
  /** Of `scale`: what 1 and 5 mean. */
  low: Label
  high: Label
}

/** An answer: texts, days and the key of a choice as text, choices as a list of keys, yes and no as true and false. */
export type Answer = string | number | boolean | string[] | null
export type Answers = Record<string, Answer>

/** The steps of a scale. */
export const scale = [1, 2, 3, 4, 5] as const

/** Longest answers, in characters. */
export const longestAnswer = 500
export const longestText = 5000

export type AnswerFlaw =
  | 'needed'
  | 'not_a_text'
  | 'too_long'
  | 'unknown_choice'
  | 'not_on_scale'
  | 'not_a_number'
  | 'not_a_day'

/** Whether nothing was answered. */
export const isEmpty = (answer: Answer | undefined): boolean =>
  answer === undefined ||
  answer === null ||
  (typeof answer === 'string' && answer.trim() === '') ||
  (Array.isArray(answer) && answer.length === 0)

/** What is wrong with an answer, apart from its being left out; null where nothing is. */
export function flawOfAnswer(question: Question, answer: Answer | undefined): AnswerFlaw | null {
  if (isEmpty(answer)) return null
  const known = (key: unknown) => question.choices.some((choice) => choice.key === key)
  switch (question.kind) {
    case 'text':
    case 'long_text': {
      if (typeof answer !== 'string') return 'not_a_text'
      return answer.length > (question.kind === 'text' ? longestAnswer : longestText) ? 'too_long' : null
    }
    case 'choice':
      return known(answer) ? null : 'unknown_choice'
    case 'choices':
      return Array.isArray(answer) && answer.every(known) && new Set(answer).size === answer.length
        ? null
        : 'unknown_choice'
    case 'scale':
      return (scale as readonly unknown[]).includes(answer) ? null : 'not_on_scale'
    case 'number':
      return typeof answer === 'number' && Number.isFinite(answer) ? null : 'not_a_number'
    case 'date':
      return typeof answer === 'string' && parseDay(answer) !== null ? null : 'not_a_day'
    case 'yes_no':
      return typeof answer === 'boolean' ? null : 'unknown_choice'
  }
}

/** What is wrong with a sheet, by question; with `whole`, required questions that were left out are told, too. */
export function flawsOfAnswers(
  questions: readonly Question[],
  answers: Answers,
  whole: boolean,
): { key: string; flaw: AnswerFlaw }[] {
  return questions.flatMap((question) => {
    const answer = answers[question.key]
    const flaw = whole && question.required && isEmpty(answer) ? 'needed' : flawOfAnswer(question, answer)
    return flaw ? [{ key: question.key, flaw }] : []
  })
}

/** Of some answers those to questions that are asked. */
export const answersTo = (questions: readonly Question[], answers: Answers): Answers =>
  Object.fromEntries(questions.flatMap(({ key }) => (isEmpty(answers[key]) ? [] : [[key, answers[key]!] as const])))

/** Whether two answers say the same: choices regardless of order, texts regardless of width and white space. */
function isSame(a: Answer, b: Answer): boolean {
  const plain = (answer: Answer) =>
    Array.isArray(answer)
      ? answer.toSorted().join('\n')
      : typeof answer === 'string'
        ? answer.normalize('NFKC').replace(/\s+/g, ' ').trim()
        : String(answer)
  return plain(a) === plain(b)
}

/** The questions to which two people gave different answers. Free texts always differ, so only other kinds count. */
export function contradictions(questions: readonly Question[], sheets: readonly Answers[]): string[] {
  return questions.flatMap(({ key, kind }) => {
    if (kind === 'text' || kind === 'long_text') return []
    const given = sheets.map((sheet) => sheet[key]).filter((answer): answer is Answer => !isEmpty(answer))
    return given.some((answer) => !isSame(answer, given[0]!)) ? [key] : []
  })
}

/** How many of the questions anybody has answered. */
export const answeredCount = (questions: readonly Question[], sheets: readonly Answers[]): number =>
  questions.filter(({ key }) => sheets.some((sheet) => !isEmpty(sheet[key]))).length
