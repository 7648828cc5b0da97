import fc from 'fast-check'
import type { TFunction } from 'i18next'
import { expect, test } from 'vitest'
import { averagePerAccount } from '#capabilities/revenue/core/measures/customers.ts'
import { scoreInterval } from '#capabilities/revenue/core/measures/interval.ts'
import { valueByChurn, valueByDuration, valueBySurvival } from '#capabilities/revenue/core/measures/lifetimeValue.ts'
import { kaplanMeier } from '#capabilities/revenue/core/survival/kaplanMeier.ts'
import { worked } from '#test/build/worked.ts'
import { formatFor } from '#web/i18n/format.ts'
import { type Formula, written } from '#capabilities/revenue/web/definition.ts'
import { cellDefinition } from './cohort.ts'
import { formDefinition, type Form, monthsDefinition, worthDefinition } from './lifetime.ts'
import { changeDefinition, yearDefinition } from './outlook.ts'
import { stepDefinition } from './survival.ts'
import { byCustomersDefinition, movedDefinition } from './tree.ts'

const format = formatFor({ language: 'ja', timeZone: 'Asia/Tokyo', currency: 'JPY', fiscalStartMonth: 4 })
const words = { t: ((key: string) => key) as unknown as TFunction<'revenueWhy'>, format }
const amount = fc.integer({ min: 1, max: 900_000_000_000 })
const tenures = fc.array(fc.record({ time: fc.integer({ min: 0, max: 60 }), lost: fc.boolean() }), { minLength: 1 })

/** What a formula comes to by the very numbers that are shown is what is shown, to so much. */
function comesTo(formula: Formula, within: number): void {
  const [text, value] = [written(formula, 'text'), worked(formula.value.replace('±', ''))]
  expect(Math.abs(worked(text) - value), `${text} = ${formula.value}`).toBeLessThanOrEqual(within)
}

test('a year of the outlook is what its own line comes to, to the yen', () => {
  const course = fc.record({
    name: fc.constant('own'),
    percent: fc.integer({ min: 1, max: 1300 }).map((n) => n / 10),
    from: fc.constant(null),
  })
  fc.assert(
    fc.property(amount, course, fc.integer({ min: 1, max: 10 }), (arr, one, year) => {
      const change = changeDefinition(arr, one, year, words)
      comesTo(change, 0)
      for (const formula of [yearDefinition(arr, one, year, words), ...change.parts!]) comesTo(formula, 0.51)
    }),
  )
  const year = yearDefinition(12_000_000, { name: 'low', percent: 90, from: null }, 3, words)
  expect(`${written(year, 'text')} = ${year.value}`).toBe('¥12,000,000 × (90%)³ = ¥8,748,000')
})

test('a cell of a cohort is who is left of whom, or what of what', () => {
  const age = fc.record({ size: fc.integer({ min: 1, max: 9999 }), logos: fc.nat(9999), mrr: amount, base: amount })
  fc.assert(
    fc.property(age, fc.constantFrom('logos' as const, 'mrr' as const), (cell, of) => {
      const cohort = { key: '2026-04', size: cell.size, ages: [cell] }
      const at = { cohort, name: '2026/04', age: 0, of, began: '2026-04', until: '2026-04', baseMonth: 0 as const }
      const definition = cellDefinition(at, words)
      comesTo(definition, 0.000_51)
      expect(definition.leads!.search).toEqual({ cohort: '2026-04', age: '0' })
    }),
  )
})

test('each step of a survival curve, and its interval, follows from the step before', () => {
  fc.assert(
    fc.property(tenures, (seen) => {
      const steps = kaplanMeier(seen)
      const curve = {
        key: '',
        size: seen.length,
        lost: 0,
        seen: 60,
        steps,
        median: { time: null, low: null, high: null },
      }
      for (const at of steps.keys()) {
        const { parts, ...step } = stepDefinition(curve, at, words)
        comesTo(step, 0.000_6)
        const [low, high] = parts!
        if (low) comesTo(low, 0.000_6)
        if (high && steps[at]!.high! < 1) comesTo(high, 0.000_6)
      }
    }),
    { numRuns: 50 },
  )
})

