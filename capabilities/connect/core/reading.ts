import type { DateOrder } from './dateOrders.ts'
import type { Delimiter } from './delimited.ts'
import type { Encoding } from './encodings.ts'

/** How a file is read: what was told from its bytes, and what a person changed of it. */
export type Reading = {
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  /** The line of the column names; 0: the file has none. */
  readonly headerLine: number
  /** The order of dates where a column has none of its own. */
  readonly dateOrder: DateOrder
  /** The order of dates by column, counted from 0. */
  readonly dateOrders: Readonly<Record<string, DateOrder>>
}

/** Column by column the key of the field it is read into; null: it is left out. */
export type Mapping = readonly (string | null)[]

/** Everything that decides what becomes of a file's rows. */
export type Settings = {
  readonly reading: Reading
  readonly mapping: Mapping
  readonly options: Readonly<Record<string, string>>
  /** Whether an empty cell leaves the existing value alone or clears it. */
  readonly emptyCells: 'keep' | 'clear'
}
