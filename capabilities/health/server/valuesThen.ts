import { factOnDays, facts, rebuiltAsOf, rebuiltFacts, startOfDay } from '#capabilities/facts/server/index.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { PastAsked, PastDay } from './pastCustomers.ts'

type Values = ReadonlyMap<AccountId, FactValue>

/**
 * A fact at the end of past days, a map for each day, to tell customers apart by. Where a day says nothing of it (`asOfToday`),
 * what is known today stands in: it puts nobody's score right, only among others.
 */
export async function valuesThen(
  { events, workspace, catalogue, days, today }: PastAsked & { today: Day },
  key: string,
): Promise<{ values: Values[]; asOfToday: boolean }> {
  const fact = catalogue.get(key)
  if (!fact) return { values: days.map(() => new Map()), asOfToday: false }
  const told = rebuiltFacts(facts())
  const isTold = ({ day, rebuilt }: PastDay) =>
    rebuilt
      ? told.has(key)
      : !fact.keptFrom || Date.parse(fact.keptFrom) < startOfDay(addDays(day, 1), workspace.timeZone)
  const known = days.filter((one) => isTold(one) && !one.rebuilt).map(({ day }) => day)
  const asOfToday = !days.every(isTold)
  const looks = asOfToday ? [...known, today] : known
  const found = looks.length > 0 ? await factOnDays(events, workspace, { fact, days: looks }) : []
  const values: Values[] = []
  for (const one of days) {
    if (!isTold(one)) values.push(found.at(-1)!)
    else if (one.rebuilt) values.push(await rebuiltValues(one.day))
    else values.push(found[known.indexOf(one.day)]!)
  }
  return { values, asOfToday }

  async function rebuiltValues(day: Day): Promise<Values> {
    const rows = await rebuiltAsOf(events, workspace.id, { catalogue, facts: [key], day })
    return new Map([...rows].map(([account, row]) => [account, row[key] ?? null]))
  }
}
