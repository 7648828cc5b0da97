import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** A stretch of time of an account; `until` null: it goes on. */
export type Stretch = { id: string; accountId: AccountId; from: Day; until: Day | null }

/** What those beside and above this floor know of accounts; the journey knows none of them. */
export type JourneyHooks = {
  /** How often accounts asked for help within stretches of time, by the stretch's id; each in one query. */
  helpAsked: readonly ((
    tx: Tx,
    workspace: { id: WorkspaceId; timeZone: string },
    stretches: readonly Stretch[],
  ) => Promise<ReadonlyMap<string, number>>)[]
  /** The steps of plans that are done, by account: their keys and the days. */
  stepsDone: (
    tx: Tx,
    workspaceId: WorkspaceId,
    accounts: readonly AccountId[],
    keys: readonly string[],
  ) => Promise<ReadonlyMap<AccountId, readonly { key: string; on: Day; name: string }[]>>
}

let hooks: JourneyHooks = { helpAsked: [], stepsDone: async () => new Map() }

/** Says once, at composition, who knows of help and of steps. */
export function installJourneyHooks(all: JourneyHooks): void {
  hooks = all
}

/** How often accounts asked for help, by the id of the stretch, from all who know of it. */
export async function helpAsked(
  tx: Tx,
  workspace: { id: WorkspaceId; timeZone: string },
  stretches: readonly Stretch[],
): Promise<ReadonlyMap<string, number>> {
  const all = new Map<string, number>()
  if (stretches.length === 0) return all
  for (const ask of hooks.helpAsked)
    for (const [id, count] of await ask(tx, workspace, stretches)) all.set(id, (all.get(id) ?? 0) + count)
  return all
}

export const stepsDone: JourneyHooks['stepsDone'] = (...asked) => hooks.stepsDone(...asked)
