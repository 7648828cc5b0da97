import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'

/** Since when facts of one account are as they are, milliseconds since 1970 by fact key; facts never kept are left out. */
export async function knownSince(
  events: EventStore,
  workspaceId: WorkspaceId,
  asked: { account: AccountId; facts: readonly string[] },
): Promise<Map<string, number>> {
  const rows = await events.query<{ fact: string; at: number }>(
    `select fact, toFloat64(toUnixTimestamp64Milli(max(known_at))) as at from fact_history
     where workspace_id = {workspace:UUID} and account_id = {account:UUID} and fact in {facts:Array(String)}
     group by fact`,
    { workspace: workspaceId, account: asked.account, facts: asked.facts },
  )
  return new Map(rows.map((row) => [row.fact, row.at]))
}
