/** What stands between the cells of a row. */
export const delimiters = [',', '\t', ';', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/**
 * A row as it stands in the file, or the place where its form is broken: a quote that is never closed, text after a
 * closing quote, a row longer than `maxRow` or of more than `mostCells`. Lines and columns count from 1; a row begins on `line`.
 */
export type RawRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | {
      readonly line: number
      readonly broken: 'quoteNotClosed' | 'textAfterQuote' | 'rowTooLong'
      readonly column: number
    }

/** Takes a text in pieces of any size and gives the rows that are complete. */
export type DelimitedReader = { readonly push: (text: string) => RawRow[]; readonly end: () => RawRow[] }

/** A row longer than this many characters, or of more cells, is no row of a table. */
const maxRow = 1_000_000
export const mostCells = 2000

/**
 * Reads delimiter-separated text (RFC 4180 and what spreadsheets make of it: any line end, quotes inside an unquoted
 * cell taken literally). After a broken row it goes on at the next line, so that one stray quote costs one row.
 */
export function delimitedReader(delimiter: Delimiter, longest = maxRow): DelimitedReader {
  let rest = ''
  let line = 1
  let skipping = false

  function take(text: string, final: boolean): RawRow[] {
    const rows: RawRow[] = []
    const scan = scanner(rest + text, final)
    let at = 0
    while (at < scan.text.length) {
      const end = scan.lineEnd(at)
      if (skipping) {
        if (!end) break
        skipping = false
        at = end.next
        line++
        continue
      }
      const quoted = scan.quoteBefore(at, end ? end.at : scan.text.length)
      const row = quoted ? readQuoted(scan.text, at, delimiter, final) : end && readPlain(scan.text, at, end, delimiter)
      if (row === null || ('broken' in row && end === null)) {
        if (scan.text.length - at <= longest) break
        rows.push({ line, broken: quoted ? 'quoteNotClosed' : 'rowTooLong', column: 1 })
        skipping = true
      } else if ('broken' in row) {
        rows.push({ line, broken: row.broken, column: row.column })
        skipping = true
      } else if (row.next - at > longest || row.cells.length > mostCells) {
        rows.push({ line, broken: 'rowTooLong', column: 1 })
        skipping = true
      } else {
        rows.push({ line, cells: row.cells })
        line += row.lines
        at = row.next
      }
    }
    // Of a line that is being skipped only a carriage return at the very end matters: its line feed may come next.
    rest = !skipping ? scan.text.slice(at) : scan.text.endsWith('\r') && at < scan.text.length ? '\r' : ''
    return rows
  }
  return { push: (text) => take(text, false), end: () => take('', true) }
}

type LineEnd = { readonly at: number; readonly next: number }

/** Finds line ends and quotes; each search goes forward only, so that a piece is read in linear time. */
function scanner(text: string, final: boolean) {
  const next = { '\n': -2, '\r': -2, '"': -2 }
  const find = (mark: keyof typeof next, from: number): number => {
    if (next[mark] !== -1 && next[mark] < from) next[mark] = text.indexOf(mark, from)
    return next[mark]
  }
  return {
    text,
    lineEnd(from: number): LineEnd | null {
      const feed = find('\n', from)
      const carriage = find('\r', from)
      if (carriage !== -1 && (feed === -1 || carriage < feed)) {
        if (carriage + 1 === text.length && !final) return null
        return { at: carriage, next: text[carriage + 1] === '\n' ? carriage + 2 : carriage + 1 }
      }
      if (feed !== -1) return { at: feed, next: feed + 1 }
      return final ? { at: text.length, next: text.length } : null
    },
    quoteBefore(from: number, to: number): boolean {
      const quote = find('"', from)
      return quote !== -1 && quote < to
    },
  }
}

type Read =
  | { readonly cells: string[]; readonly next: number; readonly lines: number }
  | { readonly broken: 'quoteNotClosed' | 'textAfterQuote'; readonly column: number }

function readPlain(text: string, at: number, end: LineEnd, delimiter: Delimiter): Read {
  return { cells: text.slice(at, end.at).split(delimiter, mostCells + 1), next: end.next, lines: 1 }
}

/** Reads a row in which cells may be quoted; null where its end is not in the text yet. */
function readQuoted(text: string, start: number, delimiter: Delimiter, final: boolean): Read | null {
  const cells: string[] = []
  let lines = 1
  let at = start
  for (;;) {
    if (text[at] === '"') {
      const close = closingQuote(text, at)
      if (close === -1 || (close + 1 === text.length && !final)) {
        return final ? { broken: 'quoteNotClosed', column: cells.length + 1 } : null
      }
      const cell = text.slice(at + 1, close)
      lines += lineBreaks(cell)
      cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell)
      at = close + 1
      while (text[at] === ' ') at++
    } else {
      let stop = at
      while (stop < text.length && text[stop] !== delimiter && text[stop] !== '\n' && text[stop] !== '\r') stop++
      cells.push(text.slice(at, stop))
      at = stop
    }
    const mark = text[at]
    if (mark === delimiter) at++
    else if (mark === '\n') return { cells, next: at + 1, lines }
    else if (mark === '\r') {
      if (at + 1 === text.length && !final) return null
      return { cells, next: text[at + 1] === '\n' ? at + 2 : at + 1, lines }
    } else if (mark === undefined) return final ? { cells, next: at, lines } : null
    else return { broken: 'textAfterQuote', column: cells.length }
  }
}

function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1)
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

function lineBreaks(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) count++
  }
  return count
}
