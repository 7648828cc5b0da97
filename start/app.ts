import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import { accountsIn } from '#capabilities/accounts/server/index.ts'
import { findCaller, findGuest, keepReads, startRetention, startSealing } from '#capabilities/access/server/index.ts'
import {
  findKeyCaller,
  type ImportParts,
  keptAnswers,
  noteTaken,
  takeCalls,
  startWebhooks,
  workOnImports,
} from '#capabilities/connect/server/index.ts'
import {
  dirtyChannel,
  factsWithheld,
  type Reactor,
  startReactor,
  workOnRebuilds,
} from '#capabilities/facts/server/index.ts'
import { installMail } from '#capabilities/outreach/server/delivery/index.ts'
import { workOnRisk } from '#capabilities/health/server/index.ts'
import { startOutreach } from '#capabilities/outreach/server/index.ts'
import { startTextFill } from '#capabilities/timeline/server/index.ts'
import { type Ingest, refillLost, startIngest, workOnFills } from '#capabilities/usage/server/index.ts'
import { uuidV7 } from '#kernel/id.ts'
import { holdLead } from '#platform/database/lead.ts'
import { openDatabase } from '#platform/database/open.ts'
import type { Database } from '#platform/database/scope.ts'
import type { DatabaseServer } from '#platform/database/server.ts'
import { recogniseStore } from '#platform/events/projector.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Disk } from '#platform/files/disk.ts'
import { diskFiles } from '#platform/files/diskFiles.ts'
import type { CallParts } from '#platform/http/callContext.ts'
import { livePublisher } from '#platform/http/live.ts'
import { openShares } from '#platform/http/share.ts'
import { loggable } from '#platform/http/loggable.ts'
import { type LiveHub, openLiveHub } from '#platform/http/liveHub.ts'
import { openIdentity } from '#platform/identity/identity.ts'
import { pgBossQueue } from '#platform/queue/pgBossQueue.ts'
import { startDelivery } from '#platform/mail/deliver.ts'
import { serverOfUrl } from '#platform/mail/servers.ts'
import { facts, imports, mailHooks } from './catalogue.ts'
import { retained } from './retained.ts'

// Any number, the same in every Banso: one process computes what follows and makes the mails that are due.
const leadKey = 7_310_442_019

/** What the product runs on; its tables are up to date. */
export type Ground = {
  server: DatabaseServer
  events: EventStore
  /** Where uploaded files are kept. */
  filesDirectory: string
  /** The disk with the data, where it is watched. */
  disk?: Disk
  /** Banso's own address, where the operator stated one. */
  publicUrl: string | undefined
  /** The mail server of workspaces that name none of their own. */
  smtpUrl?: string | undefined
  /** The address people open: what links in mails lead back to, unless a workspace states another. */
  origin?: string
  log: Logger
}

/** The product without its door: all ports, and the loops that keep facts true. */
export type App = CallParts & {
  database: Database
  hub: LiveHub
  reactor: Reactor
  ingest: Ingest
  log: Logger
  /** Ends the loops and jobs in hand, then closes the connections. The stores go on. */
  stop: () => Promise<void>
}

