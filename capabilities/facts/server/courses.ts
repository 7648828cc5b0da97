import type { Gate } from '#capabilities/facts/core/condition/gates.ts'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { sameValue } from '#capabilities/facts/core/fact.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import { valueOfHistory } from './history.ts'

/** How a fact went for one account: the instants at which values became known (milliseconds since 1970), oldest first. */
export type Course = { at: number[]; values: FactValue[] }

type Row = { account: AccountId; ats: number[]; numbers: (number | null)[]; texts: (string | null)[] }

/**
 * How a fact went for many accounts from `from` on (milliseconds since 1970), what was known then first. With a gate, only
 * values that pass it and those that end their time are read, and accounts that never pass it are left out: of a condition
 * that needs the gate all else is false before and after. One query, its answer column by column: a page is some
 * hundred thousand changes.
 */
export async function factCourses(
  events: EventStore,
  workspaceId: WorkspaceId,
  asked: { fact: FactDefinition; accounts: readonly AccountId[]; from: number; gate?: Gate | undefined },
): Promise<Map<AccountId, Course>> {
  const { fact, accounts, from, gate } = asked
  // The operator is one of four words of the type; the bound travels as a parameter.
  const passes = gate ? `ifNull(c.2 ${gate.operator} {bound:Float64}, false)` : 'true'
  const rows = await events.query<Row>(
    `select account, arrayMap(c -> toFloat64(c.1), kept) as ats, arrayMap(c -> c.2, kept) as numbers,
       if(arrayExists(c -> c.3 is not null, kept), arrayMap(c -> c.3, kept), []) as texts
     from (
       select toString(account_id) as account,
         countIf(known_at <= start) as earlier,
         argMaxIf(tuple(number, text), known_at, known_at <= start) as at_start,
         arraySort(c -> c.1, groupArrayIf(
           tuple(toUnixTimestamp64Milli(known_at) - {from:Int64}, number, text), known_at > start)) as later,
         if(earlier > 0, arrayPushFront(later, tuple(toInt64(0), at_start.1, at_start.2)), later) as course,
         arrayMap(c -> ${passes}, course) as passing,
         arrayFilter((c, now, before) -> now or before, course, passing, arrayPushFront(arrayPopBack(passing), true)) as kept
       from (
         select account_id, known_at, number, text, fromUnixTimestamp64Milli({from:Int64}) as start from fact_history
         where workspace_id = {workspace:UUID} and fact = {fact:String} and account_id in {accounts:Array(UUID)}
       ) group by account_id having arrayExists(p -> p, passing)
     )`,
    { workspace: workspaceId, fact: fact.key, accounts, from, ...(gate ? { bound: gate.bound } : {}) },
  )
  return new Map(rows.map((row) => [row.account, courseOf(fact, row, from)]))
}

/** A rebuilt store may carry a change twice until its parts merge: what does not change anything is left out. */
function courseOf(fact: FactDefinition, { ats, numbers, texts }: Row, from: number): Course {
  const course: Course = { at: [], values: [] }
  for (let i = 0; i < ats.length; i++) {
    const value = valueOfHistory(fact, { number: numbers[i] ?? null, text: texts[i] ?? null })
    if (i > 0 && sameValue(course.values.at(-1)!, value)) continue
    course.at.push(from + ats[i]!)
    course.values.push(value)
  }
  return course
}
