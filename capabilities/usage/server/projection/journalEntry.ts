import { setImmediate as yielded } from 'node:timers/promises'
import type { JournalEvent } from '../accept.ts'
import type { JournalChunk } from '#platform/events/journal.ts'

/** An event on its way into the event store, with the chunk of the journal that keeps it. */
export type Entry = { chunk: number; event: JournalEvent }

/**
 * What the projector is told to do through the journal, in its place among the events: take back what these chunks had
 * brought, or look again for accounts by groups that nobody was known by.
 */
export type Instruction = { instruction: 'withdraw'; chunks: readonly number[] } | { instruction: 'resolve' }

export type Entries = { events: Entry[]; withdrawn: number[]; resolve: boolean }

/** What stands in chunks of the journal. */
export async function readEntries(chunks: readonly JournalChunk[]): Promise<Entries> {
  const entries: Entries = { events: [], withdrawn: [], resolve: false }
  for (const { seq, rows } of chunks) {
    await yielded() // requests that came meanwhile have their turn
    const parsed = JSON.parse(`[${rows.toString().replaceAll('\n', ',')}]`) as (JournalEvent | Instruction)[]
    for (const row of parsed) {
      if (!('instruction' in row)) entries.events.push({ chunk: seq, event: row })
      else if (row.instruction === 'withdraw') entries.withdrawn.push(...row.chunks)
      else entries.resolve = true
    }
  }
  return entries
}
