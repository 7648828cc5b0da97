import { acceptEvents } from '#capabilities/usage/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'

const at = '2026-04-01 09:00:00.000'

/** Puts one row of a workspace into every table of the event store; the account's id is `id`, every text the `mark`. */
export async function fillEvents(events: EventStore, workspaceId: string, id: string, mark: string): Promise<void> {
  const usage = {
    workspace_id: workspaceId,
    account_id: id,
    user_key: mark,
    person_key: mark,
    event: mark,
    kind: 'track',
  }
  const rows = {
    events: {
      ...usage,
      at,
      message: id,
      day: '2026-04-01',
      received_at: at,
      props: { plan: mark },
      chunk: 1,
      version: 1,
    },
    usage_days: { ...usage, day: '2026-04-01', chunk: 1, uses: 1, last_at: at, version: 1 },
    fact_history: { workspace_id: workspaceId, fact: 'account.name', account_id: id, known_at: at, text: mark },
  }
  for (const [table, row] of Object.entries(rows)) await events.insert(table, Buffer.from(`${JSON.stringify(row)}\n`))
}

/** Lets an event of a workspace arrive, as an SDK would send it; every text in it is the `mark`. */
export async function receiveEvent(database: Database, workspaceId: WorkspaceId, accountId: string, mark: string) {
  const said = { kind: 'track' as const, event: mark, userId: mark, props: { plan: mark }, traits: {}, source: mark }
  const nothing = { anonymousId: null, previousId: null, groupId: null, clockAhead: 0, quantity: 1 }
  const now = Date.now()
  const event = { messageId: mark, accountId, at: now, receivedAt: now, ...said, ...nothing }
  await database.workspace(workspaceId, (tx) => acceptEvents(tx, workspaceId, [{ event, statedAt: null }]))
}
