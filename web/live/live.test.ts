import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { startLive, touches } from './live.ts'

const patience = { timeout: 15_000 }
const ofAccount = [['health', 'why'], { input: { id: 'a' }, type: 'query' }]
const ofAll = [['cockpit', 'today'], { input: { of: 'mine' }, type: 'query' }]

test('an answer about one thing is touched only when that thing changed, or anything may have', () => {
  expect(touches(ofAccount, ['health'], ['a', 'b'])).toBe(true)
  expect(touches(ofAccount, ['health'], ['b'])).toBe(false)
  expect(touches(ofAccount, ['health'], [])).toBe(true)
})

test('an answer about no thing in particular is touched by every change of its capability', () => {
  expect(touches(ofAll, ['cockpit'], ['a'])).toBe(true)
  expect(touches(ofAll, ['health'], ['a'])).toBe(false)
})

test('a topic may name single answers of a capability', () => {
  expect(touches(ofAll, ['cockpit.today'], [])).toBe(true)
  expect(touches(ofAll, ['cockpit.to'], [])).toBe(false)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A browser's page and its streams, as far as they matter here. */
function pageWithStreams() {
  const page = Object.assign(new EventTarget(), { hidden: true })
  const streams: EventTarget[] = []
  let open = 0
  const addresses: string[] = []
  class Stream extends EventTarget {
    constructor(address: string) {
      super()
      addresses.push(address)
      open++
      streams.push(this)
    }
    close() {
      open--
    }
  }
  vi.stubGlobal('document', page)
  vi.stubGlobal('EventSource', Stream)
  const show = (hidden: boolean) => {
    page.hidden = hidden
    page.dispatchEvent(new Event('visibilitychange'))
  }
  const tell = (event: Event) => streams.at(-1)?.dispatchEvent(event)
  return { show, open: () => open, arrive: () => tell(new Event('open')), tell, addresses }
}

test('a page out of sight holds no stream; back in sight it asks for everything again', () => {
  vi.useFakeTimers()
  const { show, open, arrive } = pageWithStreams()
  const queries = new QueryClient()
  const asked = vi.spyOn(queries, 'invalidateQueries')
  const stop = startLive(queries, {})
  expect(open()).toBe(0)
  show(false)
  arrive()
  expect([open(), asked.mock.calls.length]).toEqual([1, 0])
  show(true)
  vi.advanceTimersByTime(1000)
  show(false)
  vi.advanceTimersByTime(60_000)
  expect(open()).toBe(1)
  show(true)
  vi.advanceTimersByTime(60_000)
  expect(open()).toBe(0)
  show(false)
  arrive()
  expect([open(), asked.mock.calls.length]).toEqual([1, 1])
  stop()
  expect(open()).toBe(0)
})

test('what changed since the page began to ask is asked for again, also where the first answer is still under way', async () => {
  const { show, addresses, tell } = pageWithStreams()
  const queries = new QueryClient()
  show(false)
  const stop = startLive(queries, { account: ['health'] }, 0)
  expect(Number(addresses[0]!.split('ago=')[1])).toBeGreaterThan(0)
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  let asked = 0
  const queryFn = () => answers[asked++]!.promise
  const observer = new QueryObserver(queries, { queryKey: [['health', 'why'], { input: { id: 'a' } }], queryFn })
  const unsubscribe = observer.subscribe(() => {})
  tell(new MessageEvent('message', { data: JSON.stringify({ topic: 'account', ids: ['a'] }) }))
  await vi.waitFor(() => expect(queries.isFetching()).toBe(1), patience)
  await new Promise((resolve) => setTimeout(resolve, 60))
  answers[0]!.resolve('before the change')
  await vi.waitFor(() => expect(asked).toBe(2), patience)
  answers[1]!.resolve('after it')
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('after it'), patience)
  unsubscribe()
  stop()
})

test('where the server no longer knows what changed meanwhile, everything is asked for again', () => {
  const { show, tell } = pageWithStreams()
  const queries = new QueryClient()
  const asked = vi.spyOn(queries, 'invalidateQueries')
  show(false)
  const stop = startLive(queries, {})
  tell(new Event('gap'))
  expect(asked).toHaveBeenCalledTimes(1)
  stop()
})
