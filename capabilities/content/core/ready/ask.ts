import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Question } from '../form.ts'

const none: Label = { ja: '', en: '' }

/** A question of a ready-made sheet; what is not said is as in most questions. */
export const ask = (
  key: string,
  kind: Question['kind'],
  ja: string,
  en: string,
  rest: Partial<Question> = {},
): Question => ({
  key,
  kind,
  label: { ja, en },
  help: none,
  required: false,
  choices: [],
  low: none,
  high: none,
  ...rest,
})
export const required = { required: true }
export const help = (ja: string, en: string) => ({ help: { ja, en } })
export const choices = (...list: readonly (readonly [key: string, ja: string, en: string])[]) => ({
  choices: list.map(([key, ja, en]) => ({ key, label: { ja, en } })),
})
export const ends = (low: Label, high: Label) => ({ low, high })
