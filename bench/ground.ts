import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { createWorkspace } from '#capabilities/access/server/index.ts'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import { openDatabase } from '#platform/database/open.ts'
import type { Database } from '#platform/database/scope.ts'
import type { StartedEventStore } from '#platform/events/start.ts'
import type { Workspace } from '#platform/http/context.ts'
import { seeds } from '#start/catalogue.ts'
import { readSettings } from '#start/settings.ts'
import { openStores, type Stores } from '#start/stores.ts'

/** The stores of a bench: embedded and durable as in real life, in a folder of their own. */
export type BenchGround = {
  stores: Stores
  database: Database
  events: StartedEventStore
  directory: string
  stop: () => Promise<void>
}

/** Starts both stores. Without a folder they lie in a temporary one, which `stop` removes. */
export async function openGround(directory?: string): Promise<BenchGround> {
  const at = directory ?? (await mkdtemp(path.join(os.tmpdir(), 'banso-bench-')))
  const stores = await openStores(readSettings(['--data', at], {}), pino({ level: 'silent' }))
  const database = await openDatabase(stores.server)
  return {
    stores,
    database,
    events: stores.events,
    directory: at,
    stop: async () => {
      await database.stop()
      await stores.stop()
      if (directory === undefined) await rm(at, { recursive: true, force: true })
    },
  }
}

/** A Japanese workspace with all ready-made definitions. */
export async function benchWorkspace(database: Database): Promise<Workspace> {
  const workspace: Workspace = {
    id: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) as WorkspaceId,
    name: '計測商事株式会社',
    locale: 'ja',
    timeZone: 'Asia/Tokyo',
    currency: 'JPY',
    fiscalStartMonth: 4,
  }
  await database.workspace(workspace.id, (tx) => createWorkspace(tx, workspace, seeds))
  return workspace
}