/** What is known of lifetime value, reckoned as it is for the page. */
const someLifetime = fc
  .record({
    mrr: amount,
    customers: fc.integer({ min: 1, max: 5000 }),
    left: fc.integer({ min: 1, max: 50 }),
    exposed: fc.integer({ min: 60, max: 90_000 }),
    seen: tenures,
    marginPercent: fc.option(fc.integer({ min: 1, max: 100 })),
    discountPercent: fc.option(fc.integer({ min: 0, max: 30 })),
    months: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ mrr, customers, left, exposed, seen, marginPercent, discountPercent, months }) => {
    const arpa = averagePerAccount(mrr, customers)!
    const margin = (marginPercent ?? 100) / 100
    const churn = { value: left / exposed, ...scoreInterval(left, exposed)!, left, exposed }
    const all = { customers: seen.length, months: seen.reduce((sum, { time }) => sum + time, 0) }
    const curve = kaplanMeier(seen).map(({ time, kept, low, high }) => ({ time, kept, low: low ?? 0, high: high ?? 0 }))
    const horizon = { months, discountPerYear: (discountPercent ?? 0) / 100 }
    const by = (part: 'kept' | 'low' | 'high') =>
      valueBySurvival(
        arpa,
        margin,
        curve.map((step) => ({ time: step.time, kept: step[part] })),
        0,
        horizon,
      )
    const byChurn = (times: number) => ({
      value: valueByChurn(arpa, churn.value, times),
      low: valueByChurn(arpa, churn.high, times),
      high: valueByChurn(arpa, churn.low, times),
    })
    const forms = {
      price_by_duration: { value: valueByDuration(arpa, 1, all.months / all.customers), low: null, high: null },
      revenue_by_churn: byChurn(1),
      margin_by_churn: byChurn(margin),
      by_survival: {
        value: by('kept').value,
        low: by('low').value,
        high: by('high').value,
        months: by('kept').months,
        horizon: months,
      },
    }
    const assumptions = { marginPercent, discountPercent, acquisitionCost: null }
    return {
      currency: 'JPY',
      asOf: '2026-04-01' as never,
      assumptions,
      customers,
      mrr,
      arpa,
      churn,
      stayed: null,
      tenures: all,
      curve,
      reach: months,
      forms,
      payback: null,
    }
  })

test('lifetime value by every form, and its bounds, is what its own line comes to, to the yen', () => {
  fc.assert(
    fc.property(someLifetime, fc.constantFrom('value' as const, 'low' as const, 'high' as const), (lifetime, bound) => {
      for (const form of Object.keys(lifetime.forms) as Form[]) {
        const definition = formDefinition(lifetime, form, bound, words)
        // A double carries no more than fifteen digits and a bit.
        if (definition) comesTo(definition, 1 + lifetime.forms[form][bound]! * 1e-14)
      }
    }),
  )
})

test('what a customer is expected to be worth is what its own line comes to, and so are the years in it', () => {
  fc.assert(
    fc.property(
      someLifetime,
      fc.constantFrom(12, 24, 36),
      fc.integer({ min: 0, max: 20 }),
      (lifetime, horizon, stayed) => {
        const { mrr, curve, assumptions } = lifetime
        const discountPerYear = (assumptions.discountPercent ?? 0) / 100
        const margin = (assumptions.marginPercent ?? 100) / 100
        const told = valueBySurvival(mrr, margin, curve, stayed, { months: horizon, discountPerYear })
        const definition = worthDefinition({ mrr, stayed, horizon, ...told }, lifetime, words)
        comesTo(definition, 1)
        for (const part of definition.parts!) comesTo(part, 0.01)
        comesTo(monthsDefinition({ mrr, stayed, horizon, ...told }, lifetime, words), 0.07)
      },
    ),
  )
})

test('of a movement, customers and price come to all of it', () => {
  fc.assert(
    fc.property(
      amount,
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 0, max: 90 }),
      amount,
      (opening, customers, accounts, moved) => {
        const byCustomers = -Math.round((opening * accounts) / customers)
        const branch = { name: 'churn', accounts, byCustomers, byPrice: -moved - byCustomers, comesOrGoes: -1 as const }
        const stretch = {
          month: '2026-04',
          last: '2026-04',
          opening,
          closing: 0,
          kinds: {} as never,
          customers: { opening: customers, closing: 0 },
        }
        const text = (value: number) => `${value < 0 ? '−' : ''}${format.money(Math.abs(value))}`
        comesTo(byCustomersDefinition(branch, stretch, text(byCustomers), words), 0.51)
        comesTo(movedDefinition(branch, text(-moved), words), 0)
      },
    ),
  )
})
