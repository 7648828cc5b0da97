import { readDate } from './dates.ts'
import { type Delimiter, delimitedReader, delimiters, type RawRow } from './delimited.ts'
import { readNumber } from './numbers.ts'
import { readYesNo } from './yesNo.ts'

/** How the rows of a file are laid out. `headerLine` is the line of the column names, 0 where there are none. */
export type Dialect = { readonly delimiter: Delimiter; readonly headerLine: number; readonly width: number }

/** How far down a file the line of column names is looked for. */
const deepestHeader = 20

/**
 * Guesses delimiter and header line from the beginning of a text. The delimiter is the one that cuts most rows into the
 * same number of cells; the header is the first full-width line of names, so that a title or a note above it
 * ("ダウンロード実行日,…") is passed over. null: there is no row at all.
 */
export function guessDialect(text: string): Dialect | null {
  const found = delimiters.map((delimiter) => layout(text, delimiter)).filter((each) => each !== null)
  const best = found.reduce<Layout | null>((top, each) => (top === null || each.fit > top.fit ? each : top), null)
  return best && { delimiter: best.delimiter, headerLine: headerLine(best.rows, best.width), width: best.width }
}

type Layout = { delimiter: Delimiter; rows: Whole[]; width: number; fit: number }
type Whole = Extract<RawRow, { cells: readonly string[] }>

/** The rows of the sample and their usual width. The last line may be cut off, and is left out unless it is alone. */
function layout(text: string, delimiter: Delimiter): Layout | null {
  const reader = delimitedReader(delimiter)
  const whole = reader.push(text)
  const rows = (whole.length > 0 ? whole : reader.end()).filter(isWhole).filter((row) => row.cells.join('') !== '')
  if (rows.length === 0) return null
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1)
  const [width, count] = [...counts].reduce((top, each) => (each[1] * each[0] > top[1] * top[0] ? each : top))
  // A single column fits every delimiter alike: it is the last resort.
  const fit = width === 1 ? 0.01 : (count / rows.length) * Math.min(1 + width / 100, 1.3)
  return { delimiter, rows, width, fit }
}

function isWhole(row: RawRow): row is Whole {
  return 'cells' in row
}

function headerLine(rows: readonly Whole[], width: number): number {
  const header = rows.slice(0, deepestHeader).find((row) => row.cells.length === width && areNames(row.cells))
  return header?.line ?? 0
}

/** Names are mostly there, all different, and none of them is a figure, a date or a yes. */
function areNames(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  if (filled.length === 0 || filled.length < cells.length * 0.7) return false
  return new Set(filled).size === filled.length && !filled.some(isData)
}

function isData(cell: string): boolean {
  return readNumber(cell) !== null || readDate(cell, 'ymd') !== null || readYesNo(cell) !== null || cell.includes('@')
}
