import { expectedBy, type Horizon } from '#capabilities/revenue/core/measures/lifetimeValue.ts'
import type { Definition, Factor, Formula, Term } from '#capabilities/revenue/web/definition.ts'
import type { Lifetime } from '../apis.ts'
import { placesBeside, rounded, type Words } from './figures.ts'

export type Form = keyof Lifetime['forms']
type Bound = 'value' | 'low' | 'high'

/** What a customer is worth by one form, or a bound of it; null where there is nothing to reckon with. */
export function formDefinition(lifetime: Lifetime, form: Form, bound: Bound, words: Words): Definition | null {
  const { t, format } = words
  const { mrr, customers, churn, tenures, forms, assumptions } = lifetime
  const amount = forms[form][bound === 'value' ? 'value' : bound]
  if (amount === null) return null
  const name =
    bound === 'value'
      ? t(`lifetime.${form}`)
      : t('lifetime.bound', { form: t(`lifetime.${form}`), bound: t(`lifetime.${bound}`) })
  const average: Factor = { how: '÷', name: t('lifetime.customers'), text: format.number(customers) }
  const base = {
    name,
    terms: [{ name: t('lifetime.mrr'), text: format.money(mrr) }],
    value: format.money(Math.round(amount)),
  }
  const margin: Factor[] =
    assumptions.marginPercent === null
      ? []
      : [{ how: '×', name: t('lifetime.margin'), text: `${assumptions.marginPercent}%` }]
  if (form === 'price_by_duration')
    return {
      ...base,
      told: [t('lifetime.duration')],
      by: [
        average,
        { how: '×', name: t('lifetime.months'), text: format.number(tenures.months) },
        { how: '÷', name: t('lifetime.everybody'), text: format.number(tenures.customers) },
      ],
    }
  if (form === 'by_survival') {
    const steps = lifetime.curve.map((step) => ({ time: step.time, kept: step[bound === 'value' ? 'kept' : bound] }))
    const ahead = { curve: steps, tenure: 0, horizon: horizonOf(forms.by_survival.horizon, assumptions) }
    const weight = weightOf(ahead, mrr / Math.max(1, customers), words)
    return {
      ...base,
      told: survivalTold(lifetime, words),
      by: [average, ...margin, weight.factor],
      parts: [weight.part],
    }
  }
  const whole = form === 'margin_by_churn' ? margin : []
  if (bound === 'value')
    return {
      ...base,
      by: [
        average,
        ...whole,
        { how: '×', name: t('lifetime.exposed'), text: format.number(churn.exposed) },
        { how: '÷', name: t('lifetime.left'), text: format.number(churn.left) },
      ],
      told: [t('lifetime.churn')],
      conventions: ['customerChurn', 'signUpAndChurnInAMonth'],
    }
  // The dearer end is that of the lesser churn.
  const rate = bound === 'low' ? churn.high! : churn.low!
  const text = rate.toPrecision(placesBeside(amount))
  return {
    ...base,
    told: [t('lifetime.wilson', { left: format.number(churn.left), exposed: format.number(churn.exposed) })],
    by: [average, ...whole, { how: '÷', name: t(bound === 'low' ? 'lifetime.churnHigh' : 'lifetime.churnLow'), text }],
  }
}

const horizonOf = (months: number, { discountPercent }: Lifetime['assumptions']) => ({
  months,
  discountPerYear: (discountPercent ?? 0) / 100,
})

function survivalTold({ assumptions, forms }: Lifetime, { t, format }: Words): string[] {
  const discount = assumptions.discountPercent
  return [
    t('lifetime.survival', { count: forms.by_survival.horizon }),
    ...(discount ? [t('lifetime.discounted', { rate: format.percent(discount) })] : []),
    ...(assumptions.marginPercent === null ? [t('lifetime.noMargin')] : []),
  ]
}

