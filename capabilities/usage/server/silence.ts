import type { Day } from '#kernel/day.ts'
import type { CallContext } from '#platform/http/context.ts'
import { lastUseQuery, recentUseQuery } from '../core/silence.ts'
import { isComplete } from './complete.ts'

type Asked = Pick<CallContext, 'events' | 'today'> & { caller: Pick<CallContext['caller'], 'workspaceId'> }

/** The last day with use, where nothing has come from anybody for days; the usual answer, null, looks at one row. */
export async function readSilence({ events, caller, today }: Asked): Promise<{ lastOn: Day | null }> {
  const recent = recentUseQuery(caller.workspaceId, today())
  if ((await events.query(recent.sql, recent.params)).length > 0) return { lastOn: null }
  const last = lastUseQuery(caller.workspaceId, today())
  const [row] = await events.query<{ lastOn: Day }>(last.sql, last.params)
  return { lastOn: row?.lastOn ?? null }
}

/** Not while the event store is filled again: the oldest use comes first, and the rest would pass for silence. */
export const mayTellSilence = ({
  transaction,
  caller,
}: Pick<CallContext, 'transaction' | 'caller'>): Promise<boolean> =>
  transaction((tx) => isComplete(tx, caller.workspaceId))
