import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { withClient } from '#platform/database/client.ts'
import { serverAt } from '#platform/database/embeddedServer.ts'
import { openDatabase } from '#platform/database/open.ts'
import type { Database } from '#platform/database/scope.ts'
import type { DatabaseServer } from '#platform/database/server.ts'
import { atEnd } from './ending.ts'
import { template } from './start.ts'

export type TestDatabase = Database & {
  /** For a test that needs a login of its own, e.g. as the owner of the tables. */
  server: DatabaseServer
}

/** A database of the caller's own with all tables and no rows, gone when the file's tests are done. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const embedded = serverAt(inject('servers').postgres)
  const run = (sql: string) => withClient(embedded.admin('postgres'), (client) => client.query(sql))
  await run(`create database ${name} template ${template} strategy wal_log owner banso_owner`)
  const server = embedded.withDatabase(name)
  const database = await openDatabase(server)
  atEnd(async () => {
    await database.stop()
    await run(`drop database ${name} with (force)`)
  })
  return { ...database, server }
}
