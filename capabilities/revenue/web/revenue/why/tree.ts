import type { Definition, Term } from '#capabilities/revenue/web/definition.ts'
import type { Stretch } from '../stretches.ts'
import type { Words } from './figures.ts'

/** A branch of the tree: what moved, of how many customers, and how much of it by their number and by their price. */
export type Branch = { name: string; accounts: number; byCustomers: number; byPrice: number; comesOrGoes: 1 | -1 | 0 }

const signed = (name: string, amount: number, format: Words['format'], first = false): Term => ({
  name,
  text: format.money(Math.abs(amount)),
  ...(amount < 0 ? { sign: '−' as const } : first ? {} : { sign: '+' as const }),
})

/** What the number of customers made of a movement: those who came or left, each at the average price of the beginning. */
export function byCustomersDefinition(
  branch: Branch,
  { opening, customers }: Stretch,
  value: string,
  words: Words,
): Definition {
  const { t, format } = words
  const name = t('tree.byCustomers', { name: branch.name })
  if (branch.comesOrGoes === 0) return { name, told: [t('tree.nobodyCame')], terms: [], value }
  if (customers.opening === 0) return { name, told: [t('tree.noPriceBefore')], terms: [], value }
  return {
    name,
    terms: [
      {
        name: t('tree.opening'),
        text: format.money(opening),
        ...(branch.comesOrGoes < 0 ? { sign: '−' as const } : {}),
      },
    ],
    by: [
      { how: '÷', name: t('tree.openingCustomers'), text: format.number(customers.opening) },
      { how: '×', name: t('tree.accounts'), text: format.number(branch.accounts) },
    ],
    value,
  }
}

/** What the price made of it: all that the number of customers does not explain. */
export function byPriceDefinition(
  { name, byCustomers, byPrice }: Branch,
  value: string,
  { t, format }: Words,
): Definition {
  return {
    name: t('tree.byPrice', { name }),
    terms: [
      signed(t('tree.moved', { name }), byCustomers + byPrice, format, true),
      {
        name: t('tree.byCustomers', { name }),
        text: format.money(Math.abs(byCustomers)),
        sign: byCustomers < 0 ? '+' : '−',
      },
    ],
    value,
  }
}

/** What moved in all: by both. */
export function movedDefinition(
  { name, byCustomers, byPrice }: Branch,
  value: string,
  { t, format }: Words,
): Definition {
  return {
    name: t('tree.moved', { name }),
    terms: [
      signed(t('tree.byCustomers', { name }), byCustomers, format, true),
      signed(t('tree.byPrice', { name }), byPrice, format),
    ],
    value,
  }
}

/** A sum of all branches: of what moved, or of one part of it. */
export function sumDefinition(
  name: string,
  branches: readonly { name: string; amount: number }[],
  value: string,
  { format }: Words,
): Definition {
  return { name, terms: branches.map((one, at) => signed(one.name, one.amount, format, at === 0)), value }
}
