import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { Live } from '#platform/http/live.ts'
import { type Acceptance, acceptEvents, type Offered } from './accept.ts'
import { quarantine, type Rejected } from './quarantine.ts'

/** What one request brings. */
export type Delivery = {
  workspaceId: WorkspaceId
  writeKeyId: string
  offered: readonly Offered[]
  rejected: readonly Rejected[]
}

export type Intake = {
  /** Resolves when everything is on disk: the outcomes of `offered`, in order. */
  take: (delivery: Delivery) => Promise<Acceptance[]>
  /** Waits for what was taken. */
  drain: () => Promise<void>
}

export type IntakeTools = {
  database: Database
  live: Live
  newId: () => string
  /** Called after each commit: the projector has something to do. */
  accepted: () => void
}

type Waiting = Delivery & { resolve: (outcomes: Acceptance[]) => void; reject: (error: unknown) => void }

const gather = 4 // ms that a lone request waits for company
const eventsAtMost = 4000
const atOnce = 2

/**
 * Groups what several requests bring into one transaction: a commit costs the same for one event and for thousands.
 * While one group is being written the next gathers, so that no request waits longer than two commits.
 */
export function intake(tools: IntakeTools): Intake {
  const lanes = new Map<WorkspaceId, { waiting: Waiting[]; writing: number; timer: NodeJS.Timeout | null }>()
  const running = new Set<Promise<void>>()

  const flush = (workspaceId: WorkspaceId) => {
    const lane = lanes.get(workspaceId)
    if (!lane || lane.writing >= atOnce || lane.waiting.length === 0) return
    if (lane.timer) clearTimeout(lane.timer)
    lane.timer = null
    let events = 0
    const size = lane.waiting.findIndex((one) => (events += one.offered.length + one.rejected.length) > eventsAtMost)
    const group = lane.waiting.splice(0, size === -1 ? lane.waiting.length : Math.max(1, size))
    lane.writing++
    const done = writeGroup(tools, workspaceId, group).finally(() => {
      lane.writing--
      running.delete(done)
      if (lane.waiting.length > 0) flush(workspaceId)
      else if (lane.writing === 0) lanes.delete(workspaceId)
    })
    running.add(done)
  }

  return {
    take: (delivery) =>
      new Promise((resolve, reject) => {
        const { workspaceId } = delivery
        const lane = lanes.get(workspaceId) ?? { waiting: [], writing: 0, timer: null }
        lanes.set(workspaceId, lane)
        lane.waiting.push({ ...delivery, resolve, reject })
        lane.timer ??= setTimeout(() => {
          lane.timer = null
          flush(workspaceId)
        }, gather)
      }),
    drain: async () => {
      while (lanes.size > 0 || running.size > 0) {
        for (const workspaceId of lanes.keys()) flush(workspaceId)
        await Promise.race([...running, new Promise((resolve) => setTimeout(resolve, gather))])
      }
    },
  }
}

async function writeGroup(tools: IntakeTools, workspaceId: WorkspaceId, group: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await tools.database.workspace(workspaceId, (tx) => writeAll(tx, tools, workspaceId, group))
    let from = 0
    for (const one of group) one.resolve(outcomes.slice(from, (from += one.offered.length)))
    tools.accepted()
  } catch (error) {
    for (const one of group) one.reject(error)
  }
}

async function writeAll(
  tx: Tx,
  tools: IntakeTools,
  workspaceId: WorkspaceId,
  group: readonly Waiting[],
): Promise<Acceptance[]> {
  const offered = group.flatMap((one) => one.offered)
  const outcomes = await acceptEvents(tx, workspaceId, offered)
  let at = 0
  const rejected = group.flatMap((one) => {
    const conflicts = one.offered.flatMap(({ event, raw }, position): Rejected[] =>
      outcomes[at++] === 'conflict' ? [{ position, field: 'messageId', rule: 'conflict', message: raw ?? event }] : [],
    )
    return [...one.rejected, ...conflicts].map((entry) => ({ ...entry, writeKeyId: one.writeKeyId }))
  })
  await quarantine(tx, workspaceId, rejected, tools.newId)
  if (rejected.length > 0) await tools.live.publish(workspaceId, { topic: 'ingest', ids: [] }, tx)
  return outcomes
}

/** How many events of a workspace were accepted but are not yet in the event store. */
export async function waitingEvents(tx: Tx, workspaceId: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ events: number }>`
    select coalesce(sum(row_count), 0)::bigint as events from journal
    where projected_to is null and kind = 'events' and workspace_id = ${workspaceId}
  `.execute(tx)
  return rows[0]!.events
}
