import type { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { startLive, touches } from './live.ts'

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
  class Stream extends EventTarget {
    constructor() {
      super()
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
  return { show, open: () => open, arrive: () => streams.at(-1)?.dispatchEvent(new Event('open')) }
}

test('a page out of sight holds no stream; back in sight it asks for everything again', () => {
  vi.useFakeTimers()
  const { show, open, arrive } = pageWithStreams()
  const asked = vi.fn(() => Promise.resolve())
  const stop = startLive({ invalidateQueries: asked } as unknown as QueryClient, {})
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
