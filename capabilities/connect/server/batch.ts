import { dayOf } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { ImportRow, ImportSubject, Referenced, RowOutcome } from '../core/kind.ts'
import type { PlacedIssue, ReadRow } from '../core/row.ts'
import { showable } from '../core/showable.ts'
import type { Identities } from './identities.ts'
import type { Counts, ImportRecord } from './imports.ts'
import type { ImportIssue } from './issues.ts'
import type { ImportChanges, ImportKind, ImportReference, ImportWorkspace } from './kind.ts'
import type { ImportParts } from './parts.ts'

/** What stays the same for all batches of a step. */
export type Step = {
  readonly parts: ImportParts
  readonly record: ImportRecord
  readonly workspace: ImportWorkspace
  readonly kind: ImportKind
  readonly subject: ImportSubject
  readonly references: readonly ImportReference[]
}

/** What would become of the rows of a batch, row by row, and how to make it so. */
export type BatchPlan = {
  readonly counts: Counts
  readonly issues: readonly ImportIssue[]
  /** By line. */
  readonly outcomes: ReadonlyMap<number, string>
  readonly accountIds: readonly string[]
  readonly write: () => Promise<void>
}

/** Sorts the rows of a batch into those that were seen before in the file, and those to be planned. */
export function withoutRepeats(step: Step, read: readonly ReadRow[], seen: Identities): readonly ReadRow[] {
  return read.map((each) => {
    if (each.kind !== 'row') return each
    const identity = step.kind.identify(each.row, step.record.options)
    const firstLine = identity === null ? null : seen.seenBefore(identity, each.row.line)
    if (firstLine === null) return each
    const id = each.row.values['external_id']
    const about = typeof id === 'string' ? { field: 'external_id', value: id } : { field: null, value: identity! }
    const issue: PlacedIssue = { ...about, column: null, rule: 'repeated_in_file', detail: { firstLine } }
    return { kind: 'rejected', line: each.row.line, issues: [issue] }
  })
}

/** Resolves references and lets the kind plan; nothing is written before `write`. */
export async function planBatch(
  step: Step,
  tx: Tx,
  read: readonly ReadRow[],
  changes: ImportChanges,
): Promise<BatchPlan> {
  const { record, workspace, kind, parts } = step
  const resolved = await resolve(step, tx, read)
  const rows = resolved.flatMap((each) => (each.kind === 'row' ? [each.row] : []))
  const now = parts.now()
  const plan =
    rows.length === 0
      ? { outcomes: [] as RowOutcome[], write: async () => {} }
      : await kind.plan({
          tx,
          workspace,
          importId: record.id,
          personId: record.personId,
          rows,
          options: record.options,
          now,
          today: dayOf(now.getTime(), workspace.timeZone),
          newId: parts.newId,
          changes,
        })
  if (plan.outcomes.length !== rows.length)
    throw new Error(`the kind ${kind.key} answered for other rows than it was given`)
  return { ...sum(step, resolved, rows, plan.outcomes), write: plan.write }
}

function sum(step: Step, resolved: readonly ReadRow[], rows: readonly ImportRow[], planned: readonly RowOutcome[]) {
  const counts = { read: 0, created: 0, changed: 0, same: 0, rejected: 0, warned: 0, empty: 0 }
  const issues: ImportIssue[] = []
  const outcomes = new Map<number, string>()
  const accountIds = new Set<string>()
  const tell = (
    line: number,
    severity: ImportIssue['severity'],
    told: readonly (PlacedIssue | Omit<PlacedIssue, 'column'>)[],
  ) => {
    for (const [position, issue] of told.entries()) issues.push(placed(step, line, position, severity, issue))
  }
  const reject = (line: number, told: readonly (PlacedIssue | Omit<PlacedIssue, 'column'>)[]) => {
    counts.rejected++
    outcomes.set(line, 'rejected')
    tell(line, 'rejected', told)
  }
  for (const each of resolved) {
    if (each.kind === 'empty') counts.empty++
    else counts.read++
    if (each.kind === 'rejected') reject(each.line, each.issues)
  }
  for (const [i, row] of rows.entries()) {
    const outcome = planned[i]!
    if (outcome.outcome === 'rejected') {
      reject(row.line, outcome.issues)
      continue
    }
    counts[outcome.outcome]++
    outcomes.set(row.line, outcome.outcome)
    if (outcome.accountId && outcome.outcome !== 'same') accountIds.add(outcome.accountId)
    if (outcome.warnings && outcome.warnings.length > 0) {
      counts.warned++
      tell(row.line, 'warned', outcome.warnings)
    }
  }
  return { counts, issues, outcomes, accountIds: [...accountIds] }
}

function placed(
  { record }: Step,
  line: number,
  position: number,
  severity: ImportIssue['severity'],
  issue: PlacedIssue | Omit<PlacedIssue, 'column'>,
): ImportIssue {
  const index = issue.field === null ? -1 : record.mapping.indexOf(issue.field)
  const column = 'column' in issue && issue.column !== null ? issue.column : (record.names[index] ?? null)
  const value = issue.value === undefined ? null : showable(issue.value)
  return { line, position, severity, field: issue.field, column, value, rule: issue.rule, detail: issue.detail ?? {} }
}

async function resolve(step: Step, tx: Tx, read: readonly ReadRow[]): Promise<readonly ReadRow[]> {
  const fields = step.subject.fields.filter(
    (field) => field.type === 'reference' && step.record.mapping.includes(field.key),
  )
  let resolved = read
  for (const field of fields) {
    const reference = step.references.find((each) => each.name === field.reference)
    if (!reference) throw new Error(`nobody resolves references to ${field.reference}`)
    const texts = new Set<string>()
    for (const each of resolved) {
      const value = each.kind === 'row' ? (each.row.values[field.key] as Referenced | null | undefined) : null
      if (value) texts.add(value.text)
    }
    if (texts.size === 0) continue
    const found = await reference.resolve(tx, step.workspace, [...texts], step.record.options)
    resolved = resolved.map((each) => {
      const value = each.kind === 'row' ? (each.row.values[field.key] as Referenced | null | undefined) : null
      if (each.kind !== 'row' || !value) return each
      const thing = found.get(value.text)
      if (thing !== undefined && thing !== 'ambiguous') {
        return { kind: 'row', row: { ...each.row, values: { ...each.row.values, [field.key]: thing } } }
      }
      if (thing === undefined && field.unknownIsKept) return each
      const rule = thing === 'ambiguous' ? 'ambiguous_reference' : 'unknown_reference'
      return {
        kind: 'rejected',
        line: each.row.line,
        issues: [{ field: field.key, column: null, rule, value: value.text }],
      }
    })
  }
  return resolved
}
