import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { embeddedServer } from '#platform/database/embeddedServer.ts'
import { migrateServer } from '#platform/database/open.ts'
import { type Address, eventStoreAt } from '#platform/events/client.ts'
import { launchHost } from '#platform/events/launch.ts'
import { prepareSchema } from '#platform/events/schema.ts'
import { addressOf } from '#platform/events/start.ts'
import { parts } from '#start/catalogue.ts'
import { oneNodeCluster } from './oneNodeCluster.ts'

/** The stores that all tests of a run share. */
export type Servers = {
  addresses: {
    /** Folder of PostgreSQL's socket. */
    postgres: string
    events: Address
  }
  stop: () => Promise<void>
}

/** The migrated database that every test's own is a copy of. */
export const template = 'banso'

/** Starts real stores in a temporary folder, without the safety against power cuts that makes them slow. */
export async function startServers(): Promise<Servers> {
  const dataDirectory = await mkdtemp(path.join(os.tmpdir(), 'banso-test-'))
  const server = await startDatabase(dataDirectory)
  const events = await startEvents(dataDirectory)
  return {
    addresses: { postgres: server.login('owner').host!, events: events.address },
    stop: async () => {
      await Promise.all([server.stop(), events.stop()])
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

async function startDatabase(dataDirectory: string) {
  const server = await embeddedServer({ dataDirectory, durable: false })
  try {
    await migrateServer(server, parts)
  } catch (error) {
    await server.stop()
    throw error
  }
  return server
}

/** An event store with its tables in a folder. */
export async function startEvents(dataDirectory: string): Promise<{ address: Address; stop: () => Promise<void> }> {
  const { address, stop } = await eventServer(path.join(dataDirectory, 'events'))
  const store = eventStoreAt(() => address)
  await prepareSchema(store)
  await store.close()
  return { address, stop }
}

/**
 * The embedded engine, unless the run names another: CLICKHOUSE_URL, with EVENTS_CLUSTER where it is one server of a
 * cluster; EVENTS_CLUSTER alone is the embedded engine as a cluster of one.
 */
async function eventServer(directory: string): Promise<{ address: Address; stop: () => Promise<void> }> {
  const { CLICKHOUSE_URL: url, EVENTS_CLUSTER: cluster } = process.env
  if (url) return { address: addressOf(url, cluster || undefined), stop: async () => {} }
  if (cluster) return oneNodeCluster(directory)
  const host = await launchHost({ directory, memoryBytes: 1024 ** 3 })
  return { address: { ...host.address()!, user: 'banso' }, stop: host.stop }
}
