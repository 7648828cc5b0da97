import { type CellContext, isEmptyCell, readCell } from './cell.ts'
import type { RawRow } from './delimited.ts'
import type { ImportField, ImportRow, ImportSubject, ImportValue, RowIssue } from './kind.ts'
import type { Settings } from './reading.ts'
import type { ImportRule } from './rules.ts'
import { showable } from './showable.ts'

/** An issue with the place it stands at: `column` is the name of the column in the file. */
export type PlacedIssue = RowIssue & { readonly column: string | null }

/** A row as the import takes it, or what is wrong with it. An empty row is none of both. */
export type ReadRow =
  | { readonly kind: 'row'; readonly row: ImportRow }
  | { readonly kind: 'rejected'; readonly line: number; readonly issues: readonly PlacedIssue[] }
  | { readonly kind: 'empty'; readonly line: number }

const brokenRules = {
  quoteNotClosed: 'quote_not_closed',
  textAfterQuote: 'text_after_quote',
  rowTooLong: 'row_too_long',
} satisfies Record<string, ImportRule>

/** What is the same for all rows: the workspace's clocks and currency. */
export type Surroundings = Pick<CellContext, 'zoneOffset' | 'currency'>

/** A cell that has a field. `read` is null where the cell says nothing. */
export type MappedCell = {
  readonly field: ImportField
  readonly index: number
  readonly column: string
  readonly text: string
  /** The currency that amounts of this row are in. */
  readonly currency: string
  readonly read: ReturnType<typeof readCell> | null
}

/**
 * Makes the function that reads the cells of a row, one by one. `names` are the columns' names. Amounts are in the
 * currency of the row's `currency` field, else of the `currency` option, else of the workspace.
 */
export function cellReader(
  subject: ImportSubject,
  settings: Settings,
  names: readonly string[],
  surroundings: Surroundings,
): (cells: readonly string[]) => MappedCell[] {
  const fields = new Map(subject.fields.map((field) => [field.key, field]))
  const mapped = settings.mapping.flatMap((key, index) => {
    const field = key === null ? undefined : fields.get(key)
    return field ? [{ field, index, column: names[index] ?? '' }] : []
  })
  const currencyColumn = mapped.find(({ field }) => field.key === 'currency')?.index
  const fileCurrency = settings.options['currency'] ?? surroundings.currency
  const { dateOrders, dateOrder } = settings.reading
  return (cells) => {
    const own = currencyColumn === undefined ? '' : (cells[currencyColumn] ?? '').trim().toUpperCase()
    const currency = own === '' ? fileCurrency : own
    return mapped.map(({ field, index, column }) => {
      const text = cells[index] ?? ''
      const context = { dateOrder: dateOrders[index] ?? dateOrder, currency, zoneOffset: surroundings.zoneOffset }
      const read = isEmptyCell(text, field.type) ? null : readCell(field, text, context)
      return { field, index, column, text, currency, read }
    })
  }
}

/** Makes the function that reads one raw row after another. */
export function rowReader(
  subject: ImportSubject,
  settings: Settings,
  names: readonly string[],
  surroundings: Surroundings,
): (raw: RawRow) => ReadRow {
  const readCells = cellReader(subject, settings, names, surroundings)
  const required = subject.fields.filter((field) => field.required)
  return (raw) => {
    if ('cells' in raw && raw.cells.every((cell) => cell.trim() === '')) return { kind: 'empty', line: raw.line }
    const misfit = formIssue(raw, names)
    if (misfit) return reject(raw.line, [misfit])
    const cells = readCells('cells' in raw ? raw.cells : [])
    const values: Record<string, ImportValue> = {}
    const issues: PlacedIssue[] = []
    for (const { field, column, text, read } of cells) {
      if (read === null) {
        if (settings.emptyCells === 'clear') values[field.key] = null
      } else if (read.ok) values[field.key] = read.value
      else issues.push({ field: field.key, column, value: showable(text), ...read.error })
    }
    for (const field of required) {
      if (hasValue(values, field) || issues.some((issue) => issue.field === field.key)) continue
      const column = cells.find((cell) => cell.field.key === field.key)?.column ?? null
      issues.push({ field: field.key, column, rule: 'required' })
    }
    return issues.length > 0 ? reject(raw.line, issues) : { kind: 'row', row: { line: raw.line, values } }
  }
}

function reject(line: number, issues: readonly PlacedIssue[]): ReadRow {
  return { kind: 'rejected', line, issues }
}

function hasValue(values: Readonly<Record<string, ImportValue>>, field: ImportField): boolean {
  return [field.key, ...(field.orElse ?? [])].some((key) => values[key] !== undefined && values[key] !== null)
}

/**
 * What is wrong with the form of a row: broken quoting, or cells that have slipped. Empty cells that spreadsheets add at
 * the end are no slip.
 */
export function formIssue(raw: RawRow, names: readonly string[]): PlacedIssue | null {
  if ('broken' in raw) {
    const column = raw.broken === 'rowTooLong' ? null : (names[raw.column - 1] ?? null)
    return { field: null, column, rule: brokenRules[raw.broken] }
  }
  const { cells } = raw
  const width = names.length
  if (cells.length === width) return null
  if (cells.length > width && cells.slice(width).every((cell) => cell.trim() === '')) return null
  const rule: ImportRule = cells.length > width ? 'too_many_cells' : 'too_few_cells'
  return { field: null, column: null, rule, detail: { cells: cells.length, width } }
}
