import type { CustomField, FieldType } from '#capabilities/accounts/core/customField.ts'
import { fieldValueRule } from '#capabilities/accounts/core/customField.ts'
import { type FactValue, sameValue } from '#capabilities/facts/core/fact.ts'
import type { Answer, Question } from './form.ts'
import { isEmpty } from './form.ts'
import type { QuestionKind } from './words.ts'

/** Into which types of a company's own fields an answer goes as it is. */
export const fieldTypesFor: Record<QuestionKind, readonly FieldType[]> = {
  text: ['text', 'long_text'],
  long_text: ['long_text'],
  choice: ['choice'],
  choices: ['choices'],
  scale: ['number'],
  number: ['number'],
  date: ['date'],
  yes_no: ['yes_no'],
}

/** The field that takes the answer to a question, where its type and the answer fit; null: none. */
export function fieldFor<Field extends CustomField>(
  { field: key, kind }: Question,
  answer: Answer | undefined,
  fields: readonly Field[],
): Field | null {
  if (isEmpty(answer)) return null
  const field = fields.find((one) => one.key === key && fieldTypesFor[kind].includes(one.type))
  return field && fieldValueRule(field, answer!) === null ? field : null
}

/** What stands in a field, and what a sheet has put there last; `takenBack`: one of ours did not let it stand. */
export type Standing = { now: FactValue; written: { value: FactValue; takenBack: boolean } | null }

/**
 * Whether an answer goes into a field by itself: where nothing stands, or what an earlier answer has put there. What a
 * person or an import has put there stays, and so does that an answer was taken back; then somebody decides.
 */
export function goesIn(answer: FactValue, { now, written }: Standing): boolean {
  if (isSame(now, answer)) return false
  if (written?.takenBack && isSame(written.value, answer)) return false
  return now === null || (written !== null && !written.takenBack && isSame(written.value, now))
}

/** Whether what stands in a field is what a sheet has put there, so that it can be taken back. */
export const isFromSheet = ({ now, written }: Standing): boolean =>
  written !== null && !written.takenBack && now !== null && isSame(written.value, now)

export const isSame = (a: FactValue, b: FactValue): boolean => a === b || sameValue(a, b)
