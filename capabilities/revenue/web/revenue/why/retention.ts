import type { Definition } from '#capabilities/revenue/web/definition.ts'
import type { Trend } from '../apis.ts'
import type { Words } from './figures.ts'

type Point = Trend['groups'][number]['points'][number]

/** Who was a customer twelve months before. */
export function thenCustomersDefinition({ accounts, still }: Point, { t, format }: Words): Definition {
  return {
    name: t('retention.accounts'),
    told: [t('retention.accountsTold', { count: accounts, still })],
    terms: [],
    value: format.number(accounts),
    conventions: ['churnCounts', 'pauses'],
  }
}

/** What they counted then. */
export function thenDefinition({ accounts, then }: Point, { t, format }: Words): Definition {
  return {
    name: t('retention.then'),
    told: [t('retention.thenTold', { count: accounts })],
    terms: [],
    value: format.money(Math.round(then)),
    conventions: ['discounts', 'pauses', 'exchange'],
  }
}
