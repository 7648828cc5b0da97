import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changed, type History, historyOf, redone, settled, undone } from './history.ts'

test('more of the same is taken back together, and what was taken back comes again', () => {
  let history = historyOf('a')
  history = changed(history, 'b', 'name')
  history = changed(history, 'bc', 'name')
  history = changed(settled(history), 'bcd', 'name')
  expect(undone(history).now).toBe('bc')
  expect(undone(undone(history)).now).toBe('a')
  expect(redone(undone(undone(history))).now).toBe('bc')
  expect(undone(historyOf('a')).now).toBe('a')
})

test('as many steps forward as there were back lead to where one was', () => {
  const step = fc.record({ value: fc.nat(), tag: fc.constantFrom(null, 'a', 'b') })
  fc.assert(
    fc.property(fc.array(step), fc.nat(30), (steps, back) => {
      const start: History<number> = historyOf(-1)
      const end = steps.reduce((history, { value, tag }) => changed(history, value, tag), start)
      const times = Math.min(back, end.past.length)
      let history = end
      for (let n = 0; n < times; n++) history = undone(history)
      for (let n = 0; n < times; n++) history = redone(history)
      expect(history.now).toBe(end.now)
      for (let n = 0; n < 300; n++) history = undone(history)
      expect(history.now).toBe(steps.length === 0 || end.past.length < 200 ? -1 : history.now)
    }),
  )
})
