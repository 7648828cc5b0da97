import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { makeGate } from './gate.ts'

test('as many run at once as there are places, the others in the order in which they came', async () => {
  const gate = makeGate(2, 10_000)
  const [order, most]: [number[], { now: number; ever: number }] = [[], { now: 0, ever: 0 }]
  await Promise.all(
    Array.from({ length: 9 }, async (_, at) => {
      const leave = await gate.enter()
      most.ever = Math.max(most.ever, ++most.now)
      order.push(at)
      await wait(1)
      most.now--
      leave()
      leave() // twice is once
    }),
  )
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(most.ever).toBe(2)
})

test('work that takes long, or that waits for work of its own, keeps nobody out for long', async () => {
  const gate = makeGate(1, 20)
  const long = await gate.enter()
  const nested = await gate.enter()
  const third = await gate.enter()
  nested()
  third()
  long()
  expect(await Promise.race([gate.enter().then(() => 'in'), wait(5).then(() => 'out')])).toBe('in')
})
