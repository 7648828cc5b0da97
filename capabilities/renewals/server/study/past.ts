import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { factHistory, type Known, startOfDay } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'

/** What was known of a fact at the end of a past day. */
export type FactOn = (account: string, on: Day) => FactValue

/** Reads how facts went for some accounts from a day on; one query for each fact, however many accounts. */
export function pastReader(
  events: EventStore,
  workspace: Pick<Workspace, 'id' | 'timeZone'>,
  { accounts, from }: { accounts: readonly AccountId[]; from: Day },
): (fact: FactDefinition) => Promise<FactOn> {
  const ends = new Map<Day, number>()
  const endOf = (on: Day) => {
    const end = ends.get(on) ?? startOfDay(addDays(on, 1), workspace.timeZone)
    ends.set(on, end)
    return end
  }
  return async (fact) => {
    const courses = await factHistory(events, workspace.id, {
      fact,
      accounts,
      from: startOfDay(from, workspace.timeZone),
    })
    return (account, on) => valueBefore(courses.get(account as AccountId) ?? [], endOf(on))
  }
}

function valueBefore(course: readonly Known[], end: number): FactValue {
  return course.findLast(({ at }) => at < end)?.value ?? null
}
