import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { fieldClasses, type Permission } from '#kernel/exchange.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { unwatchedDisk } from '#platform/files/disk.ts'
import type { CallParts } from './callContext.ts'
import type { Caller } from './context.ts'
import { createHost } from './host.ts'
import { livePublisher } from './live.ts'
import { openLiveHub } from './liveHub.ts'
import { liveRoutes } from './liveStream.ts'
import { openShares } from './share.ts'

const database = await testDatabase()
const log = pino({ level: 'silent' })
const live = livePublisher(database, log)
const hub = openLiveHub(database.server.login('banso_system'), log)
const [a, b] = [(await testWorkspace(database)).id, (await testWorkspace(database)).id]
const may: Record<string, Permission[]> = {
  all: ['accounts.read', 'ingest.read'],
  viewer: ['accounts.read'],
  book: ['accounts.read'],
}
const findCaller = async (token: string) =>
  may[token]
    ? ({
        workspaceId: a,
        permissions: new Set(may[token]),
        reach: token === 'book' ? 'some' : null,
        fieldClasses: new Set(fieldClasses),
      } as unknown as Caller)
    : null
const accountsIn = async () => ['mine' as AccountId]
const parts = {
  findCaller,
  shares: openShares(async (_sharer, amount) => ({ taken: amount, secondsLeft: 60 }), Date.now),
  events: {},
  files: { disk: unwatchedDisk('/') },
  now: () => new Date(),
} as unknown as CallParts
const host = await createHost({
  router: {},
  raw: [liveRoutes(hub, accountsIn)],
  parts,
  ready: () => true,
  log,
  version: '0',
})
const base = await host.app.listen({ port: 0, host: '127.0.0.1' })
afterAll(async () => {
  await host.app.close()
  await hub.stop()
  await live.stop()
})

/** The messages of a stream until one has the id `end`, or what else is to be the last. */
async function hearUntilEnd(as: string, headers: Record<string, string> = {}, query = '', last = '"end"') {
  const answer = await fetch(`${base}/api/v1/live${query}`, {
    headers: { ...headers, cookie: `banso_session=${as}.x` },
  })
  const events = (async () => {
    let text = ''
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      if (text.includes(last)) break
    }
    return [...text.matchAll(/id: (\S+)\ndata: (.*)/g)].map(([, id, data]) => ({ id, ...JSON.parse(data!) }))
  })()
  return { status: answer.status, events }
}
const end = (workspace: WorkspaceId) => live.publish(workspace, { topic: 'view', ids: ['end'] })

test('a page hears of its own workspace what its rights allow, and can go on where it left off', async () => {
  const [all, viewer] = [await hearUntilEnd('all'), await hearUntilEnd('viewer')]
  await live.publish(b, { topic: 'account', ids: ['of-b'] })
  await live.publish(a, { topic: 'ingest', ids: [] })
  await live.publish(a, { topic: 'account', ids: ['one'] })
  await live.publish(a, { topic: 'account', ids: ['two'] })
  await end(a)
  expect(await viewer.events).toMatchObject([{ topic: 'account', ids: ['one', 'two'] }, { topic: 'view' }])
  const heard = await all.events
  expect(heard).toMatchObject([{ topic: 'ingest' }, { topic: 'account' }, { topic: 'view' }])
  const again = await hearUntilEnd('all', { 'last-event-id': heard[0]!.id })
  expect(await again.events).toEqual(heard.slice(1))
})

test('whoever reaches some customers only hears nothing of others, nor which thing it was', async () => {
  const book = await hearUntilEnd('book')
  await live.publish(a, { topic: 'account', ids: ['mine', 'other'] })
  await live.publish(a, { topic: 'cta', ids: ['a cta', 'other'] })
  await live.publish(a, { topic: 'plan', ids: ['a plan', 'mine'] })
  await live.publish(a, { topic: 'history', ids: ['other'] })
  await live.publish(a, { topic: 'settings', ids: ['end'] })
  expect((await book.events).map(({ topic, ids }) => [topic, ids])).toEqual([
    ['account', ['mine']],
    ['plan', []],
    ['settings', ['end']],
  ])
})

test('a page is told what changed since it began to ask, and that it is not known where the server listens since later', async () => {
  await expect.poll(() => hub.within(1000)).not.toBeNull() // it listens for as long as is going to be asked
  const began = Date.now()
  const before = await hearUntilEnd('all')
  await live.publish(a, { topic: 'account', ids: ['while it asked'] })
  await end(a)
  await before.events
  const page = await hearUntilEnd('all', {}, `?ago=${Date.now() - began}`, 'while it asked')
  expect((await page.events).map((event) => event.ids)).toContainEqual(['while it asked'])
  expect(hub.within(3_600_000)).toBeNull()
  const long = await hearUntilEnd('all', {}, '?ago=3600000', 'event: gap')
  expect(await long.events).toEqual([])
})

test('what a transaction publishes is told when it commits, and not at all when it does not', async () => {
  const page = await hearUntilEnd('all')
  const undone = database.workspace(a, async (tx) => {
    await live.publish(a, { topic: 'account', ids: ['undone'] }, tx)
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')
  await database.workspace(a, (tx) => live.publish(a, { topic: 'account', ids: ['done'] }, tx))
  await end(a)
  expect((await page.events).flatMap((event) => event.ids)).toEqual(['done', 'end'])
})

test('too many ids become "any of them"', async () => {
  const page = await hearUntilEnd('all')
  await live.publish(a, { topic: 'account', ids: Array.from({ length: 5000 }, (_, i) => `account-${i}`) })
  await end(a)
  expect((await page.events)[0]).toMatchObject({ topic: 'account', ids: [] })
})

test('who is not signed in hears nothing, and who loses the right to be here is let go', async () => {
  expect((await fetch(`${base}/api/v1/live`)).status).toBe(401)
  const page = await hearUntilEnd('viewer')
  const rights = may.viewer!
  delete may.viewer
  await live.publish(a, { topic: 'settings', ids: [] })
  expect(await page.events).toEqual([])
  may.viewer = rights
})
