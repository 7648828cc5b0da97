import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import { valueOfHistory } from './history.ts'
import { startOfDay } from './past.ts'
import type { FactRow } from './rows.ts'

type Kept = [number | null, string | null]

/**
 * What was known of some stored facts of one account at the end of past days, a row for each day; nothing that was learned
 * later takes part. One query, however many days and facts.
 */
export async function factsOfDays(
  events: EventStore,
  workspace: { id: WorkspaceId; timeZone: string },
  asked: { catalogue: Catalogue; facts: readonly string[]; account: AccountId; days: readonly Day[] },
): Promise<FactRow[]> {
  const { catalogue, facts, account, days } = asked
  if (days.length === 0 || facts.length === 0) return days.map(() => ({}))
  const ends = days.map((day) => startOfDay(addDays(day, 1), workspace.timeZone))
  const kepts = days.map((_, at) => {
    const end = `fromUnixTimestamp64Milli({ends:Array(Int64)}[${at + 1}])`
    return `argMaxIf(tuple(number, text), known_at, known_at < ${end})`
  })
  const rows = await events.query<{ fact: string; kept: Kept[] }>(
    `select fact, [${kepts.join(', ')}] as kept
     from fact_history
     where workspace_id = {workspace:UUID} and account_id = {account:UUID} and fact in {facts:Array(String)}
       and known_at < fromUnixTimestamp64Milli({last:Int64})
     group by fact`,
    { workspace: workspace.id, account, facts, ends, last: Math.max(...ends) },
  )
  return days.map((_, at) => {
    const row: FactRow = {}
    for (const { fact, kept } of rows) {
      const definition = catalogue.get(fact)
      if (definition) row[fact] = valueOfHistory(definition, { number: kept[at]![0], text: kept[at]![1] })
    }
    return row
  })
}