/** What lies ahead of who has stayed so long. */
type Ahead = { curve: readonly { time: number; kept: number }[]; tenure: number; horizon: Horizon }

/** Weighted months as a factor of an amount, written so far that the product comes out; and how they come about. */
function weightOf(ahead: Ahead, amount: number, words: Words): { factor: Factor; part: Formula } {
  const places = placesBeside(amount)
  const [whole] = expectedBy(ahead.horizon.months, ahead.curve, ahead.tenure, ahead.horizon)
  const text = rounded(whole?.weight ?? 0, places)
  const name = words.t('lifetime.weight')
  return {
    factor: { how: '×', name, text },
    part: { name, terms: termsOf(ahead, 'weight', places + 2, words), value: text },
  }
}

/** The months ahead one by one, where they are no more than those of a year; else year by year. */
function termsOf({ curve, tenure, horizon }: Ahead, part: 'months' | 'weight', places: number, { t }: Words): Term[] {
  const span = horizon.months > 12 ? 12 : 1
  const texts = expectedBy(span, curve, tenure, horizon).map((one) => rounded(one[part], places))
  // Nobody stayed so long: there is no month to add.
  if (span === 1 || texts.length === 0)
    return [{ name: t('lifetime.eachMonth', { count: horizon.months }), text: texts.join(' + ') || '0' }]
  return texts.map((text, at) => ({ name: t('lifetime.year', { count: at + 1 }), text }))
}

export type Expected = { mrr: number; stayed: number; months: number; value: number; horizon: number }

/** What a customer is expected to be worth within the horizon. */
export function worthDefinition(expected: Expected, { curve, assumptions }: Lifetime, words: Words): Definition {
  const { t, format } = words
  const { mrr, stayed, horizon, value } = expected
  const ahead = { curve, tenure: stayed, horizon: horizonOf(horizon, assumptions) }
  const weight = weightOf(ahead, mrr, words)
  const { marginPercent, discountPercent } = assumptions
  return {
    name: t('lifetime.worth', { count: horizon }),
    told: [
      t('lifetime.stayed', { count: stayed }),
      ...(discountPercent ? [t('lifetime.discounted', { rate: format.percent(discountPercent) })] : []),
    ],
    terms: [{ name: 'MRR', text: format.money(mrr) }],
    by: [
      ...(marginPercent === null ? [] : [{ how: '×' as const, name: t('lifetime.margin'), text: `${marginPercent}%` }]),
      weight.factor,
    ],
    parts: [weight.part],
    value: format.money(Math.round(value)),
  }
}

/** How many of the months ahead a customer is expected to stay. */
export function monthsDefinition(expected: Expected, { curve }: Lifetime, words: Words): Definition {
  const { t } = words
  const { stayed, horizon, months } = expected
  const ahead = { curve, tenure: stayed, horizon: { months: horizon, discountPerYear: 0 } }
  return {
    name: t('lifetime.expected', { count: horizon }),
    told: [t('lifetime.stayed', { count: stayed })],
    terms: termsOf(ahead, 'months', 3, words),
    value: rounded(months, 1),
  }
}

/** In how many months a new customer has earned what it cost. */
export function paybackDefinition(
  { payback, mrr, customers, assumptions }: Lifetime,
  { t, format }: Words,
): Definition {
  const { won, spent, months } = payback!
  const { marginPercent } = assumptions
  return {
    name: t('lifetime.payback'),
    told: [t('lifetime.paybackTold', { count: won })],
    terms: [{ name: t('lifetime.spent'), text: format.money(spent) }],
    by: [
      { how: '÷', name: t('lifetime.won'), text: format.number(won) },
      { how: '÷', name: t('lifetime.average'), text: `(${format.money(mrr)} ÷ ${format.number(customers)})` },
      ...(marginPercent === null ? [] : [{ how: '÷' as const, name: t('lifetime.margin'), text: `${marginPercent}%` }]),
    ],
    value: rounded(months, 1),
  }
}
