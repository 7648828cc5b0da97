import { type RawBuilder, sql } from 'kysely'

/** An array as PostgreSQL reads it. One text a column is many times quicker to bind than thousands of values. */
export function arrayText(values: readonly (string | number | boolean | null)[]): string {
  const texts = values.map((value) => (value === null ? 'NULL' : typeof value === 'string' ? quoted(value) : value))
  return `{${texts.join(',')}}`
}

const special = /["\\]/

function quoted(text: string): string {
  return special.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}

const known = new WeakMap<readonly string[], RawBuilder<string[]>>()

/** Ids as an array of SQL, for `= any(…)`. The text is made once for a page, however many statements ask for it. */
export function idArray(ids: readonly string[]): RawBuilder<string[]> {
  let array = known.get(ids)
  if (!array) {
    array = sql<string[]>`${`{${ids.join(',')}}`}::uuid[]`
    known.set(ids, array)
  }
  return array
}
