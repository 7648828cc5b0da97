import type { Day } from '#kernel/day.ts'
import type { Currency } from '#kernel/money.ts'
import type { Exact } from '../fraction.ts'
import type { MovementKind } from './movement.ts'
import type { StandingLine, Stay, Turn } from './standing.ts'
import type { Change } from './valued.ts'

/** A change of a line, by its place among the lines of the account. */
export type LineChange = { readonly at: number; readonly change: Change }

/** What each change of an account is: by whether it came or left on that day, else by what its product does on that day. */
export function classify(
  lines: readonly StandingLine[],
  days: readonly [Day, readonly Turn[]][],
  stays: readonly Stay[],
  changes: ReadonlyMap<Day, readonly LineChange[]>,
): (LineChange & { kind: MovementKind })[] {
  const had = lines.map(() => false)
  const holding = new Map<string, number>()
  const classified: (LineChange & { kind: MovementKind })[] = []
  let next = 0
  for (const [on, turns] of days) {
    while (stays[next]?.until != null && stays[next]!.until! < on) next++
    const whole = ofAccount(stays[next], on)
    for (const [product, parts] of Map.groupBy(changes.get(on) ?? [], ({ at }) => lines[at]!.product)) {
      const kind = whole ?? ofProduct(parts, lines, (holding.get(product) ?? 0) > 0)
      if (kind !== 'ignored' && kind !== null) for (const part of parts) classified.push({ ...part, kind })
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
function ofAccount(stay: Stay | undefined, on: Day): Stay['kind'] | 'churn' | null {
  if (!stay || on < stay.from) return null
  if (stay.kind === 'ignored' || on === stay.from) return stay.kind
  return on === stay.until ? 'churn' : null
}

/** What the changes of one product come to; null where one line takes the place of another at the same price. */
function ofProduct(parts: readonly LineChange[], lines: readonly StandingLine[], had: boolean): MovementKind | null {
  const amount = parts.reduce((sum, { change }) => sum + change.amount, 0n)
  const natives = new Map<Currency, Exact>()
  for (const { at, change } of parts)
    natives.set(lines[at]!.currency, (natives.get(lines[at]!.currency) ?? 0n) + change.native)
  if (amount === 0n && natives.values().every((native) => native === 0n)) return null
  // Without a rate the amount is 0; then the price itself tells up from down.
  const net = amount === 0n ? natives.values().find((native) => native !== 0n)! : amount
  if (net < 0n) return 'contraction'
  return had ? 'upsell' : 'cross_sell'
}
