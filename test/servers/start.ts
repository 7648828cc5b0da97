import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { embeddedServer } from '#platform/database/embeddedServer.ts'
import { migrateServer } from '#platform/database/open.ts'
import { queuePart } from '#platform/queue/schema.ts'
import { tables } from '#start/tables.ts'

/** The stores that all tests of a run share. */
export type Servers = {
  addresses: {
    /** Folder of PostgreSQL's socket. */
    postgres: string
  }
  stop: () => Promise<void>
}

/** The migrated database that every test's own is a copy of. */
export const template = 'banso'

/** Starts real stores in a temporary folder, without the safety against power cuts that makes them slow. */
export async function startServers(): Promise<Servers> {
  const dataDirectory = await mkdtemp(path.join(os.tmpdir(), 'banso-test-'))
  const server = await embeddedServer({ dataDirectory, durable: false })
  await migrateServer(server, [...tables, queuePart])
  return {
    addresses: { postgres: server.login('owner').host! },
    stop: async () => {
      await server.stop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}
