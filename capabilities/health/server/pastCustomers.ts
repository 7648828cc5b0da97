import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factValue, type ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import { type FactRow, factsAsOf, facts, rebuiltAsOf, rebuiltFacts } from '#capabilities/facts/server/index.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'

/** A past day, and whether what is known of it was worked out afterwards (before the history begins). */
export type PastDay = { day: Day; rebuilt: boolean }

export type PastAsked = {
  events: EventStore
  workspace: Workspace
  catalogue: Catalogue
  days: readonly PastDay[]
}

/** Customers (with a contract that is paid for) at the end of a past day, and what was known of each then. */
export type PastCustomers = { day: Day; customers: { account: AccountId; value: ReadFact }[] }

/** The stored facts behind some facts, and those among them that say nothing of a day that was worked out afterwards. */
export function storedBehind({ catalogue, days }: Pick<PastAsked, 'catalogue' | 'days'>, keys: Iterable<string>) {
  const stored = [...new Set([...keys].map((key) => catalogue.get(key)?.derived?.of ?? key))]
  const told = rebuiltFacts(facts())
  const silent = days.some(({ rebuilt }) => rebuilt) ? stored.filter((key) => !told.has(key)) : []
  return { stored, silent }
}

/** What was known of customers at the end of past days, one day after the other: a question for each day. */
export async function* pastCustomers(
  { events, workspace, catalogue, days }: PastAsked,
  stored: readonly string[],
): AsyncGenerator<PastCustomers> {
  const asked = { catalogue, facts: [...new Set(['contract.state', ...stored])] }
  const read = readerOf({ catalogue, workspace })
  for (const { day, rebuilt } of days) {
    const rows = rebuilt
      ? await rebuiltAsOf(events, workspace.id, { ...asked, day })
      : await factsAsOf(events, workspace, { ...asked, day })
    const inOrder = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)) // the same figures at every look
    const customers = inOrder.flatMap(([account, row]) =>
      row['contract.state'] === 'active' ? [{ account, value: read(row, day) }] : [],
    )
    yield { day, customers }
  }
}

/** Reads facts off rows of what was known on a day, those counted from dates by that day. */
export function readerOf({
  catalogue,
  workspace,
}: Pick<PastAsked, 'catalogue' | 'workspace'>): (row: FactRow, day: Day) => ReadFact {
  const clocks = new Map(catalogue.all.filter((fact) => fact.derived).map((fact) => [fact.key, factValue(fact)]))
  return (row, day) => {
    const moment = { today: day, currency: workspace.currency, timeZone: workspace.timeZone }
    const of = (key: string): FactValue => row[key] ?? null
    return (key) => {
      const clock = clocks.get(key)
      return clock ? clock(of, moment) : of(key)
    }
  }
}
