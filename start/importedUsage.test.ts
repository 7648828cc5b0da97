import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { startUndo } from '#capabilities/connect/server/control.ts'
import { type ImportFileResult, importFile } from '#capabilities/connect/server/index.ts'
import { findImport } from '#capabilities/connect/server/imports.ts'
import type { ImportParts } from '#capabilities/connect/server/parts.ts'
import { workOnImport } from '#capabilities/connect/server/work.ts'
import { usageProjection } from '#capabilities/usage/server/projection/project.ts'
import { factProjection, projectOnce } from '#platform/events/projector.ts'
import { storeIdentity } from '#platform/events/schema.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { importParts } from '#test/build/importParts.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

// Data that others made; it lies beside the repository and is no part of it.
const folder = path.resolve(import.meta.dirname, '../../shared/data/ravenstack')
const there = existsSync(folder)
if (!there) console.warn(`no RavenStack at ${folder}: the import of its usage is left out`)

let database: TestDatabase
let events: EventStore
let workspace: Workspace
let parts: ImportParts
const take = (file: string) => importFile(parts, { file: path.join(folder, file), workspaceId: workspace.id })

async function projected(): Promise<void> {
  const projections = { events: usageProjection({ publish: async () => {} }), facts: factProjection }
  const identity = await storeIdentity(events)
  while (await projectOnce({ database, events, projections, log: () => {} }, identity));
}
const inStore = async () => {
  const [row] = await events.query<{ rows: number; uses: number; features: number }>(
    `select count() as rows, sum(uses) as uses, uniqExact(event) as features from usage_days final
     where gone = 0 and workspace_id = {workspace:UUID}`,
    { workspace: workspace.id },
  )
  return row!
}

describe.skipIf(!there)('usage of RavenStack, as it is', () => {
  const {
    rows,
    quality,
    usage_deduplicated_by_usage_id: usage,
  } = there ? JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) : {}
  let first: ImportFileResult
  beforeAll(async () => {
    database = await testDatabase()
    events = testEvents()
    workspace = await testWorkspace(database, { currency: 'USD', timeZone: 'UTC' })
    parts = await importParts(database)
    await take('accounts.csv')
    await take('subscriptions.csv')
    first = await take('feature_usage.csv')
  })

  test('goes to the customer of its subscription; what repeats an id is told of line by line', async () => {
    const { import: done, issues } = first
    const created = rows.feature_usage - quality.duplicate_usage_ids
    expect(done).toMatchObject({ kind: 'usage_events', counts: { created, rejected: quality.duplicate_usage_ids } })
    expect(issues.map((issue) => issue.rule)).toEqual(Array(quality.duplicate_usage_ids).fill('repeated_in_file'))
    await projected()
    expect(await inStore()).toMatchObject({ uses: usage.usage_count, features: usage.features })
  })

  test('again changes nothing', async () => {
    const { import: again } = await take('feature_usage.csv')
    const same = rows.feature_usage - quality.duplicate_usage_ids
    expect(again.counts).toMatchObject({ created: 0, changed: 0, same, rejected: quality.duplicate_usage_ids })
  })

  test('undone leaves nothing, and can be imported again', async () => {
    await database.workspace(workspace.id, async (tx) => {
      await startUndo(tx, (await findImport(tx, first.import.id))!, new Date())
    })
    await workOnImport(parts, workspace.id, first.import.id, new AbortController().signal)
    await projected()
    expect((await inStore()).rows).toBe(0)
    const { rows: left } = await database.workspace(workspace.id, (tx) =>
      sql`select (select count(*) from event_seen) as seen, (select count(*) from product_users) as users`.execute(tx),
    )
    expect(left).toEqual([{ seen: 0, users: 0 }])
    const { import: again } = await take('feature_usage.csv')
    expect(again.counts).toMatchObject({ created: rows.feature_usage - quality.duplicate_usage_ids })
  })
})
