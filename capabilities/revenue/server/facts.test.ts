import * as fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { addDays, type Day, day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { accountRevenue, type PricedLine } from '../core/mrr.ts'
import { contractFactSource } from './facts.ts'

let database: TestDatabase
let workspace: Workspace
beforeAll(async () => {
  database = await testDatabase()
  workspace = await testWorkspace(database)
})

const today = day('2026-04-01')
const around = fc.integer({ min: -400, max: 400 }).map((days) => addDays(today, days))
const version = fc.record({
  startOn: around,
  endOn: fc.option(around),
  amount: fc.integer({ min: 0, max: 10_000_000 }),
  intervalMonths: fc.constantFrom(1, 2, 3, 5, 6, 7, 9, 11, 12, 24, 36, 60),
  trial: fc.boolean(),
})
const line: fc.Arbitrary<PricedLine> = fc.record({
  kind: fc.constantFrom('recurring', 'recurring', 'one_time'),
  currency: fc.constantFrom('JPY', 'JPY', 'USD'),
  archived: fc.constantFrom(false, false, true),
  coveredUntil: fc.option(around),
  versions: fc
    .array(version, { maxLength: 1 })
    .map((list) => list.filter((v) => v.endOn === null || v.endOn > v.startOn)),
})

test('what SQL adds up is what the rules say, to the minor unit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), async (lines) => {
      const facts = await factsOf(lines)
      const { mrr, arr } = accountRevenue(lines, today, 'JPY')
      expect({ mrr: facts['contract.mrr'] ?? 0, arr: facts['contract.arr'] ?? 0 }).toEqual({ mrr, arr })
    }),
    { numRuns: 60 },
  )
})

async function factsOf(lines: readonly PricedLine[]) {
  return database.workspace(workspace.id, async (tx) => {
    const id = crypto.randomUUID() as AccountId
    await sql`insert into accounts (workspace_id, id, name) values (${workspace.id}, ${id}, 'x')`.execute(tx)
    for (const one of lines) await insert(tx, id, one)
    const page = { tx, workspace, accounts: [id], today, now: new Date(), events: undefined as unknown as EventStore }
    return (await contractFactSource.load(page)).get(id)!
  })
}

async function insert(
  tx: Parameters<Parameters<TestDatabase['workspace']>[1]>[0],
  account: AccountId,
  one: PricedLine,
) {
  const [contract, id] = [crypto.randomUUID(), crypto.randomUUID()]
  const start: Day = addDays(one.coveredUntil ?? today, -1000)
  await sql`insert into contracts (workspace_id, id, account_id, currency, start_on, end_on)
    values (${workspace.id}, ${contract}, ${account}, ${one.currency}, ${start}, ${one.coveredUntil})`.execute(tx)
  await sql`insert into contract_lines (workspace_id, id, contract_id, account_id, product, kind, archived_at)
    values (${workspace.id}, ${id}, ${contract}, ${account}, 'x', ${one.kind}, ${one.archived ? new Date() : null})`.execute(
    tx,
  )
  for (const v of one.versions)
    await sql`insert into contract_line_versions (workspace_id, id, line_id, account_id, start_on, end_on, amount, interval_months, trial)
      values (${workspace.id}, ${crypto.randomUUID()}, ${id}, ${account}, ${v.startOn}, ${v.endOn}, ${v.amount}, ${v.intervalMonths}, ${v.trial})`.execute(
      tx,
    )
}
