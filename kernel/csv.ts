/** What a spreadsheet would run as a formula when it opens a file. */
const live = /^[=+\-@\t\r]/

/** A text as a cell: neutralised where a spreadsheet would calculate it, quoted where it has to be. */
export function csvCell(text: string): string {
  const safe = live.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A line of cells that are ready, with the line end that spreadsheets expect. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`
}
