import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { addDays, day } from '#kernel/day.ts'
import { drawsFrom } from '../proof/draws.ts'
import { isStudied, type Life, study } from './study.ts'

const label = { ja: '', en: '' }
const fact = (key: string, type: FactDefinition['type'], owner = 'accounts'): FactDefinition => ({
  key,
  type,
  owner,
  label,
})
const today = day('2026-11-22')
const onboarding = fact('onboarding.days', 'number', 'journey')

/** Customers of whom those slow to get going leave three times as fast. */
function company(count: number): Life[] {
  const random = drawsFrom(9)
  return Array.from({ length: count }, (): Life => {
    const startOn = addDays(today, -Math.floor(200 + random() * 1200))
    const slow = random() < 0.5
    const stays = Math.floor(-Math.log(random()) * (slow ? 400 : 1200)) + 1
    const lostOn = addDays(startOn, stays)
    const days = slow ? 120 : Math.floor(10 + random() * 60)
    return {
      startOn,
      lostOn: lostOn < today ? lostOn : null,
      value: days <= stays ? days : null,
      score: slow ? 50 : 80,
    }
  })
}

test('who was slow to get going is lost faster, by about as much as it was made', () => {
  const { groups, chance, landmark } = study(company(4000), onboarding, today)
  expect(landmark).toBe(90)
  expect(chance).toBeLessThan(0.001)
  const [first, later] = [groups[0]!, groups.at(-1)!]
  expect(later.alike).toEqual({ is: 'later' })
  expect(later.pace!.times).toBeGreaterThan(2.4)
  expect(later.pace!.times).toBeLessThan(3.6)
  expect(first.kept[12]!).toBeGreaterThan(later.kept[12]!)
  expect([first.kept[0], Math.round(first.score!), Math.round(later.score!)]).toEqual([1, 80, 50])
})

test('where staying alone makes one finish, nobody looks the better for having finished', () => {
  const random = drawsFrom(4)
  const lives = Array.from({ length: 3000 }, (): Life => {
    const startOn = addDays(today, -1000)
    const stays = Math.floor(-Math.log(random()) * 500) + 1
    const done = Math.floor(random() * 90)
    return {
      startOn,
      lostOn: stays < 1000 ? addDays(startOn, stays) : null,
      value: done <= stays ? done : null,
      score: null,
    }
  })
  expect(study(lives, onboarding, today).chance ?? 1).toBeGreaterThan(0.001)
})

test('every customer that is compared stands in one group, whatever the fact', () => {
  const lives = fc.array(
    fc.record({
      startOn: fc.integer({ min: 1, max: 2000 }).map((ago) => addDays(today, -ago)),
      lostAfter: fc.option(fc.integer({ min: 0, max: 2000 })),
      value: fc.option(fc.integer({ min: 0, max: 300 })),
      score: fc.option(fc.integer({ min: 0, max: 100 })),
    }),
    { minLength: 1 },
  )
  fc.assert(
    fc.property(lives, fc.constantFrom('number', 'choice'), (given, type) => {
      const all = given.map(({ lostAfter, value, ...life }): Life => {
        const lostOn = lostAfter === null ? null : addDays(life.startOn, lostAfter)
        const known = value === null ? null : type === 'choice' ? `c${value % 9}` : value
        return { ...life, value: known, lostOn: lostOn !== null && lostOn <= today ? lostOn : null }
      })
      const { groups } = study(all, fact('account.employees', type), today)
      expect(groups.reduce((sum, { customers }) => sum + customers, 0)).toBe(all.length)
      for (const { kept } of groups)
        for (const [at, share] of kept.entries())
          if (at > 0 && share !== null) expect(share).toBeLessThanOrEqual(kept[at - 1]!)
    }),
  )
})

test('facts that losing a customer changes are not offered', () => {
  expect(isStudied(fact('health.score', 'number', 'health'))).toBe(false)
  expect(isStudied(fact('account.owner', 'choice'))).toBe(false)
  expect(isStudied(fact('account.touch_model', 'choice'))).toBe(true)
})
