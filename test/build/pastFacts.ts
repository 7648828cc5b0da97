import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'

/** States what was known of accounts some days ago, and brings it into the event store as the projector would have. */
export function pastFacts(events: EventStore, workspaceId: WorkspaceId) {
  const lines: string[] = []
  return {
    known: (daysAgo: number, accountId: string, facts: Record<string, FactValue>) => {
      const known_at = new Date(Date.now() - daysAgo * 86_400_000).toISOString()
      for (const [fact, value] of Object.entries(facts)) {
        const text = Array.isArray(value) ? JSON.stringify(value) : value === null ? null : String(value)
        const kept = typeof value === 'number' ? { number: value } : { text }
        lines.push(JSON.stringify({ workspace_id: workspaceId, account_id: accountId, fact, known_at, ...kept }))
      }
    },
    keep: () => events.insert('fact_history', Buffer.from(lines.splice(0).join('\n'))),
  }
}
