import type { ImportSubject, Words } from '../core/kind.ts'
import { ruleWords } from '../core/rules.ts'
import { type ImportRecord, noCounts } from './imports.ts'
import type { ImportIssue } from './issues.ts'

/** An import as it is answered. */
export function presentImport(record: ImportRecord) {
  const { id, kind, fileName, fileSize, status, mode, preview, rowsTotal, rowsDone, error, personName, origin } = record
  const untouched = record.counts.read === undefined
  return {
    id,
    kind,
    fileName,
    fileSize,
    status,
    mode,
    counts: untouched ? null : { ...noCounts, ...record.counts },
    preview,
    rowsTotal,
    rowsDone,
    progress: progressOf(record),
    hasFile: record.fileKey !== null,
    canUndo: record.hasChanges && ['done', 'stopped', 'failed'].includes(status),
    error,
    personName,
    origin,
    createdAt: record.createdAt.toISOString(),
    seconds: secondsOf(record),
    startedAt: record.startedAt?.toISOString() ?? null,
    finishedAt: record.finishedAt?.toISOString() ?? null,
  }
}

function secondsOf({ startedAt, finishedAt }: ImportRecord): number {
  return startedAt ? Math.max(0, ((finishedAt ?? new Date()).getTime() - startedAt.getTime()) / 1000) : 0
}

/** An undo goes by changes, everything else by bytes of the file: how many rows there are is known at its end only. */
function progressOf({ status, rowsDone, rowsTotal, bytesDone, fileSize }: ImportRecord): number {
  if (status === 'undoing') return rowsTotal ? Math.min(rowsDone / rowsTotal, 1) : 0
  return status === 'previewing' || status === 'running' ? Math.min(bytesDone / Math.max(fileSize, 1), 1) : 1
}

export function presentIssue(issue: ImportIssue, rules: Readonly<Record<string, Words>>) {
  const { line, severity, column, value, rule, detail } = issue
  return { line, severity, column, value, rule, text: ruleWords(rule, detail, rules) }
}

/** A kind as it is answered: what the interface needs of it. */
export function presentKind(subject: ImportSubject) {
  const help = (words: Words | undefined) => (words ? { help: words } : {})
  return {
    key: subject.key,
    label: subject.label,
    ...help(subject.help),
    fields: subject.fields.map((field) => ({
      key: field.key,
      label: field.label,
      ...help(field.help),
      type: field.type,
      required: field.required ?? false,
      orElse: [...(field.orElse ?? [])],
    })),
    options: subject.options.map((option) => ({
      key: option.key,
      label: option.label,
      ...help(option.help),
      type: option.type,
      choices: (option.choices ?? []).map(({ key, label }) => ({ key, label })),
    })),
  }
}
