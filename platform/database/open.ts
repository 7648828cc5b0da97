import os from 'node:os'
import pg from 'pg'
import { withClient } from './client.ts'
import { type Part, migrate } from './migrate.ts'
import { refusePrivileged } from './roles.ts'
import { type Database, databaseOver } from './scope.ts'
import type { DatabaseServer } from './server.ts'

/** Connections held at most: by requests and imports, and by the background loops. */
const poolSizes = { app: 16, looking: 8, scoped: 8, system: 8 }

/** Brings the tables up to date as their owner. */
export function migrateServer(server: DatabaseServer, parts: readonly Part[]): Promise<void> {
  return withClient(server.login('owner'), (owner) => migrate(owner, parts))
}

/** Opens the database for work, under roles that row-level security holds; throws StartRefused where it would not. */
export async function openDatabase(server: DatabaseServer): Promise<Database> {
  const pools = {
    app: makePool(server.login('banso_app'), poolSizes.app),
    looking: makePool({ ...server.login('banso_app'), pipeline: true }, poolSizes.looking),
    scoped: makePool(server.login('banso_scoped'), poolSizes.scoped),
    scopedLooking: makePool({ ...server.login('banso_scoped'), pipeline: true }, poolSizes.scoped),
    system: makePool(server.login('banso_system'), poolSizes.system),
  }
  const atOnce = server.sharesProcessors ? Math.max(2, os.availableParallelism()) : undefined
  const database = databaseOver(pools, server.login('banso_system'), atOnce)
  try {
    await Promise.all([pools.app, pools.scoped, pools.system].map(refusePrivileged))
  } catch (error) {
    await database.stop()
    throw error
  }
  return database
}

/** A pool that survives its server: an idle connection that breaks is dropped, not thrown at the process. */
export function makePool(login: pg.ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...login, max, connectionTimeoutMillis: 5000, idleTimeoutMillis: 60_000 })
  // One that breaks while it is in use, between two statements, tells itself alone: the next statement fails.
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('error', () => {}) // the pool has already removed the connection; the next query opens another
  return pool
}
