import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { painted } from './painted.ts'

const page = (visibilityState: 'visible' | 'hidden', frames: (() => void)[]) => {
  vi.stubGlobal('document', { visibilityState })
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw))
}
const done = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  done.mockReset()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('waits until a picture was drawn', async () => {
  const frames: (() => void)[] = []
  page('visible', frames)
  void painted().then(done)
  await vi.advanceTimersByTimeAsync(16)
  expect(done).not.toHaveBeenCalled()
  frames[0]!()
  expect(done).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(done).toHaveBeenCalledOnce()
})

test.each(['hidden', 'visible'] as const)(
  'a page that is %s and is not painted does not wait for ever',
  async (state) => {
    page(state, [])
    void painted().then(done)
    await vi.advanceTimersByTimeAsync(50)
    expect(done).toHaveBeenCalledOnce()
  },
)
