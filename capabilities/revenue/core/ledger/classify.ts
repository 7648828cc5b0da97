import type { Day } from '#kernel/day.ts'
import type { Exact } from '../fraction.ts'
import type { MovementKind } from './movement.ts'
import type { Found, StandingLine, Turn } from './standing.ts'
import type { Change } from './valued.ts'

/** A change of a line, by its place among the lines of the account. */
export type LineChange = { readonly at: number; readonly change: Change }

/** What each change of an account is: by whether it came or left on that day, else by what its product does on that day. */
export function classify(
  lines: readonly StandingLine[],
  days: readonly [Day, readonly Turn[]][],
  stays: readonly Found[],
  changes: ReadonlyMap<Day, readonly LineChange[]>,
): (LineChange & { kind: MovementKind })[] {
  const had = lines.map(() => false)
  const holding = new Map<string, number>()
  const classified: (LineChange & { kind: MovementKind })[] = []
  let next = 0
  for (const [on, turns] of days) {
    while (stays[next]?.until != null && stays[next]!.until! < on) next++
    const whole = ofAccount(stays[next], on)
    for (const [product, all] of Map.groupBy(changes.get(on) ?? [], ({ at }) => lines[at]!.product)) {
      const parts = [...Map.groupBy(all, ({ at }) => lines[at]!.currency).values()].flatMap(replaced)
      const kind = whole ?? ofProduct(parts, (holding.get(product) ?? 0) > 0)
      if (kind !== 'ignored') for (const part of parts) classified.push({ ...part, kind })
    }
    for (const { at, step } of turns) {
      const has = step.level + step.held > 0n
      const { product } = lines[at]!
      holding.set(product, (holding.get(product) ?? 0) + Number(has) - Number(had[at]))
      had[at] = has
    }
  }
  return classified
}

/** What a day is for the whole account; null: nothing, its products stand for themselves. */
function ofAccount(stay: Found | undefined, on: Day): Found['kind'] | 'churn' | null {
  if (!stay || on < stay.from) return null
  if (stay.kind === 'ignored' || on === stay.from) return stay.kind
  return on === stay.until ? 'churn' : null
}

/** Where lines of one product and currency take the place of each other, only what they differ by is a change: of the one behind it. */
function replaced(parts: readonly LineChange[]): readonly LineChange[] {
  const native = sum(parts, 'native')
  const alike = parts.every(({ change }) => change.native >= 0n) || parts.every(({ change }) => change.native <= 0n)
  if (alike) return parts
  const amount = sum(parts, 'amount')
  if (native === 0n && amount === 0n) return []
  const first = parts.reduce((a, b) =>
    (native < 0n ? a.change.native <= b.change.native : a.change.native >= b.change.native) ? a : b,
  )
  return [{ at: first.at, change: { ...first.change, native, amount } }]
}

const sum = (parts: readonly LineChange[], of: 'native' | 'amount'): Exact =>
  parts.reduce((all, { change }) => all + change[of], 0n)

/** What the changes of one product come to; where there is no rate, their own currency tells up from down. */
function ofProduct(parts: readonly LineChange[], had: boolean): MovementKind {
  const amount = sum(parts, 'amount')
  if ((amount === 0n ? (parts[0]?.change.native ?? 0n) : amount) < 0n) return 'contraction'
  return had ? 'upsell' : 'cross_sell'
}
