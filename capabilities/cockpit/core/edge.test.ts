import fc from 'fast-check'
import { expect, test } from 'vitest'
import { look, type SignalState, untouched } from './edge.ts'

const day = 86_400_000
type Look = { holds: boolean; open?: boolean }
type Rule = { holdDays: number; coolDownDays: number }
const atOnce: Rule = { holdDays: 0, coolDownDays: 0 }

const noon = (on: number) => ({ now: (on + 0.5) * day, dayEnds: (on + 1) * day - 1 })

/** Looks once a day, and tells on which days (from 0) the rule fired. */
function firings(rule: Rule, looks: readonly Look[], from: SignalState = untouched): number[] {
  let state = from
  return looks.flatMap(({ holds, open = false }, at) => {
    const seen = look(rule, state, { holds, hasOpenCta: open, ...noon(at) })
    state = seen.state
    return seen.fires ? [at] : []
  })
}
const days = (text: string): Look[] => text.split('').map((char) => ({ holds: char !== '.', open: char === 'O' }))

test('a rule fires when its condition becomes true, and not while it stays true', () => {
  expect(firings(atOnce, days('..xxx..xx'))).toEqual([2, 7])
})

test('a condition that holds when an account is first seen is news, once', () => {
  expect(firings(atOnce, days('xxxx'))).toEqual([0])
})

test('a condition must hold for as long as the rule says, without a break', () => {
  expect(firings({ holdDays: 2, coolDownDays: 0 }, days('.xx.xxxx'))).toEqual([6])
})

test('an open CTA is not doubled; what became true meanwhile is reported when it is closed', () => {
  expect(firings(atOnce, days('x.OOO'))).toEqual([0])
  expect(firings(atOnce, days('x.OOxx'))).toEqual([0, 4])
})

test('closing the CTA while the condition stays true raises nothing again', () => {
  expect(firings(atOnce, days('xOOOxxxx'))).toEqual([0])
})

test('within the cool-down the rule is silent, and speaks after it if the condition still holds', () => {
  const cooling = { holdDays: 0, coolDownDays: 5 }
  expect(firings(cooling, days('x.x.x....'))).toEqual([0])
  expect(firings(cooling, days('x.xxxxx'))).toEqual([0, 5])
})

const history = fc.array(fc.record({ holds: fc.boolean(), open: fc.boolean() }), { maxLength: 40 })
const anyRule = fc.record({ holdDays: fc.integer({ min: 0, max: 4 }), coolDownDays: fc.integer({ min: 0, max: 9 }) })

test('whatever happens: once per becoming true, held, cooled, and never beside an open CTA', () => {
  fc.assert(
    fc.property(anyRule, history, (rule, looks) => {
      const fired = firings(rule, looks)
      for (const [index, at] of fired.entries()) {
        const held = looks.slice(at - rule.holdDays, at + 1)
        expect(held.length === rule.holdDays + 1 && held.every((one) => one.holds)).toBe(true)
        expect(looks[at]!.open).toBe(false)
        const last = fired[index - 1]
        if (last === undefined) continue
        expect(at - last).toBeGreaterThanOrEqual(rule.coolDownDays)
        expect(looks.slice(last, at).some((one) => !one.holds)).toBe(true)
      }
    }),
  )
})

test('looking twice at the same moment changes nothing more', () => {
  fc.assert(
    fc.property(anyRule, history, fc.boolean(), (rule, looks, holds) => {
      let state = untouched
      looks.forEach((one, at) => {
        state = look(rule, state, { holds: one.holds, hasOpenCta: one.open, ...noon(at) }).state
      })
      const sight = { holds, hasOpenCta: false, ...noon(looks.length) }
      const first = look(rule, state, sight)
      const second = look(rule, first.state, { ...sight, hasOpenCta: first.fires })
      expect(second).toEqual({ state: first.state, fires: false })
    }),
  )
})

test('no hour decides: whenever on the day it is looked, and whenever on theirs it began and fired, the answer is one', () => {
  const hour = fc.integer({ min: 0, max: 23 })
  fc.assert(
    fc.property(anyRule, history, fc.array(hour, { minLength: 40, maxLength: 40 }), (rule, looks, hours) => {
      let state = untouched
      const fired = looks.flatMap(({ holds, open }, at) => {
        const now = at * day + (hours[at]! / 24) * day
        const seen = look(rule, state, { holds, hasOpenCta: open, now, dayEnds: (at + 1) * day - 1 })
        state = seen.state
        return seen.fires ? [at] : []
      })
      expect(fired).toEqual(firings(rule, looks))
    }),
  )
})
