import { sql } from 'kysely'
import type { ImportField, ImportFieldType, ImportRow } from '#capabilities/connect/core/kind.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { FieldType } from '#capabilities/accounts/core/customField.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type Field, readFields, type Subject } from '../fieldRead.ts'

const cellTypes: Record<FieldType, ImportFieldType> = {
  text: 'text',
  long_text: 'text',
  url: 'text',
  number: 'number',
  money: 'money',
  date: 'date',
  yes_no: 'yes_no',
  choice: 'choice',
  choices: 'list',
  person: 'reference',
}

const prefix = 'field.'
const longest: Partial<Record<FieldType, number>> = { text: 1000, long_text: 20_000, url: 1000 }
const urlRule = (text: string) => (/^https?:$/.test(URL.parse(text)?.protocol ?? '') ? null : 'url_expected')

/** The company's own fields of a subject, as columns of a file can be read into them. */
export async function ownImportFields(tx: Tx, subject: Subject): Promise<ImportField[]> {
  return (await readFields(tx, { subject })).map(importField)
}

function importField(field: Field): ImportField {
  const choices = field.choices.map(({ key, labelJa, labelEn }) => ({ key, label: { ja: labelJa, en: labelEn } }))
  const maxLength = longest[field.type]
  return {
    key: `${prefix}${field.key}`,
    label: { ja: field.labelJa, en: field.labelEn },
    type: cellTypes[field.type],
    synonyms: { en: [field.key] },
    ...(choices.length > 0 ? { choices } : {}),
    ...(maxLength ? { maxLength } : {}),
    ...(field.type === 'person' ? { reference: 'person' } : {}),
    ...(field.type === 'url' ? { check: urlRule } : {}),
  }
}

/** The values of own fields that a row names, by field key; null where the cell is to clear the value. */
export function ownValues({ values }: ImportRow): Record<string, FactValue> {
  const own: Record<string, FactValue> = {}
  for (const [key, value] of Object.entries(values)) {
    if (!key.startsWith(prefix)) continue
    const isReference = typeof value === 'object' && value !== null && 'text' in value
    own[key.slice(prefix.length)] = isReference ? value.id : value
  }
  return own
}

/** Our people by the address or the name that cells give them; a name that several have is in doubt. */
export async function findPeople(tx: Tx, texts: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ text: string; ids: string[] }>`
    select t.text, array_agg(distinct p.id::text) as ids from unnest(${[...texts]}::text[]) as t (text)
    join people p on lower(p.email) = lower(t.text)
      or regexp_replace(p.name, '\\s', '', 'g') = regexp_replace(normalize(t.text, nfkc), '\\s', '', 'g')
    group by t.text
  `.execute(tx)
  return new Map(rows.map((row) => [row.text, row.ids]))
}
