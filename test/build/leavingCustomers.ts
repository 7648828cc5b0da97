import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'

/**
 * What was known of customers over twenty months that end on a day, as lines of the fact history: every third leaves,
 * in one month or another, and the share of its seats in use falls two months before; all else says nothing.
 */
export function leavingCustomers(workspaceId: WorkspaceId, end: Day, customers: number): string[] {
  const lines: string[] = []
  const begins = addDays(end, -610)
  for (let n = 0; n < customers; n++) {
    const account = crypto.randomUUID()
    const known = (on: Day, facts: Record<string, FactValue>) => {
      for (const [fact, value] of Object.entries(facts)) {
        const kept = typeof value === 'number' ? { number: value } : { text: String(value) }
        const at = `${on}T00:00:00Z`
        lines.push(JSON.stringify({ workspace_id: workspaceId, account_id: account, fact, known_at: at, ...kept }))
      }
    }
    known(begins, {
      'account.name': `顧客${n}`,
      'contract.state': 'active',
      'contract.started_on': addDays(begins, -30 * (n % 20)),
      'metric.licence_use': 45 + (n % 40),
      'metric.habit_weeks_12': (n * 7) % 13,
      'metric.features_used_28d': 3 + (n % 4),
      'metric.stickiness': 30 + (n % 10),
      'metric.weekly_active_users.change': ((n * 3) % 20) - 10,
    })
    if (n % 3 > 0) continue
    const leaves = addDays(begins, 90 + ((n * 11) % 500))
    known(addDays(leaves, -60), { 'metric.licence_use': 20 + ((n * 5) % 40) })
    known(leaves, { 'contract.state': 'ended', 'contract.churned_on': leaves })
  }
  return lines
}
