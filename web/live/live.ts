import type { Query, QueryClient } from '@tanstack/react-query'

/** What the server tells when something changed: of which kind, and which ones (none named: any of them). */
export type LiveMessage = { topic: string; ids: string[] }

/** Whether changes arrive at this moment. */
export type LiveState = 'starting' | 'open' | 'lost'

/** Of each topic, the answers that may have changed: all of a capability (`health`), or some (`accounts.get`). */
export type LiveTopics = Record<string, readonly string[]>

type Listener = (message: LiveMessage) => void
const listeners = new Set<Listener>()
const stateListeners = new Set<() => void>()
let state: LiveState = 'starting'

const setState = (next: LiveState) => {
  if (state === next) return
  state = next
  for (const listener of stateListeners) listener()
}

/** For `useSyncExternalStore`. */
export const liveState = {
  subscribe: (listener: () => void) => {
    stateListeners.add(listener)
    return () => void stateListeners.delete(listener)
  },
  get: () => state,
}

/** Hears every change; returns how to stop hearing. */
export function onLive(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

const idKeys = ['id', 'accountId', 'importId', 'ctaId'] as const

/** Whether an answer to this question may have changed: one about a named thing only when that thing did. */
export function touches(queryKey: readonly unknown[], answers: readonly string[], ids: readonly string[]): boolean {
  const [path, asked] = queryKey as [readonly string[] | undefined, { input?: Record<string, unknown> } | undefined]
  if (!Array.isArray(path)) return false
  const name = `${path.join('.')}.`
  if (!answers.some((answer) => name.startsWith(`${answer}.`))) return false
  if (ids.length === 0) return true
  const named = idKeys.flatMap((key) => (typeof asked?.input?.[key] === 'string' ? [asked.input[key]] : []))
  return named.length === 0 || named.some((id) => ids.includes(id))
}

/**
 * Asks anew for the answers on the page. A first answer that is still under way may be older than the change, and is not
 * asked for twice at a time: once it is there, it is asked for again.
 */
function askAgain(queries: QueryClient, predicate: (query: Query) => boolean): void {
  const firsts = queries.getQueryCache().findAll({ predicate, fetchStatus: 'fetching' })
  for (const first of firsts)
    if (first.state.data === undefined)
      void first.promise
        ?.catch(() => {})
        .then(() => queries.invalidateQueries({ queryKey: first.queryKey, exact: true }))
  void queries.invalidateQueries({ predicate })
}

/** ms that a page must be out of sight before it lets go of its stream: a look at another tab costs nothing. */
const outOfSightMs = 5000

/**
 * Opens the one stream and keeps it open: every change makes the answers it touches be asked for again, at most once
 * in `restMs` each. After a gap everything on the page is asked for again. A page out of sight lets go of it, since a
 * browser opens six connections to a server and no more, however many tabs there are. Returns how to close it.
 */
export function startLive(queries: QueryClient, topics: LiveTopics, restMs = 700): () => void {
  let source: EventSource | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined
  let attempts = 0
  let wasOpen = false
  let pending: LiveMessage[] = []
  let lastFlush = 0

  const flush = () => {
    waiting = undefined
    lastFlush = Date.now()
    const told = pending
    pending = []
    const predicate = ({ queryKey }: Query) =>
      told.some(({ topic, ids }) => touches(queryKey, topics[topic] ?? [], ids))
    askAgain(queries, predicate)
  }

  const hear = (event: MessageEvent<string>) => {
    const message = JSON.parse(event.data) as Partial<LiveMessage>
    if (!message.topic) return
    const whole = { topic: message.topic, ids: message.ids ?? [] }
    for (const listener of listeners) listener(whole)
    pending.push(whole)
    waiting ??= setTimeout(flush, Math.max(30, restMs - (Date.now() - lastFlush)))
  }

  const open = () => {
    // The page has been asking for answers since before this code ran: what changed since then is to be told too.
    const ago = wasOpen ? 0 : Math.ceil(performance.now())
    source = new EventSource(`/api/v1/live?ago=${ago}`, { withCredentials: true })
    source.addEventListener('message', hear)
    source.addEventListener('gap', () => askAgain(queries, () => true))
    source.addEventListener('open', () => {
      attempts = 0
      setState('open')
      if (wasOpen) askAgain(queries, () => true)
      wasOpen = true
    })
    source.addEventListener('error', () => {
      setState('lost')
      if (source?.readyState !== EventSource.CLOSED) return
      source.close()
      retry = setTimeout(open, Math.min(30_000, 1000 * 2 ** attempts++))
    })
  }

  const letGo = () => {
    clearTimeout(retry)
    source?.close()
    source = undefined
    setState('starting')
  }

  const look = () => {
    clearTimeout(leaving)
    if (document.hidden) leaving = setTimeout(letGo, outOfSightMs)
    else if (!source) open()
  }

  look()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    clearTimeout(leaving)
    clearTimeout(waiting)
    letGo()
  }
}
