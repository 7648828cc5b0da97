import type { FactValue } from '#capabilities/facts/core/fact.ts'
import {
  type Derivation,
  type FactPage,
  type FactRows,
  type FactSource,
  readRows,
  recomputeWorkspace,
} from '#capabilities/facts/server/index.ts'
import { daysBetween, type Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import { EventStoreUnavailable } from '#platform/events/store.ts'
import { usageAgainstContractFacts, usageFacts } from '../core/facts.ts'
import { rounded, standardMetrics } from '../core/metric.ts'
import { type CountRow, usagePlan } from '../core/plan.ts'
import { isComplete } from './complete.ts'

const plan = usagePlan(standardMetrics, 'metric.')
const stored = usageFacts.filter((fact) => !fact.derived)

/** Workspaces that were computed without the event store: to be computed again when it is back. */
const owed = new Set<WorkspaceId>()

/**
 * The standard metrics, for a page of accounts in one query. A customer whose use was never seen has none: silence of a
 * customer that is measured is 0, of one that is not it is missing. While the event store is away, or is just being
 * filled again, the metrics stay as they were: no alarm goes off because of data that is not there.
 */
export const usageFactSource: FactSource = {
  definitions: usageFacts,
  asksEvents: true,
  load: async (page) => {
    try {
      // Not at once: a store that is being filled could become complete after it was read.
      if (await isComplete(page.tx, page.workspace.id)) return await fromEvents(page)
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error
    }
    owed.add(page.workspace.id)
    return readRows(page.tx, page.workspace.id, page.accounts, stored)
  },
}

async function fromEvents({ events, workspace, accounts, today }: FactPage): Promise<FactRows> {
  const { sql, params } = plan.query(workspace.id, accounts, today)
  const rows = await events.query<CountRow>(sql, params)
  return new Map(rows.map((row) => [row.account as AccountId, plan.values(row)]))
}

/** Has workspaces that were computed without the event store computed again, as soon as it can tell all again. */
export async function settleOwed(database: Database, ready: () => Promise<boolean>): Promise<void> {
  if (owed.size === 0 || !(await ready())) return
  for (const workspaceId of owed)
    await database.workspace(workspaceId, async (tx) => {
      if (!(await isComplete(tx, workspaceId))) return
      owed.delete(workspaceId)
      await recomputeWorkspace(tx, workspaceId)
    })
}

/** What needs the contract beside the use. */
export const usageDerivation: Derivation = {
  name: 'usage',
  definitions: usageAgainstContractFacts,
  prepare:
    async () =>
    async ({ accounts, read, set }) => {
      for (const account of accounts) {
        const use = (key: string) => read(account, key)
        set(account, 'metric.licence_use', share(use('metric.monthly_active_users'), use('contract.seats')))
        const begun = use('account.signed_up_on') ?? use('contract.started_on')
        set(account, 'metric.days_to_first_value', daysTo(begun, use('metric.first_value_on')))
      }
    },
}

function share(users: FactValue, seats: FactValue): number | null {
  return typeof users === 'number' && typeof seats === 'number' && seats > 0 ? rounded((users / seats) * 100) : null
}

function daysTo(from: FactValue, to: FactValue): number | null {
  if (typeof from !== 'string' || typeof to !== 'string') return null
  return Math.max(0, daysBetween(from as Day, to as Day))
}
