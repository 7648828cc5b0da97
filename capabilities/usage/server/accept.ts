import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { contentText, type UsageEvent } from '#capabilities/usage/core/event.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { appendJournal } from '#platform/events/journal.ts'

/**
 * An event to be accepted: what it says, when it says to have happened (part of what makes it the same), and the message
 * as it came, to be looked at if it is not accepted.
 */
export type Offered = { event: UsageEvent; statedAt: string | number | null; raw?: unknown }

/** `duplicate`: accepted before, not counted again. `conflict`: the id was seen with another content; not counted. */
export type Acceptance = 'accepted' | 'duplicate' | 'conflict'

/** A row of the journal: the event with the identity under which it is stored. */
export type JournalEvent = Omit<UsageEvent, 'messageId'> & { message: string }

/** `digest`: 52 bits of the content's, a whole number that JavaScript and PostgreSQL write alike. */
type Marked = { offered: Offered; message: string; digest: number }

const chunkRows = 5000

/**
 * Accepts events in the caller's transaction: PostgreSQL decides what is new, and what is committed here is counted
 * exactly once, however often it comes again. Answers in the order of the events. With a `loadId` they can be taken back
 * together (`withdrawLoad`).
 */
export async function acceptEvents(
  tx: Tx,
  workspaceId: WorkspaceId,
  events: readonly Offered[],
  loadId: string | null = null,
): Promise<Acceptance[]> {
  const marked = events.map(markOf)
  const firsts = new Map<string, Marked>()
  for (const mark of marked) if (!firsts.has(mark.message)) firsts.set(mark.message, mark)
  const fresh = await insertSeen(tx, workspaceId, [...firsts.values()], loadId)
  const known = await digestsOf(
    tx,
    workspaceId,
    [...firsts.keys()].filter((message) => !fresh.has(message)),
  )
  const outcomes = marked.map((mark): Acceptance => {
    const first = firsts.get(mark.message)!
    if (first === mark && fresh.has(mark.message)) return 'accepted'
    const digest = fresh.has(mark.message) ? first.digest : known.get(mark.message)
    return digest === mark.digest ? 'duplicate' : 'conflict'
  })
  const accepted = marked.filter((_, i) => outcomes[i] === 'accepted').map(journalRow)
  for (let from = 0; from < accepted.length; from += chunkRows)
    await appendJournal(tx, workspaceId, 'events', accepted.slice(from, from + chunkRows), loadId)
  return outcomes
}

/** What would become of events if they were offered now. Reads alone. */
export async function foreseeEvents(
  tx: Tx,
  workspaceId: WorkspaceId,
  events: readonly Offered[],
): Promise<Acceptance[]> {
  const marked = events.map(markOf)
  const known = await digestsOf(tx, workspaceId, [...new Set(marked.map((mark) => mark.message))])
  return marked.map((mark): Acceptance => {
    const digest = known.get(mark.message)
    if (digest === undefined) {
      known.set(mark.message, mark.digest)
      return 'accepted'
    }
    return digest === mark.digest ? 'duplicate' : 'conflict'
  })
}

/** The identity under which a message id is kept: sixteen bytes of its digest, as a UUID. */
export function messageKey(messageId: string): string {
  const hex = hash('sha256', messageId)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

function markOf(offered: Offered): Marked {
  const content = hash('sha256', contentText(offered.event, offered.statedAt))
  return { offered, message: messageKey(offered.event.messageId), digest: Number.parseInt(content.slice(0, 13), 16) }
}

async function insertSeen(
  tx: Tx,
  workspaceId: WorkspaceId,
  marks: readonly Marked[],
  loadId: string | null,
): Promise<Set<string>> {
  // Sorted, so that two transactions with the same messages cannot wait for each other in a circle. Neither needs quoting
  // in an array's text, which the driver would look for in each of thousands.
  const sorted = marks.toSorted((a, b) => (a.message < b.message ? -1 : 1))
  const messages = `{${sorted.map((mark) => mark.message).join()}}`
  const digests = `{${sorted.map((mark) => mark.digest).join()}}`
  const { rows } = await sql<{ fresh: number; messages: string[] | null }>`
    with fresh as (
      insert into event_seen (workspace_id, message, digest, load_id)
      select ${workspaceId}::uuid, message, digest, ${loadId}::uuid
      from unnest(${messages}::uuid[], ${digests}::bigint[]) as m (message, digest)
      on conflict do nothing returning message
    )
    select count(*) as fresh, case when count(*) < ${sorted.length} then array_agg(message) end as messages from fresh
  `.execute(tx)
  const { fresh, messages: some } = rows[0]!
  return new Set(fresh === sorted.length ? sorted.map((mark) => mark.message) : some)
}

async function digestsOf(tx: Tx, workspaceId: WorkspaceId, messages: readonly string[]): Promise<Map<string, number>> {
  if (messages.length === 0) return new Map()
  const { rows } = await sql<{ message: string; digest: number }>`
    select message, digest from event_seen
    where workspace_id = ${workspaceId} and message = any(${messages}::uuid[])
  `.execute(tx)
  return new Map(rows.map((row) => [row.message, row.digest]))
}

// Field by field: a rest of the event would be copied ten times slower, and this is done for every one.
function journalRow({ offered: { event }, message }: Marked): JournalEvent {
  return {
    message,
    kind: event.kind,
    event: event.event,
    userId: event.userId,
    anonymousId: event.anonymousId,
    previousId: event.previousId,
    groupId: event.groupId,
    source: event.source,
    accountId: event.accountId,
    at: event.at,
    receivedAt: event.receivedAt,
    clockAhead: event.clockAhead,
    quantity: event.quantity,
    props: event.props,
    traits: event.traits,
  }
}
