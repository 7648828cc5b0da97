import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import { isDiskTrouble, isUnavailable } from '#platform/database/unavailable.ts'
import { EventStoreUnavailable } from '#platform/events/store.ts'
import { type DirtyAccount, dirtyAccounts, postpone, unmark } from './dirty.ts'
import type { FactWorkspace } from './page.ts'
import { type PassOutcome, type PassTools, passOver } from './pass.ts'

export type SettleTools = PassTools & {
  database: Database
  now: () => Date
  /** Told of every account whose facts could not be computed; it is tried again later. */
  onFailure: (workspaceId: WorkspaceId, accounts: readonly AccountId[], error: unknown) => void
}

/** Accounts computed in one transaction: enough to make the queries worth it, few enough to be done within a second. */
export const pageSize = 2000

/** After so many accounts in a row failed one by one, the rest of the page waits too: the fault is not the accounts'. */
const patience = 12

const nothing: PassOutcome = { accounts: 0, changed: 0, changes: 0 }

/** Computes the accounts of a workspace that are marked, a page of them. Answers what was done; nothing: none is marked. */
export async function settleDirty(tools: SettleTools, workspace: FactWorkspace): Promise<PassOutcome> {
  let taken: DirtyAccount[] = []
  try {
    return await tools.database.workspace(workspace.id, async (tx) => {
      taken = await dirtyAccounts(tx, workspace.id, pageSize, tools.now())
      if (taken.length === 0) return nothing
      const ids = taken.map((mark) => mark.account_id)
      const outcome = await passOver(tx, tools, workspace, ids, tools.now())
      await unmark(tx, workspace.id, taken)
      return outcome
    })
  } catch (error) {
    if (isNobodysFault(error) || taken.length === 0) throw error
    return settleParts(tools, workspace, taken, error)
  }
}

/** Computes these accounts whether they are marked or not. One that fails is marked, and tried again later. */
export async function settle(
  tools: SettleTools,
  workspace: FactWorkspace,
  accounts: readonly AccountId[],
): Promise<PassOutcome> {
  return settleParts(
    tools,
    workspace,
    accounts.map((account_id) => ({ account_id, token: -1 })),
    null,
  )
}

/** Halves a page that failed until the accounts at fault stand alone, so that they hold up nobody else. */
async function settleParts(
  tools: SettleTools,
  workspace: FactWorkspace,
  accounts: readonly DirtyAccount[],
  failed: unknown,
): Promise<PassOutcome> {
  let inARow = 0
  const give = async (some: readonly DirtyAccount[], error: unknown) => {
    const ids = some.map((mark) => mark.account_id)
    tools.onFailure(workspace.id, ids, error)
    const problem = error instanceof Error ? error.message : String(error)
    await tools.database.workspace(workspace.id, (tx) => postpone(tx, workspace.id, ids, problem, tools.now()))
    return { ...nothing, accounts: ids.length }
  }
  const halves = async (some: readonly DirtyAccount[], error: unknown): Promise<PassOutcome> => {
    if (inARow >= patience) return give(some, error)
    if (some.length === 1) {
      inARow++
      return give(some, error)
    }
    const middle = some.length >> 1
    return sum(await attempt(some.slice(0, middle)), await attempt(some.slice(middle)))
  }
  const attempt = async (some: readonly DirtyAccount[]): Promise<PassOutcome> => {
    try {
      const done = await tools.database.workspace(workspace.id, async (tx) => {
        const ids = some.map((mark) => mark.account_id)
        const outcome = await passOver(tx, tools, workspace, ids, tools.now())
        await unmark(
          tx,
          workspace.id,
          some.filter((mark) => mark.token >= 0),
        )
        return outcome
      })
      inARow = 0
      return done
    } catch (error) {
      if (isNobodysFault(error)) throw error
      return halves(some, error)
    }
  }
  return failed === null ? attempt(accounts) : halves(accounts, failed)
}

/** A store that is away or full fails everybody alike: nothing is put down to the accounts, the whole waits. */
function isNobodysFault(error: unknown): boolean {
  return error instanceof EventStoreUnavailable || isUnavailable(error) || isDiskTrouble(error)
}

/** Both together. */
export function sum(a: PassOutcome, b: PassOutcome): PassOutcome {
  return { accounts: a.accounts + b.accounts, changed: a.changed + b.changed, changes: a.changes + b.changes }
}
