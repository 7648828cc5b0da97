import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawsFrom } from '#capabilities/health/core/proof/draws.ts'
import { addDays, day, daysBetween } from '#kernel/day.ts'
import { compareOn, partsAt } from './compare.ts'
import { type Life, matchedSets, matching } from './match.ts'
import { tenureRates } from './tenureRates.ts'

const today = day('2026-11-22')
const since = addDays(today, -730)

/** Customers of whom every fifth left after a year and a bit. */
const company: Life[] = Array.from({ length: 200 }, (_, at) => {
  const startOn = addDays(today, -1000 + at * 2)
  return { account: `${at}`, startOn, lostOn: at % 5 === 0 ? addDays(startOn, 400) : null }
})
const sets = matchedSets(company, since)
const lost = new Set(sets.map((one) => one.lost))

test('beside each who left stand those who stayed and began nearest to them', () => {
  expect(sets).toHaveLength(40)
  const first = sets.find((one) => one.lost === '100')!
  expect(first.kept.toSorted()).toEqual(['101', '102', '98', '99'])
})

test('whoever is put beside a loss was a customer then, stayed on, and began at about the same time', () => {
  const lives = fc.array(
    fc.record({ ago: fc.integer({ min: 1, max: 1500 }), stayed: fc.option(fc.integer({ min: 1, max: 1500 })) }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(lives, (given) => {
      const all = given.map(({ ago, stayed }, at): Life => {
        const startOn = addDays(today, -ago)
        const lostOn = stayed === null ? null : addDays(startOn, stayed)
        return { account: `${at}`, startOn, lostOn: lostOn !== null && lostOn <= today ? lostOn : null }
      })
      for (const set of matchedSets(all, since)) {
        const left = all[Number(set.lost)]!
        expect(set.kept.length).toBeLessThanOrEqual(matching.kept)
        for (const account of set.kept) {
          const stayer = all[Number(account)]!
          expect(account).not.toBe(set.lost)
          expect(stayer.startOn < set.lostOn).toBe(true)
          expect(stayer.lostOn === null || stayer.lostOn > addDays(set.lostOn, matching.stayedDays)).toBe(true)
          const apart = Math.abs(daysBetween(left.startOn, stayer.startOn))
          expect(apart).toBeLessThanOrEqual(
            Math.max(matching.apart, matching.apartShare * daysBetween(left.startOn, set.lostOn)),
          )
        }
      }
    }),
  )
})

test('a score that falls 20 a hundred days before the end is seen as such, and from when on', () => {
  const random = drawsFrom(3)
  const noise = new Map(company.map(({ account }) => [account, random() * 10]))
  const score = (account: string, on: string) => {
    const life = company[Number(account)]!
    const falls = life.lostOn !== null && daysBetween(day(on), life.lostOn) <= 100
    return 70 + noise.get(account)! - (falls ? 20 : 0)
  }
  const differences = [180, 120, 90, 60, 30].map((days) => compareOn(sets, days, score, drawsFrom(1)))
  const [far, , near] = differences
  expect(near).toMatchObject({ n: 40, days: 90 })
  expect(near!.difference).toBeGreaterThan(-23)
  expect(near!.high).toBeLessThan(-17)
  expect(Math.abs(far!.difference!)).toBeLessThan(3)
  expect(partsAt(differences)).toBe(90)
})

test('what is the same for both parts nowhere, and too few say nothing', () => {
  const alike = drawsFrom(8)
  const drawn = new Map(company.map(({ account }) => [account, alike()]))
  const none = [90, 60, 30].map((days) => compareOn(sets, days, (account) => drawn.get(account)!, drawsFrom(2)))
  expect(partsAt(none)).toBeNull()
  const few = compareOn(sets, 30, (account) => (Number(account) < 20 ? 1 : null), drawsFrom(1))
  expect(few).toMatchObject({ difference: null, low: null })
  expect(few.n).toBeLessThan(10)
})

test('losses per year in a band count the time that was lived in it', () => {
  const rates = tenureRates(company, { since: addDays(today, -1000), today })
  const band = rates.find(({ from }) => from === 13)!
  expect(band.lost).toBe(lost.size)
  expect(rates.find(({ from }) => from === 0)).toMatchObject({ lost: 0, rate: 0, low: 0 })
  expect(tenureRates(company.slice(0, 5), { since: addDays(today, -30), today })[0]).toMatchObject({ rate: null })
  expect(band.low).toBeLessThan(band.rate!)
  expect(band.high).toBeGreaterThan(band.rate!)
  const years = rates.reduce((sum, one) => sum + one.years, 0)
  const lived = company.reduce((sum, one) => sum + daysBetween(one.startOn, one.lostOn ?? today), 0)
  expect(years).toBeCloseTo(lived / 365.25, 6)
})
