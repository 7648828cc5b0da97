import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, day } from '#kernel/day.ts'
import { turnDue, type Turned } from './turn.ts'

const today = day('2028-02-29')
const quiet: Turned = { turnedTo: today, turning: null, rederive: false }

test('nothing is due where all accounts were computed for today, whatever hour it is', () => {
  expect(turnDue(quiet, today)).toBeNull()
  expect(turnDue({ ...quiet, rederive: true }, today)).toBe('derived')
})

test('everything is due on another day, also on an earlier one, and before the first turn', () => {
  for (const turnedTo of [addDays(today, -1), addDays(today, 1), null])
    expect(turnDue({ ...quiet, turnedTo, rederive: true }, today)).toBe('all')
})

test('everything is due where a turn was broken off, for whatever day that was', () => {
  for (const turning of [today, addDays(today, 1)]) expect(turnDue({ ...quiet, turning }, today)).toBe('all')
})

type World = { kept: Turned; accounts: Day[] }
type Step = { clock: number; marked: number; reaches: number; asked: boolean }

/** A round as the reactor does it: the turn is written down, then a marked account is computed, then some of the turn. */
function round({ kept, accounts }: World, now: Day, { marked, reaches, asked }: Step): World {
  const before = asked ? { ...kept, turnedTo: null } : kept
  const due = turnDue(before, now) === 'all'
  const done = accounts.map((on, at) => (at === marked || (due && at < reaches) ? now : on))
  if (!due) return { kept: before, accounts: done }
  const complete = reaches >= accounts.length
  return { kept: complete ? { ...before, turnedTo: now, turning: null } : { ...before, turning: now }, accounts: done }
}

test('whenever nothing is due, every account stands on today: however the clock goes and turns are broken off', () => {
  const step = fc.record({
    clock: fc.integer({ min: -2, max: 2 }),
    marked: fc.integer({ min: 0, max: 3 }),
    reaches: fc.integer({ min: 0, max: 4 }),
    asked: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let world: World = { kept: { ...quiet, turnedTo: null }, accounts: Array<Day>(4).fill(addDays(today, -9)) }
      for (const one of steps) {
        const now = addDays(today, one.clock)
        world = round(world, now, one)
        if (turnDue(world.kept, now) === null) expect(new Set(world.accounts)).toEqual(new Set([now]))
      }
    }),
  )
})
