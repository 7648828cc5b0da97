import { type CellContext, isEmptyCell, readCell } from './cell.ts'
import type { RawRow } from './delimited.ts'
import type { ImportField, ImportRow, ImportSubject, ImportValue, RowIssue } from './kind.ts'
import type { Settings } from './reading.ts'
import type { ImportRule } from './rules.ts'

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

/** Longer values are cut in reports; the line tells where the whole one stands. */
const shownValue = 200

/**
 * Makes the function that reads one raw row after another. `names` are the columns' names, `zoneOffset` and `currency`
 * are the workspace's; a `currency` field or option takes precedence over the latter.
 */
export function rowReader(
  subject: ImportSubject,
  settings: Settings,
  names: readonly string[],
  surroundings: Pick<CellContext, 'zoneOffset' | 'currency'>,
): (raw: RawRow) => ReadRow {
  const fields = new Map(subject.fields.map((field) => [field.key, field]))
  const mapped = settings.mapping.flatMap((key, index) => {
    const field = key === null ? undefined : fields.get(key)
    return field ? [{ field, index, name: names[index] ?? '' }] : []
  })
  const currencyColumn = mapped.find(({ field }) => field.key === 'currency')
  const fileCurrency = settings.options['currency'] ?? surroundings.currency
  const required = subject.fields.filter((field) => field.required)

  return (raw) => {
    if ('broken' in raw) {
      const column = names[raw.column - 1] ?? null
      return reject(raw.line, [{ field: null, column, rule: brokenRules[raw.broken] }])
    }
    if (raw.cells.every((cell) => cell.trim() === '')) return { kind: 'empty', line: raw.line }
    const misfit = widthIssue(raw.cells, names.length)
    if (misfit) return reject(raw.line, [misfit])
    const rowCurrency = currencyColumn && raw.cells[currencyColumn.index]?.trim().toUpperCase()
    const currency = rowCurrency || fileCurrency
    const values: Record<string, ImportValue> = {}
    const issues: PlacedIssue[] = []
    for (const { field, index, name } of mapped) {
      const text = raw.cells[index] ?? ''
      if (isEmptyCell(text, field.type)) {
        if (settings.emptyCells === 'clear') values[field.key] = null
        continue
      }
      const { dateOrders, dateOrder } = settings.reading
      const read = readCell(field, text, {
        dateOrder: dateOrders[index] ?? dateOrder,
        currency,
        zoneOffset: surroundings.zoneOffset,
      })
      if (read.ok) values[field.key] = read.value
      else issues.push({ field: field.key, column: name, value: text.slice(0, shownValue), ...read.error })
    }
    for (const field of required) {
      if (!hasValue(values, field) && !issues.some((issue) => issue.field === field.key)) {
        const column = mapped.find((each) => each.field.key === field.key)?.name ?? null
        issues.push({ field: field.key, column, rule: 'required' })
      }
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

/** Spreadsheets add empty cells at the end of a row; anything else means that cells have slipped. */
function widthIssue(cells: readonly string[], width: number): PlacedIssue | null {
  if (cells.length === width) return null
  if (cells.length > width && cells.slice(width).every((cell) => cell.trim() === '')) return null
  const rule: ImportRule = cells.length > width ? 'too_many_cells' : 'too_few_cells'
  return { field: null, column: null, rule, detail: { cells: cells.length, width } }
}
