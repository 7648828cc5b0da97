import type { ReactNode } from 'react'

/** A column of the table. */
export type Column<Row> = {
  key: string
  label: string
  /** px; 132 where nothing is said. */
  width?: number
  align?: 'start' | 'end'
  sortable?: boolean
  groupable?: boolean
  /** It stands first, stays while the rest scrolls, and can't be hidden. */
  fixed?: boolean
  render: (row: Row) => ReactNode
  /** Where it stands on a phone's card: the heading, at its right end, or in the line below. */
  card?: 'title' | 'side' | 'line'
}

/** By which column, and whether the largest come first. */
export type Sort = { key: string; down: boolean }

/** A group of rows with its sub-totals, shown under the columns they belong to. */
export type Group = {
  key: string
  label: ReactNode
  name: string
  count: number
  sums: Readonly<Record<string, ReactNode>>
  open: boolean
}

/** What stands in the table from top to bottom. `more`: further rows of an open group can be asked for. */
export type Line<Row> =
  | { kind: 'row'; row: Row }
  | { kind: 'group'; group: Group }
  | { kind: 'more'; key: string; loading: boolean }

/** How the columns can be changed by the person; what is left out can't be. */
export type ColumnChanges = {
  onSort?: (sort: Sort | null) => void
  onGroup?: (key: string | null) => void
  onHide?: (key: string) => void
  /** Puts a column where another one stands. */
  onMove?: (key: string, before: string) => void
  onResize?: (key: string, width: number) => void
}

export const columnWidth = (column: { width?: number }) => column.width ?? 132
export const narrowest = 56
