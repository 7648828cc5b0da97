import fs from 'node:fs'
import { eventStoreAt } from './client.ts'
import { launchHost } from './launch.ts'
import { prepareSchema } from './schema.ts'
import type { EventStore } from './store.ts'

export type EventStoreOptions = {
  /** Where the embedded store keeps its data (`<data>/events`). */
  directory: string
  /** A ClickHouse server or cluster instead: `https://user:password@host:8443/database`. */
  url?: string
  /** What the embedded engine may use at most; a quarter of the machine's memory, at most 2 GiB, by default. */
  memoryBytes?: number
  log?: (message: string, detail: Record<string, unknown>) => void
}

export type StartedEventStore = EventStore & {
  /** Made with the store: another one means that everything is to be projected anew. */
  identity: string
  /** Where it listens at present; null while it is being started again. */
  url: () => string | null
  /** The process of the embedded host, for harnesses that kill it. */
  hostPid: () => number | undefined
  stop: () => Promise<void>
}

/**
 * Starts the event store, or connects to the operator's. A directory that the engine cannot open any more is put aside
 * (never deleted) and an empty store is begun: the projector fills it from the journal.
 */
export async function startEventStore(options: EventStoreOptions): Promise<StartedEventStore> {
  if (options.url) return external(options.url)
  const host = await openHost(options)
  const store = eventStoreAt(() => {
    const address = host.address()
    return address && { ...address, user: 'banso' }
  })
  const stop = async () => {
    await store.close()
    await host.stop()
  }
  try {
    const url = () => host.address()?.url ?? null
    return { ...store, identity: await prepareSchema(store), url, hostPid: host.pid, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openHost(options: EventStoreOptions) {
  const { directory, memoryBytes, log } = options
  const settings = {
    directory,
    ...(memoryBytes ? { memoryBytes } : {}),
    onTrouble: (trouble: { what: string; why: string }) => log?.('the event store had to be started again', trouble),
  }
  try {
    return await launchHost(settings)
  } catch (error) {
    if (fs.readdirSync(directory).length === 0) throw error
    const aside = `${directory}.broken-${new Date().toISOString().replace(/[:.]/g, '-')}`
    fs.renameSync(directory, aside)
    log?.('the event store could not be opened; it is rebuilt from the journal', { aside, why: String(error) })
    return launchHost(settings)
  }
}

async function external(url: string): Promise<StartedEventStore> {
  const { username, password, pathname, href } = new URL(url)
  const bare = new URL(href)
  bare.username = bare.password = ''
  bare.pathname = '/'
  const address = {
    url: bare.href,
    ...(username ? { user: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(pathname.length > 1 ? { database: pathname.slice(1) } : {}),
  }
  const store = eventStoreAt(() => address)
  try {
    return {
      ...store,
      identity: await prepareSchema(store),
      url: () => bare.href,
      hostPid: () => undefined,
      stop: store.close,
    }
  } catch (error) {
    await store.close()
    throw error
  }
}
