import * as fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { addDays, type Day, day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { someLine, someRates } from '#test/build/revenueLines.ts'
import { usualConventions } from '../core/conventions.ts'
import { accountRevenue } from '../core/counted.ts'
import type { RevenueLine } from '../core/ledger/line.ts'
import { type DatedRate, exchangeRates } from '../core/ledger/rates.ts'
import { contractFactSource } from './facts.ts'

let database: TestDatabase
let workspace: Workspace
beforeAll(async () => {
  database = await testDatabase()
  workspace = await testWorkspace(database)
})

const today = day('2025-06-20')
// Of a line that lies in the database, no version lies outside of what its tables take.
const line = (id: string) =>
  someLine(id).map((one) => ({
    ...one,
    kind: one.kind === 'metered' ? ('one_time' as const) : one.kind,
    pauses: one.pauses.slice(0, 1),
    refunds: [],
  }))
const lines = fc.tuple(line('a'), line('b'), line('c'))

test('what facts say is what the rules say, to the minor unit', async () => {
  await fc.assert(
    fc.asyncProperty(lines, someRates, async (some, dated) => {
      const facts = await factsOf(some, dated)
      const counting = { rates: exchangeRates('JPY', dated), conventions: usualConventions }
      const { mrr, arr } = accountRevenue(some, today, counting)
      expect({ mrr: facts['contract.mrr'] ?? 0, arr: facts['contract.arr'] ?? 0 }).toEqual({ mrr, arr })
    }),
    { numRuns: 60 },
  )
})

type Tx = Parameters<Parameters<TestDatabase['workspace']>[1]>[0]

async function factsOf(some: readonly RevenueLine[], dated: readonly DatedRate[]) {
  return database.workspace(workspace.id, async (tx) => {
    const id = crypto.randomUUID() as AccountId
    await sql`insert into accounts (workspace_id, id, name) values (${workspace.id}, ${id}, 'x')`.execute(tx)
    for (const one of some) await insert(tx, id, one)
    await sql`delete from exchange_rates where workspace_id = ${workspace.id}`.execute(tx)
    for (const { currency, on, rate } of dated)
      await sql`insert into exchange_rates (workspace_id, currency, dated_on, rate)
        values (${workspace.id}, ${currency}, ${on}, ${rate}::numeric) on conflict do nothing`.execute(tx)
    const page = { tx, workspace, accounts: [id], today, until: new Date(), events: undefined as unknown as EventStore }
    return (await contractFactSource.load(page)).get(id)!
  })
}

async function insert(tx: Tx, account: AccountId, one: RevenueLine) {
  const [contract, id] = [crypto.randomUUID(), crypto.randomUUID()]
  const start: Day = addDays(one.coveredUntil ?? today, -2000)
  await sql`insert into contracts (workspace_id, id, account_id, currency, start_on, end_on)
    values (${workspace.id}, ${contract}, ${account}, ${one.currency}, ${start}, ${one.coveredUntil})`.execute(tx)
  await sql`insert into contract_lines (workspace_id, id, contract_id, account_id, product, kind, cancelled_on, archived_at)
    values (${workspace.id}, ${id}, ${contract}, ${account}, 'x', ${one.kind}, ${one.cancelledOn}, ${one.archived ? new Date() : null})`.execute(
    tx,
  )
  for (const v of one.versions) {
    const months = v.interval.unit === 'year' ? v.interval.count * 12 : v.interval.count
    const off = v.discount
    await sql`insert into contract_line_versions (workspace_id, id, line_id, account_id, start_on, end_on, amount, interval_months,
        interval_unit, trial, discount_percent, discount_amount, discount_until)
      values (${workspace.id}, ${crypto.randomUUID()}, ${id}, ${account}, ${v.startOn}, ${v.endOn}, ${v.amount}, ${months},
        ${v.interval.unit === 'year' ? 'month' : v.interval.unit}, ${v.trial}, ${off && 'percent' in off ? off.percent : null},
        ${off && 'amount' in off ? off.amount || null : null}, ${off?.until ?? null})`.execute(tx)
  }
  for (const { startOn, endOn } of one.pauses)
    await sql`insert into contract_line_pauses (workspace_id, id, line_id, account_id, start_on, end_on)
      values (${workspace.id}, ${crypto.randomUUID()}, ${id}, ${account}, ${startOn}, ${endOn})`.execute(tx)
}
