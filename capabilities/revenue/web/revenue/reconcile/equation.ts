import type { TFunction } from 'i18next'
import { reasonLabels } from '#capabilities/revenue/core/reconcile/words.ts'
import type { Definition, Term } from '#capabilities/revenue/web/definition.ts'
import type { Format } from '#web/i18n/format.ts'
import type { Reconciliation } from './apis.ts'

type Words = { t: TFunction<'reconcile'>; format: Format }

/** How the sums of a comparison come about: ours by customer, theirs by line, what lies between by reason. `what`: which figure. */
export function equationOf(
  { totals, counts, month }: Reconciliation,
  what: string,
  { t, format }: Words,
): { key: 'ours' | 'difference' | 'theirs'; definition: Definition }[] {
  const difference = totals.theirs - totals.ours
  const customers = totals.reasons.reduce((sum, { accounts }) => sum + accounts, 0)
  const reasons: Term[] = totals.reasons
    .filter((one) => one.difference !== 0)
    .map((one) => ({
      name: reasonLabels[one.reason][format.language],
      text: format.money(Math.abs(one.difference)),
      sign: one.difference < 0 ? '−' : '+',
    }))
  const ours: Definition = {
    name: t('why.ours', { what }),
    told: [t('why.oursTold', { count: customers })],
    terms: [],
    value: format.money(totals.ours),
    conventions: ['discounts', 'pauses', 'exchange'],
    leads: { text: t('why.month'), search: { tab: 'waterfall', period: 'm24', at: month } },
  }
  const theirs: Definition = {
    name: t('why.theirs', { what }),
    told: [t('why.theirsTold', { count: counts.rows })],
    terms: [{ name: ours.name, text: ours.value }, ...reasons],
    value: format.money(totals.theirs),
  }
  const between: Definition = {
    name: t('difference'),
    // What is shown beside the sign is how much, whichever way.
    terms:
      difference < 0
        ? [
            { name: ours.name, text: ours.value },
            { name: theirs.name, text: theirs.value, sign: '−' },
          ]
        : [
            { name: theirs.name, text: theirs.value },
            { name: ours.name, text: ours.value, sign: '−' },
          ],
    value: format.money(Math.abs(difference)),
  }
  return [
    { key: 'ours', definition: ours },
    { key: 'difference', definition: between },
    { key: 'theirs', definition: theirs },
  ]
}