/** Puts the product together on its stores and sets its loops going. */
export async function startApp(ground: Ground): Promise<App> {
  await using opened = new AsyncDisposableStack()
  const { server, events, log } = ground
  const now = () => new Date()
  const database = await openDatabase(server)
  opened.defer(database.stop)
  const live = livePublisher(database, log)
  opened.defer(live.stop)
  const hub = openLiveHub(server.login('banso_system'), log)
  opened.defer(hub.stop)
  // Beside each other: on a busy machine each question to a store waits for its turn, and somebody waits for this process.
  const queueing = pgBossQueue(server, (error) => log.error({ part: 'queue', err: error }, 'a job failed'))
  opened.defer(async () => (await queueing.catch(() => null))?.stop())
  const leading = holdLead(server.login('banso_system'), leadKey)
  opened.defer(async () => (await leading.catch(() => null))?.stop())
  const [queue, lead, files, identity] = await Promise.all([
    queueing,
    leading,
    diskFiles(ground.filesDirectory, ground.disk),
    openIdentity(database, { publicUrl: ground.publicUrl, log }),
    recogniseStore({ database, events, log: (message, detail) => log.warn({ part: 'events', ...detail }, message) }),
  ])
  const ingest = await startIngest({
    database,
    events,
    live,
    log,
    listen: database.listen,
    refill: () => refillLost({ database, events, live, now }, queue),
  })
  opened.defer(ingest.stop)
  const reactor = await startReactor(
    {
      system: facts,
      database,
      events,
      live,
      now,
      listen: database.listen,
      mayWork: lead.isMine,
      givesWay: ingest.projector.crowded,
      onMalformed: (malformed) => log.warn({ part: 'facts', facts: malformed }, 'facts of a wrong type were left out'),
      onFailure: (workspaceId, accounts, error) =>
        log.error({ part: 'facts', workspaceId, accounts, err: error }, 'facts could not be computed'),
      onTrouble: (error) => log.error({ part: 'facts', err: error }, 'a round of computing facts failed'),
    },
    dirtyChannel,
  )
  opened.defer(reactor.stop)
  const installation = {
    server: ground.smtpUrl ? serverOfUrl(ground.smtpUrl) : null,
    origin: ground.origin ?? 'http://localhost',
  }
  const hooks = await mailHooks(database)
  installMail({ installation, hooks })
  const delivery = await startDelivery({
    database,
    live,
    hooks,
    installation,
    now,
    onTrouble: (error) =>
      log.error({ part: 'mail', err: loggable(error) }, 'mails could not be sent; it is tried again'),
  })
  opened.defer(delivery.stop)
  const outreach = await startOutreach({
    database,
    live,
    now,
    mayWork: lead.isMine,
    onTrouble: (error) =>
      log.error({ part: 'outreach', err: loggable(error) }, 'mails that are due could not be made; it is tried again'),
  })
  opened.defer(outreach.stop)
  const webhooks = await startWebhooks({
    database,
    self: lead.self,
    now,
    newId: () => uuidV7(now().getTime(), randomBytes(10)),
    onTrouble: (error) =>
      log.error({ part: 'webhooks', err: loggable(error) }, 'webhooks could not be sent; it is tried again'),
  })
  opened.defer(webhooks.stop)
  const sealing = startSealing({
    database,
    now,
    onTrouble: (error) =>
      log.error(
        { part: 'audit', err: loggable(error) },
        'the record of changes could not be sealed; it is tried again',
      ),
  })
  opened.defer(sealing.stop)
  const retention = startRetention({
    database,
    events,
    files,
    now,
    kinds: retained,
    mayWork: lead.isMine,
    onTrouble: (error) =>
      log.error({ part: 'retention', err: loggable(error) }, 'data kept long enough stayed; it is tried again'),
  })
  opened.defer(retention.stop)
  const reads = keepReads({
    database,
    now,
    onTrouble: (error) =>
      log.error({ part: 'reads', err: loggable(error) }, 'reads could not be written down; it is tried again'),
  })
  opened.defer(reads.stop)
  const filling = startTextFill({
    database,
    onTrouble: (error) =>
      log.error(
        { part: 'search', err: loggable(error) },
        'older entries could not be made findable; it is tried again',
      ),
  })
  opened.defer(filling.stop)
  const newId = (() => uuidV7(now().getTime(), randomBytes(10))) as ImportParts['newId']
  const risking = workOnRisk(queue, {
    database,
    events,
    live,
    now,
    newId: () => uuidV7(now().getTime(), randomBytes(10)),
    onTrouble: (error) => log.error({ part: 'risk', err: error }, 'it could not be seen whose model is due'),
  })
  opened.defer(async () => (await risking.catch(() => null))?.stop())
  await Promise.all([
    risking,
    workOnFills(queue, { database, events, live, now }),
    workOnRebuilds(queue, { database, events, system: facts, live, now }),
    workOnImports(queue, { database, files, live, now, newId, catalogue: imports }),
  ])
  const parts: CallParts = {
    database,
    events,
    live,
    queue,
    files,
    identity,
    now,
    accountsIn: (workspaceId, reach) => accountsIn(database, workspaceId, reach),
    factsWithheld: (workspaceId, withheld) => factsWithheld(database, workspaceId, withheld),
    findCaller: (token, counts) => findCaller(database, token, now(), counts),
    answers: keptAnswers(database),
    takeCalls: takeCalls(database),
    shares: openShares(noteTaken(database), () => now().getTime()),
    noteRead: reads.note,
    findKeyCaller: (key) => findKeyCaller(database, key, now()),
    findGuest: (token, linkId) => findGuest(database, token, linkId, now()),
  }
  const stack = opened.move()
  return { ...parts, hub, reactor, ingest, log, stop: () => stack.disposeAsync() }
}
