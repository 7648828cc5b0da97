import { groupAt } from '#capabilities/usage/core/attribution.ts'
import { countsAsUse, groupKey, userKey } from '#capabilities/usage/core/event.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Groups } from './groups.ts'
import type { Entry } from './journalEntry.ts'
import type { People } from './people.ts'

/** Stands for "not known whose" in the event store, whose keys have no null. */
export const nobody = '00000000-0000-0000-0000-000000000000'

export type Attributed = {
  events: string[]
  /** Rows of the roll-up: one for each account, day, user, event and chunk. */
  days: string[]
  /** Accounts whose use there is more of now. */
  accounts: Set<AccountId>
}

/** The rows of the event store for these events, each with the account it belongs to as far as is known. */
export function attribute(
  workspaceId: WorkspaceId,
  entries: readonly Entry[],
  people: People,
  groups: Groups,
  dayOf: (at: number) => string,
  version: number,
): Attributed {
  const events: string[] = []
  const accounts = new Set<AccountId>()
  const days = new Map<string, { row: object; uses: number; last: number }>()
  for (const { chunk, event } of entries) {
    const user = userKey(event)
    const group = groupKey(event)
    const tied = event.accountId === null && group === ''
    const known = event.accountId ?? groups.accountOf(tied ? groupAt(people.tiesOf(user), event.at) : group)
    const account_id = (known ?? nobody) as AccountId
    const day = dayOf(event.at)
    const person_key = people.rootOf(user)
    const { kind, event: name, quantity } = event
    const shared = {
      workspace_id: workspaceId,
      account_id,
      user_key: user,
      kind,
      event: name,
      day,
      person_key,
      chunk,
      version,
    }
    events.push(
      JSON.stringify({
        ...shared,
        at: event.at,
        message: event.message,
        group_key: group,
        tied,
        quantity,
        received_at: event.receivedAt,
        clock_ahead: event.clockAhead,
        props: event.props,
      }),
    )
    const seen = people.keys.get(user)
    if (seen && known !== null && known !== seen.account && event.at >= seen.lastSeen) {
      seen.account = known
      seen.dirty = true
    }
    if (!countsAsUse(kind)) continue
    if (known !== null) accounts.add(account_id)
    const key = `${account_id}\n${day}\n${kind}\n${chunk}\n${user}\n${name}`
    const sum = days.get(key)
    if (!sum) days.set(key, { row: shared, uses: quantity, last: event.at })
    else {
      sum.uses += quantity
      sum.last = Math.max(sum.last, event.at)
    }
  }
  return {
    events,
    days: [...days.values()].map(({ row, uses, last }) => JSON.stringify({ ...row, uses, last_at: last })),
    accounts,
  }
}
