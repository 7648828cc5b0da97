import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { appendFactHistory, type FactHistoryRow } from '#platform/events/journal.ts'
import type { FactRow } from './rows.ts'

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
  given: { rows: ReadonlyMap<AccountId, FactRow>; changes: ReadonlyMap<AccountId, FactDefinition[]>; at: Date },
): Promise<void> {
  const known_at = given.at.toISOString()
  let chunk: FactHistoryRow[] = []
  for (const [account_id, facts] of given.changes) {
    const row = given.rows.get(account_id) ?? {}
    for (const fact of facts) {
      if (fact.kept === false) continue
      chunk.push({ account_id, fact: fact.key, known_at, ...historyValue(row[fact.key] ?? null) })
    }
    if (chunk.length < chunkRows) continue
    await appendFactHistory(tx, workspaceId, chunk)
    chunk = []
  }
  await appendFactHistory(tx, workspaceId, chunk)
}
