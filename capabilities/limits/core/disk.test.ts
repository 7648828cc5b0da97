import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DiskStanding, nextStanding, reserveBytes } from './disk.ts'

const megabyte = 1024 ** 2
const after = (before: DiskStanding, free: number) => nextStanding(before, { free: free * megabyte, writable: true })
const well: DiskStanding = { taking: 'all', reserve: true }
const standings = fc.record<DiskStanding>({
  taking: fc.constantFrom('all', 'little', 'nothing'),
  reserve: fc.boolean(),
})
const bytes = fc.integer({ min: 0, max: 1000 * megabyte })
const look = (before: DiskStanding, free: number) => nextStanding(before, { free, writable: true })

test('what grows is refused while there is still room, and the reserve goes when there is none', () => {
  expect(after(well, 256)).toEqual(well)
  expect(after(well, 255)).toEqual({ taking: 'little', reserve: true })
  expect(after(well, 47)).toEqual({ taking: 'little', reserve: false })
})

test('it opens again with some room to spare, and not before the reserve lies there', () => {
  const spent: DiskStanding = { taking: 'little', reserve: false }
  expect(after(spent, 200)).toEqual(spent)
  expect(after(spent, 230)).toEqual({ taking: 'little', reserve: true })
  expect(after({ taking: 'little', reserve: true }, 319)).toEqual({ taking: 'little', reserve: true })
  expect(after(spent, 320 + 128)).toEqual(well)
})

test('a disk that cannot be written to takes nothing, and its reserve stays what it was', () => {
  expect(nextStanding(well, { free: 1e12, writable: false })).toEqual({ taking: 'nothing', reserve: true })
})

test('everything is never taken in without a reserve, and more room never closes', () => {
  fc.assert(
    fc.property(standings, bytes, bytes, (before, one, other) => {
      const [less, more] = [look(before, Math.min(one, other)), look(before, Math.max(one, other))]
      expect(more.taking === 'all' && !more.reserve).toBe(false)
      if (less.taking === 'all') expect(more.taking).toBe('all')
      if (less.reserve) expect(more.reserve).toBe(true)
    }),
  )
})

test('laying the reserve down or giving it free does not undo itself at the next look', () => {
  fc.assert(
    fc.property(standings, bytes, (before, free) => {
      const once = look(before, free)
      const change = Number(before.reserve) - Number(once.reserve)
      expect(look(once, free + change * reserveBytes)).toEqual(once)
    }),
  )
})
