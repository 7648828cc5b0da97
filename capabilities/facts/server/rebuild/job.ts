import { sql } from 'kysely'
import { dayOf, type Day } from '#kernel/day.ts'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Live } from '#platform/http/live.ts'
import type { Queue } from '#platform/queue/queue.ts'
import type { FactWorkspace } from '../page.ts'
import { historyBegins } from '../past.ts'
import { monthEndsBefore } from './days.ts'
import { rebuildDay, type RebuildTools } from './rebuild.ts'

const job = 'rebuild-past'

/** How far working out the past of a workspace has come; `days`: the month ends that are there, oldest first. */
export type Rebuild = {
  state: 'waiting' | 'working' | 'done' | 'failed'
  done: number
  total: number
  days: Day[]
  askedAt: Date
  endedAt: Date | null
  problem: string | null
}

/** The last time the past of the workspace was worked out, or is being; null: never. */
export async function readRebuild(tx: Tx): Promise<Rebuild | null> {
  const { rows } = await sql<Rebuild>`
    select state, done, total, to_json(days) as days, asked_at as "askedAt", ended_at as "endedAt", problem from past_rebuilds
  `.execute(tx)
  return rows[0] ?? null
}

/** Asks for the past to be worked out anew, in the background. Nothing happens while one is under way. */
export async function askRebuild(tx: Tx, queue: Queue, workspaceId: WorkspaceId, personId: PersonId): Promise<boolean> {
  const { rows } = await sql`
    insert into past_rebuilds (workspace_id, asked_by) values (${workspaceId}, ${personId})
    on conflict (workspace_id) do update set state = 'waiting', asked_at = now(), asked_by = ${personId}, done = 0, total = 0,
      ended_at = null, problem = null
    where past_rebuilds.state in ('done', 'failed')
    returning 1
  `.execute(tx)
  if (rows.length > 0) await queue.enqueue(tx, job, workspaceId, {})
  return rows.length > 0
}

/**
 * Lets this process work out pasts: from the month before the history begins back to the first of which anything is
 * known. A restart begins again; what was worked out twice is there once.
 */
export async function workOnRebuilds(queue: Queue, tools: RebuildTools & { live: Live }): Promise<void> {
  const note = (workspaceId: WorkspaceId, change: Partial<Rebuild>) =>
    tools.database.workspace(workspaceId, async (tx) => {
      await sql`
        update past_rebuilds set state = coalesce(${change.state ?? null}, state), done = coalesce(${change.done ?? null}, done),
          total = coalesce(${change.total ?? null}, total), days = coalesce(${change.days ?? null}::date[], days),
          ended_at = ${change.endedAt ?? null}, problem = ${change.problem ?? null}
      `.execute(tx)
      await tools.live.publish(workspaceId, { topic: 'history', ids: [] }, tx)
    })
  const rebuild = async (workspace: FactWorkspace, signal: AbortSignal) => {
    const begins = (await historyBegins(tools.events, workspace.id)) ?? tools.now().getTime()
    const days = monthEndsBefore(dayOf(begins, workspace.timeZone))
    await note(workspace.id, { state: 'working', total: days.length })
    const there: Day[] = []
    for (const day of days) {
      if ((await rebuildDay(tools, workspace, { day, signal })) === 0) break
      there.unshift(day)
      await note(workspace.id, { done: there.length })
    }
    await note(workspace.id, { state: 'done', done: there.length, days: there, endedAt: tools.now() })
  }
  await queue.work(
    job,
    async ({ workspaceId, signal }) => {
      const workspace = await tools.database.workspace(workspaceId, readWorkspace)
      try {
        await rebuild(workspace, signal)
      } catch (error) {
        if (!signal.aborted) {
          const problem = error instanceof Error ? error.message : String(error)
          await note(workspaceId, { state: 'failed', endedAt: tools.now(), problem })
        }
        throw error
      }
    },
    { long: true, retries: 20 },
  )
}

async function readWorkspace(tx: Tx): Promise<FactWorkspace> {
  const { rows } = await sql<FactWorkspace>`
    select workspace_id as id, name, locale, time_zone as "timeZone", currency, fiscal_start_month as "fiscalStartMonth"
    from workspaces
  `.execute(tx)
  return rows[0]!
}
