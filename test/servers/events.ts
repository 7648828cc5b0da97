import { inject } from 'vitest'
import { eventStoreAt } from '#platform/events/client.ts'
import type { EventStore } from '#platform/events/store.ts'
import { atEnd } from './ending.ts'

/** The event store of the test run. It is shared: what a test puts in belongs to its own workspace. */
export function testEvents(): EventStore {
  const address = inject('servers').events
  const store = eventStoreAt(() => address)
  atEnd(store.close)
  return store
}
