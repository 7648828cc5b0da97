import { acceptEvents, type Offered } from '#capabilities/usage/server/index.ts'
import { type SettleTools, settle } from '#capabilities/facts/server/settle.ts'
import type { FactWorkspace } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Beside } from './beside.ts'
import type { Customer } from './customer.ts'
import { usageOf } from './events.ts'
import { instant } from './installCustomers.ts'
import { randomFrom } from './random.ts'
import { tendCtas } from './tend.ts'
import { tendExpansion } from './tendExpansion.ts'
import { tendJourney } from './tendJourney.ts'
import { tendPlans } from './tendPlans.ts'
import { tendRenewals, writeTerms } from './tendRenewals.ts'
import { trackOf } from './track.ts'

const eventsAtOnce = 10_000

/** Three years of use, taken in as if it had been sent. */
export async function installUsage(
  database: Database,
  workspace: WorkspaceId,
  customers: readonly Customer[],
  today: Day,
): Promise<number> {
  let waiting: Offered[] = []
  let count = 0
  const flush = async () => {
    const offered = waiting
    waiting = []
    await database.workspace(workspace, (tx) => acceptEvents(tx, workspace, offered))
  }
  for (const [index, customer] of customers.entries()) {
    for (const row of usageOf(customer, randomFrom(index + 1), today)) {
      const at = Date.parse(instant(row.day, row.hour, count % 60))
      const { user, event, quantity } = row
      waiting.push(
        trackOf({ messageId: `demo-${index}-${count++}`, user, group: customer.number, event, quantity, at }),
      )
      if (waiting.length >= eventsAtOnce) await flush()
    }
  }
  await flush()
  return count
}

/** Days ago at which the past is lived through again: by months, by weeks in the last eight months, day by day at last. */
const daysReplayed = [
  ...Array.from({ length: 30 }, (_, i) => 7 * (152 - 4 * i)),
  ...Array.from({ length: 35 }, (_, i) => 7 * (35 - i)),
  5,
  4,
  3,
  2,
  1,
]

/**
 * Lets the product compute the past as it would have been computed then, with the team closing what
 * it raised, so that today's figures have a history that is the product's own.
 */
export async function replay(
  tools: SettleTools,
  workspace: FactWorkspace,
  { customers, beside }: { customers: readonly Customer[]; beside: ReadonlyMap<string, Beside> },
  today: Day,
): Promise<void> {
  const byId = new Map(customers.map((c) => [c.id, { ...c, beside: beside.get(c.id)! }]))
  for (const [index, ago] of daysReplayed.entries()) {
    const day = addDays(today, -ago)
    const now = () => new Date(instant(day, 18))
    const there = customers.filter((c) => c.signedUpOn <= day).map((c) => c.id as AccountId)
    if (there.length === 0) continue
    await settle({ ...tools, now }, workspace, there)
    await tools.database.workspace(workspace.id, (tx) => tendCtas(tx, workspace.id, customers, now()))
    const next = addDays(today, -(daysReplayed[index + 1] ?? 0))
    const clock = { today: day, next, now: now() }
    await tools.database.workspace(workspace.id, async (tx) => {
      await tendRenewals(tx, workspace.id, byId, clock)
      await tendExpansion(tx, workspace.id, clock)
      await tendJourney(tx, workspace, { today: day, now: now() })
      await tendPlans(tx, workspace, customers, { today: day, now: now(), last: today })
    })
  }
  await tools.database.workspace(workspace.id, (tx) => writeTerms(tx, workspace.id, customers))
}
