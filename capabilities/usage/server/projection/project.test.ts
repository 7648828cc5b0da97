import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '#kernel/id.ts'
import { factProjection, projectOnce, type Projection, startProjector } from '#platform/events/projector.ts'
import { storeIdentity } from '#platform/events/schema.ts'
import { startEventStore } from '#platform/events/start.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import type { Live } from '#platform/http/live.ts'
import { offer } from '#test/build/events.ts'
import { buildTrackedAccount } from '#test/build/usage.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { acceptEvents, type Offered } from '../accept.ts'
import { withdrawLoad } from '../withdraw.ts'
import { compactUsage } from './compact.ts'
import { usageProjection } from './project.ts'

const live: Live = { publish: async () => {} }
const project = usageProjection(live)
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-projection-'))
afterAll(() => fs.rmSync(directory, { recursive: true }))

let database: TestDatabase
let events: EventStore
let workspace: Workspace
let alpha: AccountId
beforeAll(async () => {
  database = await testDatabase()
  events = testEvents()
})
beforeEach(async () => {
  workspace = await testWorkspace(database)
  alpha = await buildTrackedAccount(database, workspace, 'alpha')
})

const accept = (offered: Offered[], loadId: string | null = null) =>
  database.workspace(workspace.id, (tx) => acceptEvents(tx, workspace.id, offered, loadId))
const pass = async (projection: Projection = project, store = events) => {
  const tools = { database, events: store, projections: { events: projection, facts: factProjection }, log: () => {} }
  return projectOnce(tools, await storeIdentity(store))
}
const uses = async (store = events) => {
  const where = `where gone = 0 and workspace_id = {workspace:UUID} and kind = 'track' group by account order by account`
  const params = { workspace: workspace.id }
  const select = (columns: string) => store.query(`select toString(account_id) as account, ${columns} ${where}`, params)
  const raw = await select('sum(quantity) as uses from events final')
  expect(await select('sum(uses) as uses from usage_days final')).toEqual(raw)
  return raw
}

describe('a pass that was interrupted', () => {
  const torn =
    (after: (pass: Parameters<Projection>[0]) => Promise<void>): Projection =>
    async (given) => {
      await after(given)
      throw new Error('the process was killed')
    }

  test('after everything was written is repeated without counting anything twice', async () => {
    await accept(offer({ groupId: 'alpha' }, { groupId: 'alpha' }, { groupId: 'alpha', userId: 'u2' }))
    await expect(pass(torn(project))).rejects.toThrow('killed')
    await pass()
    expect(await uses()).toEqual([{ account: alpha, uses: 3 }])
  })

  test('leaves nothing behind where the account became known meanwhile', async () => {
    await accept(offer({ groupId: 'later' }, { groupId: 'later' }))
    await expect(pass(torn(project))).rejects.toThrow('killed')
    const later = await buildTrackedAccount(database, workspace, 'later')
    await pass()
    expect(await uses()).toEqual([{ account: later, uses: 2 }])
  })

  test('marks accounts to be computed anew only when it is done', async () => {
    await accept(offer({ groupId: 'alpha' }))
    const dirty = () =>
      database
        .workspace(workspace.id, (tx) => sql`select account_id from dirty_accounts`.execute(tx))
        .then((r) => r.rows)
    await expect(pass(torn(project))).rejects.toThrow('killed')
    expect(await dirty()).toEqual([])
    await pass()
    expect(await dirty()).toEqual([{ account_id: alpha }])
  })
})

test('properties that no column takes go in as a text, and hold up nobody', async () => {
  const strange = { 'a.b': 1, a: { b: 2 }, big: 1e300, list: [1, 'x', null, [2, { y: 1 }]], 'ключ ”': '\u{1f600}' }
  await accept(offer({ groupId: 'alpha', props: strange }, { groupId: 'alpha', props: { plan: 'pro' } }))
  await pass()
  expect(await uses()).toEqual([{ account: alpha, uses: 2 }])
})

test('events of an import go with it when it is undone, and can be imported again', async () => {
  const loadId = crypto.randomUUID()
  const imported = offer({ accountId: alpha, userId: null, quantity: 12, messageId: 'i1' })
  await accept(imported, loadId)
  await accept(offer({ groupId: 'alpha' }))
  await pass()
  expect(await uses()).toEqual([{ account: alpha, uses: 13 }])
  await database.workspace(workspace.id, (tx) => withdrawLoad(tx, workspace.id, loadId))
  await pass()
  expect(await uses()).toEqual([{ account: alpha, uses: 1 }])
  expect(await accept(imported)).toEqual(['accepted'])
})

test('a month that is over is put together, and late, moved and undone events still count', async () => {
  // A store of its own: nobody else may write to the month meanwhile.
  const own = await startEventStore({ directory: path.join(directory, 'compact') })
  const march = (hour: number) => Date.UTC(2026, 2, 10, hour)
  const loadId = crypto.randomUUID()
  for (const hour of [1, 2, 3]) {
    await accept(offer({ userId: 'u7', at: march(hour) }))
    await pass(project, own)
  }
  await accept(offer({ accountId: alpha, userId: null, at: march(4), quantity: 10 }), loadId)
  await pass(project, own)
  const rows = () =>
    own.query('select count() as rows from usage_days final where gone = 0 and workspace_id = {workspace:UUID}', {
      workspace: workspace.id,
    })
  const before = await uses(own)
  const later = new Date('2026-04-20T00:00:00Z')
  const gone = () => Promise.reject(new Error('PostgreSQL is gone, and with it the lock'))
  await expect(compactUsage(own, later, gone, 1)).rejects.toThrow('PostgreSQL')
  expect([await uses(own), await rows()]).toEqual([before, [{ rows: 4 }]])
  const alone = () => Promise.resolve()
  expect(await compactUsage(own, later, alone, 1)).toBe(202603)
  expect([await uses(own), await rows()]).toEqual([before, [{ rows: 2 }]])
  await accept(offer({ userId: 'u7', at: march(5) }, { userId: 'u7', kind: 'group', event: '', groupId: 'alpha' }))
  await pass(project, own)
  expect(await uses(own)).toEqual([{ account: alpha, uses: 14 }])
  await database.workspace(workspace.id, (tx) => withdrawLoad(tx, workspace.id, loadId))
  await pass(project, own)
  expect(await uses(own)).toEqual([{ account: alpha, uses: 4 }])
  expect(await compactUsage(own, new Date('2026-04-02T00:00:00Z'), alone, 1)).toBeNull()
  await own.stop()
})

test('an event store that is lost is built again from the journal, the same to the last use', async () => {
  await accept(offer({ userId: 'u3' }, { userId: 'u3', kind: 'group', event: '', groupId: 'alpha' }))
  await pass()
  await accept(offer({ userId: 'u3', quantity: 5 }))
  await pass()
  const before = await uses()
  const empty = await startEventStore({ directory: path.join(directory, 'events') })
  const projections = { events: project, facts: factProjection }
  const projector = startProjector({ database, events: empty, projections, log: () => {} })
  await projector.settled()
  const after = await uses(empty)
  await projector.stop()
  await empty.stop()
  expect(after).toEqual(before)
})
