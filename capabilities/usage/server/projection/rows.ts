import { setImmediate as yielded } from 'node:timers/promises'
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

const inOneGo = 2000 // events; then requests that came meanwhile have their turn

type Day = { head: string; uses: number; last: number }

/** The rows of the event store for these events, each with the account it belongs to as far as is known. */
export async function attribute(
  workspaceId: WorkspaceId,
  entries: readonly Entry[],
  people: People,
  groups: Groups,
  dayOf: (at: number) => string,
  version: number,
): Promise<Attributed> {
  const events: string[] = []
  const accounts = new Set<AccountId>()
  const days = new Map<string, Day>()
  for (const [i, { chunk, event }] of entries.entries()) {
    if (i % inOneGo === inOneGo - 1) await yielded()
    const user = userKey(event)
    const group = groupKey(event)
    const tied = event.accountId === null && group === ''
    const known = event.accountId ?? groups.accountOf(tied ? groupAt(people.tiesOf(user), event.at) : group)
    const account = known ?? nobody
    const { kind, quantity, at } = event
    // Written by hand, what both rows share once: it is done for every event.
    const head =
      `{"workspace_id":"${workspaceId}","account_id":"${account}","day":"${dayOf(at)}","kind":"${kind}","chunk":${chunk},` +
      `"event":${JSON.stringify(event.event)},"user_key":${JSON.stringify(user)},"version":${version},` +
      `"person_key":${JSON.stringify(people.rootOf(user))},`
    events.push(
      `${head}"at":${at},"message":"${event.message}","group_key":${JSON.stringify(group)},"tied":${tied},` +
        `"quantity":${quantity},"received_at":${event.receivedAt},"clock_ahead":${event.clockAhead},` +
        `"props":${JSON.stringify(event.props)}}`,
    )
    const seen = people.keys.get(user)
    if (seen && known !== null && known !== seen.account && at >= seen.lastSeen) {
      seen.account = known
      seen.dirty = true
    }
    if (!countsAsUse(kind)) continue
    if (known !== null) accounts.add(account as AccountId)
    const sum = days.get(head)
    if (!sum) days.set(head, { head, uses: quantity, last: at })
    else {
      sum.uses += quantity
      sum.last = Math.max(sum.last, at)
    }
  }
  return {
    events,
    days: [...days.values()].map(({ head, uses, last }) => `${head}"uses":${uses},"last_at":${last}}`),
    accounts,
  }
}
