import type { connect, Look } from './apis.ts'

/** A change of how the file is read, as it is sent. */
export type Change = Omit<Parameters<typeof connect.settings.call>[0], 'id'>

/** The mapping with one column changed; a field that another column had moves here. */
export function mappingWith(look: Look, index: number, field: string | null): (string | null)[] {
  return look.columns.map((column, i) => (i === index ? field : column.field === field ? null : column.field))
}
