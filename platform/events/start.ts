import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartRefused } from '../startRefused.ts'
import { type Address, eventStoreAt } from './client.ts'
import { launchHost } from './launch.ts'
import { prepareSchema } from './schema.ts'
import { type EventStore, EventStoreUnavailable } from './store.ts'

export type EventStoreOptions = {
  /** Where the embedded store keeps its data (`<data>/events`). */
  directory: string
  /** A ClickHouse server or cluster instead: `https://user:password@host:8443/database`. */
  url?: string
  /** The name of the cluster that `url` is one server of. */
  cluster?: string
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
 * in place of an earlier one, and an empty store is begun: the projector fills it from the journal.
 */
export async function startEventStore(options: EventStoreOptions): Promise<StartedEventStore> {
  if (options.url) return external(options.url, options.cluster)
  const { directory, log } = options
  try {
    const started = await openEmbedded(options)
    const damage = await damageOf(started)
    if (damage === null) return started
    await started.stop()
    putAside(directory, damage, log)
  } catch (error) {
    if (error instanceof StartRefused) throw error
    if (!isBroken(error)) throw doesNotStart(directory, error)
    putAside(directory, String(error), log)
  }
  try {
    return await openEmbedded(options)
  } catch (error) {
    throw doesNotStart(directory, error)
  }
}

async function openEmbedded({ directory, memoryBytes, log }: EventStoreOptions): Promise<StartedEventStore> {
  const host = await launchHost({
    directory,
    ...(memoryBytes ? { memoryBytes } : {}),
    onTrouble: (trouble) => log?.('the event store had to be started again', trouble),
  })
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

/** Parts of tables that the engine could not read when it opened them and left out without a word; null: none. */
async function damageOf(store: EventStore): Promise<string | null> {
  for (const table of ['events', 'usage_days', 'fact_history'])
    await store.query(`select count() as rows from ${table}`)
  const broken = await store.query<{ table: string; name: string }>(
    `select table, name from system.detached_parts where database = currentDatabase() and reason like 'broken%'`,
  )
  return broken.length === 0 ? null : broken.map(({ table, name }) => `${table} ${name}`).join(', ')
}

function putAside(directory: string, why: string, log: EventStoreOptions['log']): void {
  const aside = `${directory}.broken-${new Date().toISOString().replace(/[:.]/g, '-')}`
  fs.renameSync(directory, aside)
  log?.('the event store is damaged; it is put aside and built again from the journal', { aside, why })
  removeEarlier(directory, aside, log)
}

// One is enough to look into: a disk that damages the store again and again is not to be filled by it as well. Where it
// cannot be removed, the store is begun all the same.
function removeEarlier(directory: string, aside: string, log: EventStoreOptions['log']): void {
  const beside = path.dirname(directory)
  try {
    for (const name of fs.readdirSync(beside))
      if (name.startsWith(`${path.basename(directory)}.broken-`) && name !== path.basename(aside))
        fs.rmSync(path.join(beside, name), { recursive: true, force: true })
  } catch (error) {
    log?.('an event store that was put aside earlier could not be removed', { error: String(error) })
  }
}

/** The engine itself cannot read what is there: nothing that more space, more memory or more rights would help. */
function isBroken(error: unknown): boolean {
  const text = String(error)
  return (
    /DB::Exception/.test(text) &&
    !/No space left|Read-only file system|Input\/output error|Permission denied|Cannot allocate|MEMORY_LIMIT|lock/i.test(
      text,
    )
  )
}

async function external(url: string, cluster?: string): Promise<StartedEventStore> {
  const address = addressOf(url, cluster)
  const { host } = new URL(address.url)
  const store = eventStoreAt(() => address)
  try {
    const identity = await patiently(() => prepareSchema(store))
    return { ...store, identity, url: () => address.url, hostPid: () => undefined, stop: store.close }
  } catch (cause) {
    await store.close()
    throw cause instanceof StartRefused ? cause : unreachable(host, cause)
  }
}

/** Where a ClickHouse of the operator's is, of the text of its URL. */
export function addressOf(url: string, cluster?: string): Address {
  const { username, password, pathname, href } = new URL(url)
  const bare = new URL(href)
  bare.username = bare.password = ''
  bare.pathname = '/'
  const database = pathname.length > 1 ? pathname.slice(1) : undefined
  return {
    url: bare.href,
    ...(username ? { user: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(database ? { database } : {}),
    ...(cluster ? { cluster: { name: cluster, database: database ?? 'default' } } : {}),
  }
}

/** It may be starting at the same moment as we are: up to half a minute is waited for it. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + 30_000; ; ) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable) || Date.now() > until) throw error
      await wait(500)
    }
  }
}

function whyOf(cause: unknown): string {
  const root = cause instanceof EventStoreUnavailable ? cause.cause : cause
  return root instanceof Error ? root.message || String((root as NodeJS.ErrnoException).code) : String(root)
}

function doesNotStart(directory: string, cause: unknown): StartRefused {
  const why = whyOf(cause)
  return new StartRefused(
    {
      ja: `利用データの保管庫を ${directory} で起動できません（${why}）。ディスクの空きと書き込み権限を確かめてください。`,
      en: `The event store does not start in ${directory} (${why}). Check the free disk space and the right to write.`,
    },
    { cause },
  )
}

function unreachable(host: string, cause: unknown): StartRefused {
  const why = whyOf(cause)
  return new StartRefused(
    {
      ja: `CLICKHOUSE_URL の ClickHouse（${host}）を使えません（${why}）。起動しているか、URL・ユーザー・パスワードが正しいか、テーブルを作る権限があるかを確かめてください。`,
      en: `The ClickHouse of CLICKHOUSE_URL (${host}) cannot be used (${why}). Check that it runs, that URL, user and password are right, and that the user may create tables.`,
    },
    { cause },
  )
}
