import type { FactValue } from '#capabilities/facts/core/fact.ts'
import {
  type Derivation,
  type FactPage,
  type FactRows,
  type FactSource,
  readRows,
} from '#capabilities/facts/server/index.ts'
import { daysBetween, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { EventStoreUnavailable } from '#platform/events/store.ts'
import { usageAgainstContractFacts, usageFacts } from '../core/facts.ts'
import { rounded, standardMetrics } from '../core/metric.ts'
import { type CountRow, usagePlan } from '../core/plan.ts'
import { isComplete } from './complete.ts'
import { owe } from './owed.ts'

const plan = usagePlan(standardMetrics, 'metric.')
const stored = usageFacts.filter((fact) => !fact.derived)

/**
 * The standard metrics, for a page of accounts in one query. A customer whose use was never seen has none: silence of a
 * customer that is measured is 0, of one that is not it is missing. While the event store is away, or is just being
 * filled again, the metrics stay as they were: no alarm goes off because of data that is not there.
 */
export const usageFactSource: FactSource = {
  definitions: usageFacts,
  asksEvents: true,
  dated: { except: [] },
  load: async (page) => {
    try {
      // Not at once: a store that is being filled could become complete after it was read.
      if (await isComplete(page.tx, page.workspace.id)) return await fromEvents(page)
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error
    }
    if (page.past) throw new EventStoreUnavailable('it is being filled')
    owe(page.workspace.id)
    return readRows(page.tx, page.workspace.id, page.accounts, stored)
  },
}

async function fromEvents({ events, workspace, accounts, today }: FactPage): Promise<FactRows> {
  const { sql, params } = plan.query(workspace.id, accounts, today)
  const rows = await events.query<CountRow>(sql, params)
  return new Map(rows.map((row) => [row.account as AccountId, plan.values(row)]))
}

/** What needs the contract beside the use. */
export const usageDerivation: Derivation = {
  name: 'usage',
  dated: true,
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
