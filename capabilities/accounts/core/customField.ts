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
