import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Terms } from '#capabilities/revenue/core/term.ts'
import { renewalOn } from '#capabilities/revenue/core/term.ts'
import { addDays, addMonths, type Day, day, daysBetween } from '#kernel/day.ts'
import { type Living, noticeFor, type Renewing, type Step, stepsFor } from './due.ts'

const yearly: Terms = {
  startOn: day('2025-04-01'),
  endOn: day('2026-04-01'),
  autoRenews: true,
  noticeDays: 60,
  renewalMonths: 12,
}
const of = (terms: Partial<Terms> = {}): Renewing => ({ terms: { ...yearly, ...terms }, goesOn: () => true })
const on = (today: string, living: string | null = null, contract: Renewing | null = of(), settled: Day[] = []) =>
  stepsFor(contract, living === null ? null : { termEnd: day(living), category: null }, new Set(settled), {
    today: day(today),
    daysBefore: 120,
  })

test('a renewal is opened 120 days before the end of the term, and once', () => {
  expect(on('2025-12-01')).toEqual([])
  expect(on('2025-12-02')).toEqual([{ step: 'open', termEnd: '2026-04-01' }])
  expect(on('2025-12-03', '2026-04-01')).toEqual([])
  expect(on('2025-12-03', null, of(), [day('2026-04-01')])).toEqual([])
})

test('what is not running, has no end, sells nothing any more or rolls from month to month has no renewal', () => {
  expect(on('2026-03-01', null, of({ endOn: null }))).toEqual([])
  expect(on('2026-05-01', null, of({ autoRenews: false }))).toEqual([])
  expect(on('2025-03-01', null, of({ endOn: day('2025-06-01') }))).toEqual([])
  expect(on('2026-03-01', null, { ...of(), goesOn: (at) => at < '2026-02-01' })).toEqual([])
  expect(on('2026-03-20', null, of({ renewalMonths: 1 }))).toEqual([])
})

test('a contract that renews by itself closes its renewal on that day, unless the person calls it lost or nothing goes on', () => {
  expect(on('2026-04-01', '2026-04-01')).toEqual([{ step: 'renewed' }])
  expect(on('2027-01-15', '2026-04-01')).toEqual([{ step: 'renewed' }, { step: 'open', termEnd: '2027-04-01' }])
  expect(on('2026-04-01', '2026-04-01', of({ autoRenews: false }))).toEqual([])
  const lost = { termEnd: day('2026-04-01'), category: 'lost' as const }
  expect(stepsFor(of(), lost, new Set(), { today: day('2026-04-01'), daysBefore: 120 })).toEqual([])
  expect(on('2026-04-01', '2026-04-01', { ...of(), goesOn: (at) => at < '2026-04-01' })).toEqual([])
})

test('an end that moves takes its renewal along; prolonged far beyond, archived or without an end it is withdrawn', () => {
  expect(on('2026-01-10', '2026-04-01', of({ endOn: day('2026-03-15') }))).toEqual([
    { step: 'move', termEnd: '2026-03-15' },
  ])
  expect(on('2026-01-10', '2026-04-01', of({ endOn: day('2028-04-01') }))).toEqual([{ step: 'withdraw' }])
  expect(on('2026-01-10', '2026-04-01', of({ endOn: null }))).toEqual([{ step: 'withdraw' }])
  expect(on('2026-01-10', '2026-04-01', null)).toEqual([{ step: 'withdraw' }])
  expect(on('2026-01-10', '2026-04-01', of({ endOn: day('2025-12-31'), autoRenews: false }))).toEqual([
    { step: 'move', termEnd: '2025-12-31' },
  ])
})

test('notice is due the day before the agreed number of days begins', () => {
  expect(noticeFor(yearly, day('2026-04-01'))).toBe('2026-01-30')
  expect(noticeFor({ ...yearly, noticeDays: null }, day('2026-04-01'))).toBeNull()
})

/** Renewals as they come about when the product looks on some days. */
function live(contract: Renewing, days: readonly Day[]) {
  let living: Living | null = null
  const [opened, settled]: [Day[], Set<Day>] = [[], new Set()]
  for (const today of days) {
    const steps: Step[] = stepsFor(contract, living, settled, { today, daysBefore: 120 })
    for (const step of steps) {
      if (step.step === 'renewed') settled.add(living!.termEnd)
      if (step.step === 'open') opened.push(step.termEnd)
      living = 'termEnd' in step ? { termEnd: step.termEnd, category: null } : null
    }
    expect(stepsFor(contract, living, settled, { today, daysBefore: 120 })).toEqual([])
  }
  return opened
}

const contracts = fc.record({
  startOn: fc.integer({ min: 0, max: 400 }).map((n) => addDays(day('2024-01-01'), n)),
  months: fc.integer({ min: 2, max: 36 }),
  autoRenews: fc.boolean(),
})
const someDays = fc.array(fc.integer({ min: 0, max: 2500 }), { maxLength: 60 })
const termsOf = ({ startOn, months, autoRenews }: { startOn: Day; months: number; autoRenews: boolean }): Terms => ({
  startOn,
  endOn: addMonths(startOn, months),
  autoRenews,
  noticeDays: null,
  renewalMonths: months,
})

test('every term that is looked at in its time has one renewal, however often one looks; no term ever has two', () => {
  fc.assert(
    fc.property(contracts, someDays, (given, offsets) => {
      const terms = termsOf(given)
      const days = offsets.map((n) => addDays(day('2024-01-01'), n))
      const contract = { terms, goesOn: () => true }
      const inOrder = days.toSorted()
      const ought = inOrder.flatMap((today) => {
        const next = today < terms.startOn ? null : renewalOn(terms, today)
        return next !== null && daysBetween(today, next) <= 120 ? [next] : []
      })
      expect(live(contract, inOrder)).toEqual([...new Set(ought)])
      const shuffled = live(contract, days)
      expect(shuffled).toEqual([...new Set(shuffled)])
    }),
  )
})
