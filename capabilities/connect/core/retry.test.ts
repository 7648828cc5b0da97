import { expect, test } from 'vitest'
import { mostAttempts, pauseAfter } from './retry.ts'

test('a delivery is tried for three days, ever less often, and then given up', () => {
  const pauses = Array.from({ length: mostAttempts - 1 }, (_, i) => pauseAfter(i + 1, 0)!)
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  expect(Math.floor(pauses.reduce((sum, pause) => sum + pause, 0) / 3600)).toBe(75)
  expect(pauseAfter(mostAttempts, 0)).toBeNull()
  expect(pauseAfter(1, 1)).toBe(4.5)
})
