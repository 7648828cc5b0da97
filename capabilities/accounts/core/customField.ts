import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { parseDay } from '#kernel/day.ts'
import type { Issue } from '#kernel/exchange.ts'
import { isId } from '#kernel/id.ts'

/** What kinds of values a company's own field can hold. */
export const fieldTypes = [
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'yes_no',
  'choice',
  'choices',
  'person',
  'url',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** One answer of a choice field. */
export type FieldChoice = { key: string; labelJa: string; labelEn: string }

/** A company's own field, as far as its values care. */
export type CustomField = { key: string; type: FieldType; choices: readonly FieldChoice[] }

/** Longest texts, in characters. */
const maxText = 1000
const maxLongText = 20_000

const isHttpUrl = (text: string) => /^https?:$/.test(URL.parse(text)?.protocol ?? '')

const rules: Record<FieldType, (value: Exclude<FactValue, null>, field: CustomField) => string | null> = {
  text: (value) => (typeof value !== 'string' ? 'text_expected' : value.length > maxText ? 'too_long' : null),
  long_text: (value) => (typeof value !== 'string' ? 'text_expected' : value.length > maxLongText ? 'too_long' : null),
  number: (value) => (typeof value === 'number' && Number.isFinite(value) ? null : 'number_expected'),
  money: (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? null : 'minor_units_expected'),
  date: (value) => (typeof value === 'string' && parseDay(value) !== null ? null : 'day_expected'),
  yes_no: (value) => (typeof value === 'boolean' ? null : 'yes_no_expected'),
  choice: (value, field) => (field.choices.some((choice) => choice.key === value) ? null : 'unknown_choice'),
  choices: (value, field) => {
    if (!Array.isArray(value)) return 'list_expected'
    const keys = new Set(field.choices.map((choice) => choice.key))
    return value.every((entry) => keys.has(entry)) ? null : 'unknown_choice'
  },
  person: (value) => (typeof value === 'string' && isId(value) ? null : 'person_expected'),
  url: (value) => (typeof value === 'string' && isHttpUrl(value) ? null : 'url_expected'),
}

/** The rule that a value of a field breaks, or null. A missing value breaks none. */
export function fieldValueRule(field: CustomField, value: FactValue): string | null {
  return value === null ? null : rules[field.type](value, field)
}

/** A value as it is kept: an empty text or list is missing, a list has each entry once. */
export function plainFieldValue(value: FactValue): FactValue {
  if (value === null || value === '') return null
  if (typeof value === 'object') return value.length === 0 ? null : [...new Set(value)]
  return value
}

/** What is wrong with values of own fields, by field key; a key that is no field is refused too. */
export function customIssues(fields: readonly CustomField[], values: Readonly<Record<string, FactValue>>): Issue[] {
  const byKey = new Map(fields.map((field) => [field.key, field]))
  return Object.entries(values).flatMap(([key, value]) => {
    const field = byKey.get(key)
    const rule = field ? fieldValueRule(field, plainFieldValue(value)) : 'unknown_field'
    return rule === null ? [] : [{ field: `custom.${key}`, value: shown(value), rule }]
  })
}

const shown = (value: FactValue) =>
  (typeof value === 'object' && value !== null ? value.join(', ') : String(value)).slice(0, 200)

/** Values before a change with the change put over them; null takes a value away. Keys that are left out stay. */
export function mergeCustom(
  before: Readonly<Record<string, FactValue>>,
  change: Readonly<Record<string, FactValue>>,
): Record<string, FactValue> {
  const merged: Record<string, FactValue> = { ...before }
  for (const [key, value] of Object.entries(change)) {
    const plain = plainFieldValue(value)
    if (plain === null) delete merged[key]
    else merged[key] = plain
  }
  return merged
}
