import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { inject } from 'vitest'
import { eventStoreAt } from '#platform/events/client.ts'
import type { EventStore } from '#platform/events/store.ts'
import { atEnd } from './ending.ts'
import { startEvents } from './start.ts'

/** The event store of the test run. It is shared: what a test puts in belongs to its own workspace. */
export function testEvents(): EventStore {
  const address = inject('servers').events
  const store = eventStoreAt(() => address)
  atEnd(store.close)
  return store
}

/** An event store of the caller's own: to take rows out of the shared one rewrites what all tests have put in. */
export async function ownEvents(): Promise<EventStore> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-events-'))
  const { address, stop } = await startEvents(directory)
  const store = eventStoreAt(() => address)
  atEnd(async () => {
    await store.close()
    await stop()
    await rm(directory, { recursive: true, force: true })
  })
  return store
}
