import { isAscii } from 'node:buffer'
import type { Files } from '#platform/files/files.ts'
import { readDateColumn, type DateReading } from '../core/dateColumn.ts'
import type { DateOrder } from '../core/dateOrders.ts'
import { decoding } from '../core/decode.ts'
import { delimitedReader, delimiters, mostCells, type RawRow } from '../core/delimited.ts'
import { guessDialect } from '../core/dialect.ts'
import { type EncodingGuess, encodingSampleBytes, guessEncoding } from '../core/encoding.ts'
import { type OtherFile, otherFile } from '../core/fileType.ts'
import type { Reading } from '../core/reading.ts'
import { showable } from '../core/showable.ts'

/** How much of a file's beginning is looked at to understand it; more, where that holds no whole row. */
const headBytes = 512 * 1024
const longHeadBytes = 8 * 1024 * 1024
const stretchBytes = 128 * 1024
/** Lines that are looked at of the beginning and of each stretch: a file of tiny rows holds everybody up no longer than others. */
const headLines = 5000
const stretchLines = 1000

/** What was understood of a file's form. Samples are of its beginning, and of some places further down. */
export type Understanding = {
  readonly reading: Reading
  readonly told: EncodingGuess['told']
  readonly names: readonly string[]
  readonly samples: readonly (readonly string[])[]
  readonly dates: readonly (DateReading | null)[]
  readonly rows: readonly RawRow[]
}

/** Why a file cannot be imported at all. */
export type Misfit = `file_is_${OtherFile}` | 'file_is_empty' | 'file_has_no_rows' | 'file_has_too_many_columns'

/**
 * Looks at a stored file: which encoding, which layout, which dates. What a person has decided (`given`) is taken as it
 * is and the rest is told by it.
 */
export async function understand(
  files: Files,
  fileKey: string,
  given: Partial<Reading> & { preferredOrder: DateOrder },
): Promise<Understanding | Misfit> {
  const form = await understandHead(files, fileKey, given, headBytes)
  return form === 'file_has_no_rows' ? understandHead(files, fileKey, given, longHeadBytes) : form
}

async function understandHead(
  files: Files,
  fileKey: string,
  given: Partial<Reading> & { preferredOrder: DateOrder },
  length: number,
): Promise<Understanding | Misfit> {
  const head = await files.head(fileKey, length)
  if (head.length === 0) return 'file_is_empty'
  const other = otherFile(head.subarray(0, 4096))
  if (other) return `file_is_${other}`
  const guess = guessEncoding(head.subarray(0, encodingSampleBytes), await firstBeyondAscii(files, fileKey, head))
  const encoding = given.encoding ?? guess.encoding
  const decoded = decoding(encoding).push(head)
  const text = firstLines(decoded, headLines)
  const whole = head.length < length && text.length === decoded.length
  if (isTooWide(text)) return 'file_has_too_many_columns'
  const dialect = guessDialect(text)
  if (!dialect) return 'file_is_empty'
  const delimiter = given.delimiter ?? dialect.delimiter
  const reader = delimitedReader(delimiter)
  const rows = [...reader.push(text), ...(whole ? reader.end() : [])]
  const headerLine = given.headerLine ?? dialect.headerLine
  const header = rows.find((row) => row.line === headerLine)
  const body = rows.filter((row) => row.line > headerLine && !isBlank(row))
  if (body.length === 0 && (whole || length < longHeadBytes)) return 'file_has_no_rows'
  const names =
    header && 'cells' in header
      ? header.cells.map((cell) => showable(cell.trim(), Infinity))
      : namesByPlace(dialect.width)
  const further = await rowsFurtherDown(files, fileKey, { encoding, delimiter }, names.length)
  const samples = names.map((_, column) =>
    [...body.slice(0, 3000), ...further].flatMap((row) => ('cells' in row ? [row.cells[column] ?? ''] : [])),
  )
  const dates = samples.map((cells) => readDateColumn(cells, given.dateOrder ?? given.preferredOrder))
  const dateOrder = given.dateOrder ?? usual(dates) ?? given.preferredOrder
  const orders = dates.flatMap((each, column) => {
    const order =
      given.dateOrders?.[column] ?? (each?.certainty === 'clear' && each.order !== dateOrder ? each.order : null)
    return order ? [[String(column), order] as const] : []
  })
  const reading: Reading = { encoding, delimiter, headerLine, dateOrder, dateOrders: Object.fromEntries(orders) }
  return { reading, told: guess.told, names, samples, dates, rows: body }
}

/** As many lines of a text as that, whatever ends them. */
function firstLines(text: string, count: number): string {
  const mark = text.includes('\n') ? '\n' : '\r'
  let at = 0
  for (let line = 0; line < count; line++) {
    at = text.indexOf(mark, at) + 1
    if (at === 0) return text
  }
  return text.slice(0, at)
}

/** Whether the first line has more columns than a table. */
function isTooWide(text: string): boolean {
  const [first = ''] = text.trimStart().split(/[\r\n]/, 1)
  return delimiters.some((delimiter) => first.split(delimiter, mostCells + 1).length > mostCells)
}

function isBlank(row: RawRow): boolean {
  return 'cells' in row && row.cells.every((cell) => cell.trim() === '')
}

/** Columns without names are called by their place, as spreadsheets do: A … Z, AA … */
function namesByPlace(width: number): string[] {
  const letters = (n: number): string =>
    (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26))
  return Array.from({ length: width }, (_, i) => letters(i))
}

/** The order that most of the clear columns have: where a column is open, it is read as its neighbours are. */
function usual(dates: readonly (DateReading | null)[]): DateOrder | null {
  const counts = new Map<DateOrder, number>()
  for (const each of dates) {
    if (each?.certainty === 'clear') counts.set(each.order, (counts.get(each.order) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** A stretch from the first byte that is not ASCII: a long file may show its first Japanese letter late. */
async function firstBeyondAscii(files: Files, fileKey: string, head: Buffer): Promise<Buffer> {
  const within = head.findIndex((byte) => byte >= 0x80)
  if (within >= 0) return head.subarray(within, within + encodingSampleBytes)
  if (head.length < headBytes) return head
  const found: Buffer[] = []
  for await (const piece of await files.read(fileKey, head.length)) {
    const chunk = piece as Buffer
    if (found.length === 0 && isAscii(chunk)) continue
    found.push(found.length === 0 ? chunk.subarray(chunk.findIndex((byte) => byte >= 0x80)) : chunk)
    if (Buffer.concat(found).length >= encodingSampleBytes) break
  }
  return Buffer.concat(found)
}

/** Rows from the middle and from near the end of a long file; those that a cut has spoilt are left out. */
async function rowsFurtherDown(
  files: Files,
  fileKey: string,
  { encoding, delimiter }: Pick<Reading, 'encoding' | 'delimiter'>,
  width: number,
): Promise<RawRow[]> {
  const size = await files.size(fileKey)
  if (size <= headBytes) return []
  const rows: RawRow[] = []
  for (const place of [0.35, 0.65, 0.97]) {
    const start = Math.floor((size * place) / 2) * 2
    const stretch: Buffer[] = []
    let length = 0
    for await (const piece of await files.read(fileKey, start)) {
      stretch.push(piece as Buffer)
      length += (piece as Buffer).length
      if (length >= stretchBytes) break
    }
    const text = firstLines(decoding(encoding).push(Buffer.concat(stretch)), stretchLines)
    const [, ...whole] = delimitedReader(delimiter).push(text)
    rows.push(...whole.filter((row) => 'cells' in row && row.cells.length === width))
  }
  return rows
}
