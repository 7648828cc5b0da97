import { dividedBy, type Exact } from '../fraction.ts'
import { type MovementKind, movementKinds } from '../ledger/movement.ts'
import { comesOrGoes, type MonthBridge } from './waterfall.ts'

/** A movement told twice over: what the number of customers made of it, and what the price; both add up to its amount. */
export type Branch = { readonly amount: Exact; readonly byCustomers: Exact; readonly byPrice: Exact }

/** Customers × average MRR, and how much of the change each of the two made, by kind of movement. */
export type MrrTree = {
  readonly opening: { readonly customers: number; readonly average: Exact | null }
  readonly closing: { readonly customers: number; readonly average: Exact | null }
  readonly change: Branch
  readonly kinds: Readonly<Record<MovementKind, Branch>>
}

/**
 * The MRR tree of a month: who came and left counts at the average price of the beginning as customers, and all beyond that
 * as price: N₁A₁ − N₀A₀ = (N₁ − N₀)A₀ + N₁(A₁ − A₀).
 */
export function mrrTree({ opening, closing, customers, kinds }: MonthBridge): MrrTree {
  const at = (count: number): Exact =>
    customers.opening === 0 ? 0n : dividedBy(opening * BigInt(count), BigInt(customers.opening))
  const branch = (amount: Exact, byCustomers: Exact): Branch => ({ amount, byCustomers, byPrice: amount - byCustomers })
  const branches = movementKinds.map((kind) => {
    const { amount, accounts } = kinds[kind]
    const sign = comesOrGoes[kind]
    // Where nobody paid before there is no price to compare with: all that is new is by customers.
    if (customers.opening === 0 && sign !== undefined) return branch(amount, amount)
    return branch(amount, at(accounts * (sign ?? 0)))
  })
  const sum = (part: keyof Branch) => branches.reduce((all, one) => all + one[part], 0n)
  return {
    opening: { customers: customers.opening, average: average(opening, customers.opening) },
    closing: { customers: customers.closing, average: average(closing, customers.closing) },
    change: { amount: sum('amount'), byCustomers: sum('byCustomers'), byPrice: sum('byPrice') },
    kinds: Object.fromEntries(movementKinds.map((kind, index) => [kind, branches[index]!])) as MrrTree['kinds'],
  }
}

const average = (amount: Exact, customers: number): Exact | null =>
  customers > 0 ? dividedBy(amount, BigInt(customers)) : null
