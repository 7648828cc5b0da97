import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, day } from '#kernel/day.ts'
import { estimate } from './estimate.ts'
import { type Sight, type Standing, stepsFor } from './raise.ts'
import { nextProduct, type Spread, whiteSpace } from './whiteSpace.ts'

const today = day('2026-11-22')
const seats = { key: 'full', kind: 'seats', holdDays: 14, coolDownDays: 90 } as const
const cross = { key: 'space', kind: 'cross_sell', holdDays: 0, coolDownDays: 30 } as const
const standing = (given: Partial<Standing>): Standing => ({
  id: 'one',
  ruleKey: 'full',
  kind: 'seats',
  product: null,
  stage: 'watched',
  since: addDays(today, -14),
  untouched: true,
  closedOn: null,
  ...given,
})
const full = (holds: boolean): Sight => ({ rule: seats, holds, product: null })
const on = { today, has: ['本体'] }

test('a condition is watched until it has held for long enough, and what nobody took up goes with it', () => {
  expect(stepsFor([full(true)], [], on)).toEqual([{ step: 'raise', ruleKey: 'full', product: null, stage: 'watched' }])
  expect(stepsFor([full(true)], [standing({})], on)).toEqual([{ step: 'find', id: 'one' }])
  expect(stepsFor([full(true)], [standing({ since: addDays(today, -13) })], on)).toEqual([])
  expect(stepsFor([full(false)], [standing({ stage: 'found' })], on)).toEqual([{ step: 'withdraw', id: 'one' }])
  expect(stepsFor([full(false)], [standing({ stage: 'talked', untouched: false })], on)).toEqual([])
  expect(stepsFor([full(true)], [standing({ stage: 'withdrawn' })], on)).toEqual([
    { step: 'again', id: 'one', stage: 'watched' },
  ])
})

test('after one was closed nothing of its kind comes before the cool-down is over', () => {
  const lost = (ago: number) => standing({ stage: 'lost', closedOn: addDays(today, -ago), untouched: false })
  expect(stepsFor([full(true)], [lost(89)], on)).toEqual([])
  expect(stepsFor([full(true)], [lost(90)], on)).toHaveLength(1)
})

test('what is open by hand or bought already is not raised', () => {
  const sight: Sight = { rule: cross, holds: true, product: '分析' }
  const byHand = standing({ ruleKey: null, kind: 'cross_sell', product: '分析', stage: 'proposed', untouched: false })
  expect(stepsFor([sight], [byHand], on)).toEqual([])
  expect(stepsFor([sight], [], { today, has: ['分析'] })).toEqual([])
  const found = standing({ ruleKey: 'space', kind: 'cross_sell', product: '分析', stage: 'found' })
  expect(stepsFor([sight], [found], { today, has: ['分析'] })).toEqual([{ step: 'withdraw', id: 'one' }])
})

test('looking twice on one day does nothing, and one kind and product is open once, whatever happened before', () => {
  const days = fc.array(
    fc.record({
      wait: fc.nat(40),
      holds: fc.boolean(),
      other: fc.boolean(),
      acts: fc.constantFrom('', 'talk', 'lose'),
    }),
    { maxLength: 25 },
  )
  fc.assert(
    fc.property(days, (history) => {
      let all: Standing[] = []
      let now = today
      for (const { wait, holds, other, acts } of history) {
        now = addDays(now, wait)
        const sights = [full(holds), { rule: { ...seats, key: 'over', holdDays: 0 }, holds: other, product: null }]
        all = taken(all, sights, now)
        expect(stepsFor(sights, all, { ...on, today: now })).toEqual([])
        const living = all.filter(({ stage }) => stage === 'watched' || stage === 'found' || stage === 'talked')
        expect(living.length).toBeLessThanOrEqual(1)
        if (acts !== '' && living[0] && living[0].stage !== 'watched')
          Object.assign(living[0], {
            untouched: false,
            ...(acts === 'talk' ? { stage: 'talked' } : { stage: 'lost', closedOn: now }),
          })
      }
    }),
  )
})

function taken(before: readonly Standing[], sights: readonly Sight[], now: Day): Standing[] {
  const all = before.map((one) => ({ ...one }))
  for (const step of stepsFor(sights, before, { ...on, today: now })) {
    if (step.step === 'raise')
      all.push(standing({ id: `${all.length}`, ruleKey: step.ruleKey, stage: step.stage, since: now }))
    else {
      const one = all.find(({ id }) => id === step.id)!
      const stage = step.step === 'withdraw' ? 'withdrawn' : step.step === 'find' ? 'found' : step.stage
      Object.assign(one, { stage, since: now })
    }
  }
  return all
}

const spread = (product: string, customers: number, beside: Record<string, number> = {}): Spread => ({
  product,
  customers,
  usualArr: 100_000,
  beside,
})

test('what a customer lacks is ordered by how many alike have it; too few alike say nothing', () => {
  const sold = [spread('本体', 40, { 分析: 10, 連携: 30 }), spread('分析', 10), spread('連携', 30), spread('試作', 2)]
  expect(whiteSpace(sold, ['本体']).map(({ product, share }) => [product, share])).toEqual([
    ['連携', 75],
    ['分析', 25],
    ['試作', 0],
  ])
  expect(nextProduct(whiteSpace(sold, ['本体', '連携', '分析']))).toBeNull()
  expect(nextProduct(whiteSpace(sold, ['試作']))).toBeNull()
})

test('the first figure is two digits: of the ARR, or what the product usually brings', () => {
  expect(estimate({ kind: 'seats', sharePercent: 20 }, { arr: 1_234_567, usualArr: null })).toBe(250_000)
  expect(estimate({ kind: 'cross_sell', sharePercent: 20 }, { arr: 1_234_567, usualArr: 386_000 })).toBe(390_000)
  expect(estimate({ kind: 'upsell', sharePercent: 20 }, { arr: null, usualArr: null })).toBeNull()
})
