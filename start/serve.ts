import fs from 'node:fs'
import { flushCompileCache } from 'node:module'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { sql } from 'kysely'
import { firstAdminPath } from '#capabilities/access/server/index.ts'
import { watchDatabase } from '#platform/database/watch.ts'
import { startTraces } from '#platform/telemetry/traces.ts'
import { createHost } from '#platform/http/host.ts'
import { allowOutbound } from '#platform/outbound/connect.ts'
import { setupLinkHours } from '#platform/identity/setupLink.ts'
import { addressOf, refuseTakenAddress } from './address.ts'
import { type App, startApp } from './app.ts'
import { rawRoutes, router } from './catalogue.ts'
import { prepareToServe } from './dataDirectory.ts'
import { runDemo } from './demo/live.ts'
import { clearUnfinishedDemo, prepareDemo } from './demo/prepare.ts'
import { figuresOf, readinessOf } from './health.ts'
import { described } from './described.ts'
import { openLog } from './log.ts'
import type { Settings } from './settings.ts'
import { spoken } from './speak.ts'
import { openStores } from './stores.ts'
import { version } from './version.ts'
import { watchDisk } from './watchDisk.ts'

const builtPages = path.resolve(import.meta.dirname, '../build/web')

/** A running Banso. `stop` finishes what is in hand and closes everything in order. */
export type Running = {
  app: App
  address: string
  /** How to sign in to the demo company; null where it is not the demo that runs. */
  welcome: string | null
  stop: () => Promise<void>
}

/** Starts everything in this process, and resolves once people can use it. Throws StartRefused. */
export async function serve(settings: Settings): Promise<Running> {
  await using opened = new AsyncDisposableStack()
  await refuseTakenAddress(settings)
  if (settings.demo) clearUnfinishedDemo(settings.dataDirectory)
  prepareToServe(settings.dataDirectory)
  const { log, close } = await openLog(path.join(settings.dataDirectory, 'banso.log'))
  opened.defer(close)
  // An external database has a disk of its own, which its operator watches.
  const disk = settings.databaseUrl ? null : await watchDisk(settings.dataDirectory, log)
  if (disk) opened.defer(disk.stop)
  if (settings.tracesUrl) {
    const traces = await startTraces(settings.tracesUrl, version)
    opened.defer(traces.stop)
  }
  const stores = await openStores(settings, log)
  opened.defer(stores.stop)
  const { dataDirectory } = settings
  const welcome = settings.demo ? await prepareDemo({ ...stores, log, dataDirectory }) : null
  const { filesDirectory, publicUrl, smtpUrl } = settings
  const origin = addressOf(settings, settings.port)
  allowOutbound(settings.outbound)
  const app = await startApp({ ...stores, filesDirectory, publicUrl, smtpUrl, origin, log, ...(disk ? { disk } : {}) })
  opened.defer(app.stop)
  const watch = watchDatabase(stores.server.login('banso_system'))
  opened.defer(watch.stop)
  const host = await createHost({
    router,
    described,
    raw: rawRoutes(app),
    parts: app,
    ready: () => !watch.isAway() && isUsable(app),
    isAway: watch.isAway,
    readiness: readinessOf(app, watch.isAway),
    ...(settings.metricsToken
      ? { metrics: { token: settings.metricsToken, figures: figuresOf(app, settings.dataDirectory) } }
      : {}),
    log,
    version,
    ...(fs.existsSync(path.join(builtPages, 'index.html')) ? { web: builtPages } : {}),
    ...(settings.publicUrl ? { publicUrl: settings.publicUrl } : {}),
    ...(settings.trustProxy ? { trustProxy: settings.trustProxy } : {}),
  })
  opened.defer(() => host.app.close())
  if (settings.demo) opened.defer(runDemo(app).stop)
  await host.app.listen({ host: settings.host, port: settings.port })
  const { port } = host.app.server.address() as AddressInfo
  const stack = opened.move()
  log.info({ port, version }, 'started')
  flushCompileCache() // at its end, as Node does it, a process that is killed would leave nothing to the next
  return { app, address: addressOf(settings, port), welcome, stop: () => stack.disposeAsync() }
}

/** Pages need the database; the event store may be rebuilt meanwhile, and they say so. */
async function isUsable({ database }: App): Promise<boolean> {
  try {
    await database.system((tx) => sql`select 1`.execute(tx))
    return true
  } catch {
    return false
  }
}

/** While nobody can sign in yet: how the first administrator is made, through a link that works once. */
export async function firstLink({ app, address }: Running): Promise<string | null> {
  const page = await firstAdminPath(app.database, app.now())
  if (!page) return null
  const words = spoken({
    ja: `最初の管理者を作るリンクです（1回限り、${setupLinkHours}時間有効）:`,
    en: `One-time link that makes the first administrator (good for ${setupLinkHours} hours):`,
  })
  return `${words}\n  ${address}${page}`
}
