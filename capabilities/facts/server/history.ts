import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { appendFactLines, type FactHistoryRow } from '#platform/events/journal.ts'
import type { Cells, Layout } from './layout.ts'

/** Rows of one chunk of the journal at most: what the projector takes at a time stays small. */
const chunkRows = 20_000

/** A value as the history keeps it: a number or a text, neither where it is missing. */
export function historyValue(value: FactValue): Pick<FactHistoryRow, 'number' | 'text'> {
  if (typeof value === 'number') return { number: value, text: null }
  if (typeof value === 'boolean') return { number: value ? 1 : 0, text: null }
  return { number: null, text: value === null || typeof value === 'string' ? value : JSON.stringify(value) }
}

/** The value that the history kept of a fact. */
export function valueOfHistory(fact: FactDefinition, kept: Pick<FactHistoryRow, 'number' | 'text'>): FactValue {
  if (fact.type === 'yes_no') return kept.number === null ? null : kept.number === 1
  if (fact.type === 'number' || fact.type === 'percent' || fact.type === 'money') return kept.number
  if (fact.type === 'list') return kept.text === null ? null : (JSON.parse(kept.text) as string[])
  return kept.text
}

/** Puts every change of a kept fact into the journal, from where it reaches the event store. */
export async function writeHistory(
  tx: Tx,
  workspaceId: WorkspaceId,
  given: {
    layout: Layout
    /** The facts as they are now; of accounts that are left out, all is missing. */
    rows: ReadonlyMap<AccountId, Cells>
    changes: ReadonlyMap<AccountId, readonly number[]>
    at: Date
  },
): Promise<void> {
  // Written by hand: there are millions of these lines, and only values can need escaping.
  const names = given.layout.facts.map((fact) => (fact.kept === false ? null : `"${fact.key}"`))
  const knownAt = given.at.toISOString()
  let lines: string[] = []
  for (const [id, slots] of given.changes) {
    const cells = given.rows.get(id)
    const start = `{"workspace_id":"${workspaceId}","account_id":"${id}","known_at":"${knownAt}","fact":`
    for (const slot of slots) if (names[slot]) lines.push(start + names[slot] + valueText(cells?.[slot] ?? null))
    if (lines.length < chunkRows) continue
    await appendFactLines(tx, workspaceId, lines)
    lines = []
  }
  await appendFactLines(tx, workspaceId, lines)
}

function valueText(value: FactValue): string {
  const { number, text } = historyValue(value)
  return `,"number":${number},"text":${text === null ? null : JSON.stringify(text)}}`
}
