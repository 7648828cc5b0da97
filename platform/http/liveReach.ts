import type { AccountId } from '#kernel/id.ts'
import type { LiveMessage } from './live.ts'

// Messages of these topics name the customers whose thing changed, beside the thing itself.
const ofCustomers = new Set<LiveMessage['topic']>(['account', 'history', 'cta', 'plan', 'renewal'])

/** How long (ms) it is taken as known which customers somebody reaches. */
const knownForMs = 2000

/**
 * What may be told of a change to somebody who reaches some customers only; null: nothing. Of things that may belong to a
 * customer out of reach it is not told which they are: the page asks for what it shows, by its own rights.
 */
export function toldWithin(message: LiveMessage, reached: ReadonlySet<string>): LiveMessage | null {
  const { topic, ids } = message
  if (topic === 'settings' || ids.length === 0) return message
  const mine = ids.filter((id) => reached.has(id))
  if (ofCustomers.has(topic) && mine.length === 0) return null
  return { topic, ids: topic === 'account' || topic === 'history' ? mine : [] }
}

/** Remembers for a moment what somebody reaches: messages come in crowds. */
export function reachedLately(ask: () => Promise<readonly AccountId[]>): () => Promise<ReadonlySet<string>> {
  let known: { until: number; ids: Promise<ReadonlySet<string>> } | undefined
  return () => {
    if (!known || known.until < Date.now())
      known = { until: Date.now() + knownForMs, ids: ask().then((ids) => new Set<string>(ids)) }
    return known.ids
  }
}
