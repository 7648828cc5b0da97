import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Derivation, EarlyPage } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import { EventStoreUnavailable } from '#platform/events/store.ts'
import type { OwnMetric } from '../core/definition.ts'
import { factsOfMetrics } from '../core/ownFacts.ts'
import { type CountedRow, metricValues, nowQueries } from '../core/ownPlan.ts'
import { isComplete } from './complete.ts'
import { ownMetrics } from './metricRead.ts'
import { owe } from './owed.ts'

/**
 * The company's own metrics, and ready-made ones it changed, for a page of accounts: at most two questions to the event
 * store, and none where there are no such metrics. As with the ready-made ones, a customer whose use was never seen has
 * none, and while the store cannot tell all they stay as they were.
 */
export const ownMetricDerivation: Derivation = {
  name: 'metrics',
  likeSource: true,
  dated: true,
  definitions: [],
  workspaceDefinitions: async (tx, workspace) => factsOfMetrics(await ownMetrics(tx, workspace.id)),
  prepare: async (page) => {
    const metrics = await ownMetrics(page.tx, page.workspace.id)
    if (metrics.length === 0) return async () => {}
    const rows = await counted(page, metrics)
    const keys = factsOfMetrics(metrics).map((fact) => fact.key)
    return async ({ accounts, read, set, before }) => {
      for (const account of accounts) {
        const measured = read(account, 'metric.last_seen_on') !== null
        const seats = read(account, 'contract.seats')
        const values = measured && rows ? metricValues(metrics, rows.get(account), numeric(seats)) : {}
        for (const key of keys)
          set(account, key, rows ? (values[key.slice('metric.'.length)] ?? null) : before(account, key))
      }
    }
  },
}

type Counted = Map<AccountId, Record<string, number | string | null>>

/** Null while the event store is away or does not have everything. */
async function counted(page: EarlyPage, metrics: readonly OwnMetric[]): Promise<Counted | null> {
  const { tx, events, workspace, accounts, today } = page
  try {
    if (await isComplete(tx, workspace.id)) {
      const rows: Counted = new Map()
      for (const { sql, params } of nowQueries(metrics, { workspaceId: workspace.id, accounts }, today))
        for (const { account, ...row } of await events.query<CountedRow>(sql, params))
          rows.set(account as AccountId, Object.assign(rows.get(account as AccountId) ?? {}, row))
      return rows
    }
  } catch (error) {
    if (!(error instanceof EventStoreUnavailable)) throw error
  }
  if (page.past) throw new EventStoreUnavailable('it is being filled')
  owe(workspace.id)
  return null
}

function numeric(value: FactValue): number | null {
  return typeof value === 'number' ? value : null
}
