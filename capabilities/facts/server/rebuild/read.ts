import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import { valueOfHistory } from '../history.ts'
import type { FactRow } from '../rows.ts'

/**
 * What was worked out of some facts at the end of a past month, before the history begins: of all accounts, or of those
 * named; one query.
 */
export async function rebuiltAsOf(
  events: EventStore,
  workspaceId: WorkspaceId,
  asked: { catalogue: Catalogue; facts: readonly string[]; day: Day; accounts?: readonly AccountId[] },
): Promise<Map<AccountId, FactRow>> {
  const rows = await events.query<{ account: AccountId; known: [string, number | null, string | null][] }>(
    `select toString(account_id) as account, groupArray(tuple(toString(fact), number, text)) as known
     from past_facts final
     where workspace_id = {workspace:UUID} and day = {day:Date} and fact in {facts:Array(String)}
       ${asked.accounts ? 'and account_id in {accounts:Array(UUID)}' : ''}
       and rebuilt_at = (select max(rebuilt_at) from past_facts where workspace_id = {workspace:UUID} and day = {day:Date})
     group by account_id`,
    {
      workspace: workspaceId,
      day: asked.day,
      facts: asked.facts,
      ...(asked.accounts ? { accounts: asked.accounts } : {}),
    },
  )
  return new Map(
    rows.map(({ account, known }) => {
      const row: FactRow = {}
      for (const [key, number, text] of known) {
        const fact = asked.catalogue.get(key)
        if (fact) row[key] = valueOfHistory(fact, { number, text })
      }
      return [account, row]
    }),
  )
}
