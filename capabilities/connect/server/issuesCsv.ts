import { Readable } from 'node:stream'
import type { Database } from '#platform/database/scope.ts'
import type { Words } from '../core/kind.ts'
import { ruleWords } from '../core/rules.ts'
import type { ImportRecord } from './imports.ts'
import { type ImportIssue, readIssues } from './issues.ts'

const headings = {
  ja: ['行', '扱い', '列', '値', '理由'],
  en: ['Line', 'Result', 'Column', 'Value', 'Reason'],
}
const severities = {
  ja: { rejected: '取り込まない', warned: '注意', kept: '元に戻さない' },
  en: { rejected: 'rejected', warned: 'warning', kept: 'kept' },
}
const pageSize = 5000

/** All issues of an import as CSV (UTF-8 with a byte order mark, so that Excel reads it), page by page. */
export function issuesCsv(
  database: Database,
  record: ImportRecord,
  rules: Readonly<Record<string, Words>>,
  language: 'ja' | 'en',
): Readable {
  async function* lines() {
    yield `\ufeff${csvLine(headings[language])}`
    let after: ImportIssue | null = null
    for (;;) {
      const last: ImportIssue | null = after
      const page: ImportIssue[] = await database.workspace(record.workspaceId, (tx) =>
        readIssues(tx, record.id, pageSize, last),
      )
      yield page.map((issue) => csvLine(cellsOf(issue, rules, language))).join('')
      if (page.length < pageSize) return
      after = page.at(-1)!
    }
  }
  return Readable.from(lines())
}

function cellsOf(issue: ImportIssue, rules: Readonly<Record<string, Words>>, language: 'ja' | 'en'): string[] {
  const line = issue.line === 0 ? '' : String(issue.line)
  const reason = ruleWords(issue.rule, issue.detail, rules)[language]
  return [line, severities[language][issue.severity], issue.column ?? '', issue.value ?? '', reason]
}

/** One line of CSV. A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP). */
export function csvLine(cells: readonly string[]): string {
  const safe = cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d.,]+$/.test(cell) ? `'${cell}` : cell))
  return `${safe.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
