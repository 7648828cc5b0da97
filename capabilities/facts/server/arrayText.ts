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

/** Ids as an array of SQL, for `= any(…)`. It is made once for a page, however many statements ask for it. */
export function idArray(ids: readonly string[]): RawBuilder<string[]> {
  let array = known.get(ids)
  if (!array) {
    array = sql<string[]>`${uuidArray(ids)}::uuid[]`
    known.set(ids, array)
  }
  return array
}

const uuidType = 2950

/** An array of UUIDs as PostgreSQL sends and receives it: half as long as its text, and no text to be read. */
function uuidArray(ids: readonly string[]): Buffer {
  const bytes = Buffer.alloc(20 + ids.length * 20)
  const header = [1, 0, uuidType, ids.length, 1] // dimensions, nulls, type, length, first index
  for (const [at, value] of header.entries()) bytes.writeInt32BE(value, at * 4)
  for (const [at, id] of ids.entries()) {
    const from = 20 + at * 20
    bytes.writeInt32BE(16, from)
    if (bytes.write(id.replaceAll('-', ''), from + 4, 'hex') !== 16) throw new TypeError(`not an id: ${id}`)
  }
  return bytes
}
