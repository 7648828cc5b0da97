import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import { appendJournal } from '#platform/events/journal.ts'
import type { Instruction } from './projection/journalEntry.ts'

const turn = 3000 // ms

/** Looks every few seconds for what nobody tells of, until it is stopped. */
export function watchUsage(given: { look: () => Promise<void>; onTrouble: (error: unknown) => void }) {
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await wait(turn, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      await given.look().catch(given.onTrouble)
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

/**
 * Looks whether groups that nobody was known by have an account by now (it was imported, or given an external id), and has
 * the projector move their events to it. It looks by itself, since accounts know nothing of usage. Over all workspaces.
 */
export async function resolveGroups(database: Database): Promise<void> {
  await database.system(async (tx) => {
    const { rows } = await sql<{ workspace_id: WorkspaceId }>`
      select distinct g.workspace_id from usage_groups g
      join account_external_ids x on x.workspace_id = g.workspace_id
        and x.external_id = substr(g.group_key, strpos(g.group_key, '/') + 1)
      where g.account_id is null
        and (x.source = split_part(g.group_key, '/', 1) or not exists (
          select from account_external_ids other where other.workspace_id = x.workspace_id
            and other.external_id = x.external_id and other.account_id <> x.account_id))
    `.execute(tx)
    for (const { workspace_id } of rows) await askToResolve(tx, workspace_id)
  })
}

/** Has the projector look at the workspace's unknown groups again; nothing is asked twice while it waits. */
async function askToResolve(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  const { rows } = await sql<{ waiting: boolean }>`
    select exists (
      select from journal where projected_to is null and workspace_id = ${workspaceId} and kind = 'events'
    ) as waiting
  `.execute(tx)
  // The pass over what waits resolves its own groups; this one comes after it, at the next look.
  if (rows[0]!.waiting) return
  await appendJournal(tx, workspaceId, 'events', [{ instruction: 'resolve' } satisfies Instruction])
}
