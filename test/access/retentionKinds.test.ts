import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { retentionKinds } from '#capabilities/access/core/retention.ts'
import { retained } from '#start/retained.ts'
import { fillEvents } from './fillEvents.ts'
import { plantPerson } from './traces.ts'
import { testServer, type Visitor } from '#test/servers/server.ts'
import { runRetention } from '#capabilities/access/server/privacy/retention/run.ts'

// One row in every table, all of them long ago: whatever holds personal data of a kind is found by that kind's rule.
const id = '0000000a-0000-7000-8000-00000000000a'
const server = await testServer()
const owner = new pg.Client(server.database.server.login('owner'))
let admin: Visitor

beforeAll(async () => {
  await owner.connect()
  admin = await server.signIn()
  await plantPerson(owner, server.workspace.id, id, 'hanakosato')
  await fillEvents(server.app.events, server.workspace.id, id, 'hanakosato')
  await owner.query(`delete from retention_rules`)
  await owner.query(`delete from erasures`) // nobody was erased yet
  await owner.query(`update plan_files set file_key = repeat('b', 32)`)
  await owner.query(`update contacts set left_on = '2026-01-01'`)
  await owner.query(`update mails set status = 'sent', created_at = '2026-01-01'`)
  await owner.query(`update activities set body = 'x'`)
  await owner.query(`update imports set file_key = repeat('a', 32), created_at = '2026-01-01', status = 'done'`)
  await owner.query(`update bulk_reads set logged_at = now()`)
  await owner.query(`update event_quarantine set received_at = '2026-01-01'`)
}, 120_000)
afterAll(() => owner.end())

const preview = async () => {
  // The ledger is worked out anew beside the test.
  await owner.query(
    `insert into revenue_stays (workspace_id, account_id, from_on, until_on, kind)
    values ($1, $2, '2026-01-01', '2026-02-01', 'new') on conflict (workspace_id, account_id, from_on) do update set until_on = excluded.until_on`,
    [server.workspace.id, id],
  )
  const told: Record<string, number> = {}
  for (const kind of retentionKinds)
    told[kind] = (await admin.api.privacy.retention.preview({ kind, days: 30 })).touched
  return told
}

test('each kind finds what is old of it, takes it away, and then finds nothing more', async () => {
  for (const [kind, count] of Object.entries(await preview())) expect([kind, count > 0]).toEqual([kind, true])
  for (const kind of retentionKinds) await admin.api.privacy.retention.set({ kind, days: 30 })
  const troubles: unknown[] = []
  await runRetention({
    ...server.app,
    kinds: retained,
    mayWork: () => true,
    onTrouble: (error) => troubles.push(error),
  })
  expect(troubles).toEqual([])
  for (const [kind, count] of Object.entries(await preview())) expect([kind, count]).toEqual([kind, 0])
  const left = await server.app.events.query<{ n: number }>(
    `select toUInt32(count()) as n from events final where gone = 0 and workspace_id = {id:UUID} and user_key = 'hanakosato'`,
    { id: server.workspace.id },
  )
  expect(left).toEqual([{ n: 0 }])
}, 120_000)
