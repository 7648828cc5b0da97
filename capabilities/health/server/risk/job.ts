import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { rederiveWorkspace } from '#capabilities/facts/server/index.ts'
import { dayOf } from '#kernel/day.ts'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import type { Live } from '#platform/http/live.ts'
import type { Queue } from '#platform/queue/queue.ts'
import { learnRisk } from './learn.ts'
import { keepRisk } from './models.ts'

const job = 'learn-risk'

/** Days looked ahead. */
const horizon = 90

/** How often it is looked whether a month has passed since a workspace learnt. */
const lookEvery = 3_600_000 // ms
/** The first look waits until a start is over. */
const firstLook = 60_000 // ms

export type RiskTools = {
  database: Database
  events: EventStore
  live: Live
  now: () => Date
  newId: () => string
  /** A look failed; the next one tries again. */
  onTrouble: (error: unknown) => void
}

/** Asks for the model to be learnt anew, in the background. */
export async function askToLearn(tx: Tx, queue: Queue, workspaceId: WorkspaceId, by: PersonId): Promise<void> {
  await queue.enqueue(tx, job, workspaceId, { by })
}

/** Lets this process learn models: when asked, and monthly by itself. Answers how to stop the monthly looks. */
export async function workOnRisk(queue: Queue, tools: RiskTools): Promise<{ stop: () => void }> {
  await queue.work(job, ({ workspaceId, data }) => learn(tools, workspaceId, (data as { by?: PersonId }).by ?? null), {
    long: true,
    retries: 2,
  })
  const look = async () => {
    const due = await tools.database.ask(sql<{ id: WorkspaceId }>`
      select w.workspace_id as id from workspaces w
      where not exists (select from risk_models r where r.workspace_id = w.workspace_id
        and r.trained_at > ${tools.now()}::timestamptz - interval '30 days')
        and exists (select from account_facts f where f.workspace_id = w.workspace_id)
    `)
    for (const { id } of due) await queue.enqueue(null, job, id, {})
  }
  const looked = () => void look().catch(tools.onTrouble)
  const [first, timer] = [setTimeout(looked, firstLook).unref(), setInterval(looked, lookEvery).unref()]
  return {
    stop: () => {
      clearTimeout(first)
      clearInterval(timer)
    },
  }
}

async function learn(tools: RiskTools, workspaceId: WorkspaceId, by: PersonId | null): Promise<void> {
  const { database, events, live } = tools
  const workspace = await database.workspace(workspaceId, readWorkspace)
  const at = tools.now()
  const today = dayOf(at.getTime(), workspace.timeZone)
  const trained = await learnRisk({ database, events, workspace, today, horizon })
  const id = tools.newId()
  await database.workspace(workspaceId, async (tx) => {
    await keepRisk(tx, workspaceId, { id, horizon, by, at, trained })
    const author = by ? { workspaceId, personId: by } : { workspaceId, system: true as const }
    await recordChange(tx, { by: author, action: 'risk.learn', subjectId: id, after: { missing: trained.missing } })
    await rederiveWorkspace(tx, workspaceId)
    await live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
  })
}

async function readWorkspace(tx: Tx): Promise<Workspace> {
  const { rows } = await sql<Workspace>`
    select workspace_id as id, name, locale, time_zone as "timeZone", currency, fiscal_start_month as "fiscalStartMonth"
    from workspaces
  `.execute(tx)
  return rows[0]!
}
