/** Rows that are selected, by key. `anchor` is where a range begins. */
export type Selection = { keys: ReadonlySet<string>; anchor: string | null }

export const nothingSelected: Selection = { keys: new Set(), anchor: null }

/** One row more or less. */
export function toggled(selection: Selection, key: string): Selection {
  const keys = new Set(selection.keys)
  if (!keys.delete(key)) keys.add(key)
  return { keys, anchor: key }
}

/** The rows from the anchor to a row as well; all of `order` between them. */
export function extended(selection: Selection, key: string, order: readonly string[]): Selection {
  const from = order.indexOf(selection.anchor ?? key)
  const to = order.indexOf(key)
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { keys: new Set([...selection.keys, ...range]), anchor: selection.anchor ?? key }
}
