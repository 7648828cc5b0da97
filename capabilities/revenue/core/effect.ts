import { addDays, addMonths, type Day } from '#kernel/day.ts'
import { type Exact, inMinorUnits, stepsInMinorUnits } from './fraction.ts'
import type { Movement, MovementKind } from './ledger/movement.ts'

/** What one kind of movement of a product comes to on a day, as contracts are and as they would be; minor units. */
export type EffectRow = {
  readonly on: Day
  readonly kind: MovementKind
  readonly product: string
  readonly before: number
  readonly after: number
}

/** Two figures: as contracts are, and as they would be. */
export type BeforeAfter = { readonly before: number; readonly after: number }

/** What a change of contracts does to the MRR of an account over the year from the first day on which it does anything. */
export type Effect = {
  readonly today: BeforeAfter
  readonly year: {
    /** The first day on which MRR is another one. */
    readonly from: Day
    /** The first day after the year. */
    readonly until: Day
    /** MRR on the eve: the same either way. */
    readonly opening: number
    readonly rows: readonly EffectRow[]
    readonly closing: BeforeAfter
    /** MRR at the end of the first day. */
    readonly first: BeforeAfter
  } | null
}

/** Compares two ledgers of one account: opening + before = closing before, opening + after = closing after. */
export function effectOf(before: readonly Movement[], after: readonly Movement[], today: Day): Effect {
  const levels = (on: Day) => ({ before: inMinorUnits(levelOn(before, on)), after: inMinorUnits(levelOn(after, on)) })
  const from = firstDifference(before, after)
  if (from === null) return { today: levels(today), year: null }
  const until = addMonths(from, 12)
  const eve = addDays(from, -1)
  const within = ({ on }: Movement) => on >= from && on < until
  const keys = byDay([...before, ...after].filter(within))
  const column = (movements: readonly Movement[]) =>
    stepsInMinorUnits(
      levelOn(before, eve),
      keys.map((key) => total(movements.filter((one) => keyOf(one) === keyOf(key)))),
    )
  const [was, becomes] = [column(before), column(after)]
  const rows = keys.map(({ on, kind, product }, at) => ({ on, kind, product, before: was[at]!, after: becomes[at]! }))
  return {
    today: levels(today),
    year: { from, until, opening: levels(eve).before, rows, closing: levels(addDays(until, -1)), first: levels(from) },
  }
}

const total = (movements: readonly Movement[]): Exact => movements.reduce((sum, { amount }) => sum + amount, 0n)
const levelOn = (movements: readonly Movement[], on: Day) => total(movements.filter((one) => one.on <= on))
const keyOf = ({ on, kind, product }: Movement) => JSON.stringify([on, kind, product])

/** One movement of each day, kind and product, in order. */
function byDay(movements: readonly Movement[]): Movement[] {
  const keys = new Map(movements.map((movement) => [keyOf(movement), movement]))
  return [...keys.values()].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

/** The first day on which the two ledgers tell anything else. */
function firstDifference(before: readonly Movement[], after: readonly Movement[]): Day | null {
  const sums = new Map<string, { on: Day; amount: Exact }>()
  const add = (movement: Movement, sign: 1n | -1n) => {
    const key = keyOf(movement)
    sums.set(key, { on: movement.on, amount: (sums.get(key)?.amount ?? 0n) + sign * movement.amount })
  }
  for (const movement of before) add(movement, 1n)
  for (const movement of after) add(movement, -1n)
  const days = [...sums.values()].flatMap(({ on, amount }) => (amount === 0n ? [] : [on]))
  return days.reduce<Day | null>((first, on) => (first === null || on < first ? on : first), null)
}
