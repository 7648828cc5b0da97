import path from 'node:path'
import type { Logger } from 'pino'
import { embeddedServer } from '#platform/database/embeddedServer.ts'
import { externalServer } from '#platform/database/externalServer.ts'
import { migrateServer } from '#platform/database/open.ts'
import type { DatabaseServer } from '#platform/database/server.ts'
import { type StartedEventStore, startEventStore } from '#platform/events/start.ts'
import { parts } from './catalogue.ts'
import { prepareDataDirectory } from './dataDirectory.ts'
import { holdDataDirectory } from './onlyInstance.ts'
import type { Settings } from './settings.ts'
import { spoken } from './speak.ts'

/** Both stores, running and with their tables up to date. */
export type Stores = { server: DatabaseServer; events: StartedEventStore; stop: () => Promise<void> }

/**
 * Starts the stores, or connects to the operator's, and brings their tables up to date. Throws StartRefused where the
 * operator must do something; whatever was started by then is stopped again.
 */
export async function openStores(settings: Settings, log: Logger): Promise<Stores> {
  await using opened = new AsyncDisposableStack()
  prepareDataDirectory(settings.dataDirectory, 0)
  const hold = await holdDataDirectory(settings.dataDirectory)
  opened.defer(hold.release)
  const startingEvents = startEventStore({
    directory: path.join(settings.dataDirectory, 'events'),
    ...(settings.eventsUrl ? { url: settings.eventsUrl } : {}),
    ...(settings.eventsCluster ? { cluster: settings.eventsCluster } : {}),
    log: (message, detail) => log.warn({ part: 'events', ...detail }, message),
  })
  startingEvents.catch(() => {}) // it is awaited below, perhaps long after it failed
  opened.defer(async () => (await startingEvents.catch(() => null))?.stop())
  const server = await openServer(settings)
  opened.defer(server.stop)
  await migrateServer(server, parts)
  const events = await startingEvents
  const stack = opened.move()
  return { server, events, stop: () => stack.disposeAsync() }
}

function openServer(settings: Settings): Promise<DatabaseServer> {
  return settings.databaseUrl
    ? externalServer(settings.databaseUrl, settings.databaseRolesPassword, tellWaiting)
    : embeddedServer({ dataDirectory: settings.dataDirectory })
}

function tellWaiting(): void {
  console.error(
    spoken({
      ja: 'DATABASE_URL のデータベースがまだ応答しません。30秒まで待ちます…',
      en: 'The database of DATABASE_URL does not answer yet: waiting for up to 30 seconds…',
    }),
  )
}
