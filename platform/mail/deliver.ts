import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import { onceItIsBack } from '#platform/database/unavailable.ts'
import type { Live } from '#platform/http/live.ts'
import { traced } from '#platform/telemetry/traces.ts'
import type { MailHooks } from './hooks.ts'
import { type Lease, lease, type Leased } from './lease.ts'
import { written } from './message.ts'
import { mailChannel } from './outbox.ts'
import { type Installation, outletOf } from './servers.ts'
import { type Handover, openLine, ServerUnusable, type SmtpLine } from './smtp.ts'
import { begin, finish, giveBack, takeBack } from './steps.ts'

export type DeliveryTools = {
  readonly database: Database
  readonly live: Live
  readonly hooks: MailHooks
  readonly installation: Installation
  readonly now: () => Date
  readonly onTrouble: (error: unknown) => void
}

export type Delivery = {
  /** Finishes handing over what was begun, gives back the rest, and stops. */
  readonly stop: () => Promise<void>
}

const poll = 1000 // ms between looks for what became due by itself
const lines = 4 // side by side to one server
const remembered = 60_000 // ms for which what a server said is kept in mind while the database is away

/** Sends what is in the outbox for as long as it runs; several processes may do so on one database. */
export async function startDelivery(tools: DeliveryTools): Promise<Delivery> {
  const stopping = new AbortController()
  const shifts = new Map<WorkspaceId, Promise<void>>()
  let wake = () => {}
  const pause = (ms: number) => wait(ms, undefined, { signal: stopping.signal }).catch(() => {})
  const listening = await tools.database.listen(mailChannel, () => wake())
  const running = (async () => {
    for (let troubles = 0; !stopping.signal.aborted; ) {
      const woken = new Promise<void>((resolve) => (wake = resolve))
      try {
        await round(tools, shifts, stopping.signal)
        troubles = 0
      } catch (error) {
        tools.onTrouble(error)
        troubles++
      }
      await Promise.race([troubles === 0 ? woken : new Promise(() => {}), pause(poll * 2 ** Math.min(troubles, 5))])
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      wake()
      await running
      await Promise.all(shifts.values())
      await listening.stop()
    },
  }
}

/** Begins a shift for every workspace that has something due and none under way here. */
async function round(tools: DeliveryTools, shifts: Map<WorkspaceId, Promise<void>>, stopping: AbortSignal) {
  for (const [workspaceId, ids] of await takeBack(tools.database, tools.hooks)) {
    await tools.live.publish(workspaceId, { topic: 'mail', ids })
  }
  for (const workspaceId of await workspacesDue(tools.database)) {
    if (shifts.has(workspaceId)) continue
    const shift = work(tools, workspaceId, stopping)
      .catch(tools.onTrouble)
      .finally(() => shifts.delete(workspaceId))
    shifts.set(workspaceId, shift)
  }
}

/** Workspaces with mails that are due, without reading them all; not those whose server is left alone for a while. */
async function workspacesDue(database: Database): Promise<WorkspaceId[]> {
  const rows = await database.ask(sql<{ workspace_id: WorkspaceId }>`
    with recursive waiting as (
      (select workspace_id from mails where status = 'queued' order by workspace_id limit 1)
      union all
      select (select m.workspace_id from mails m where m.status = 'queued' and m.workspace_id > w.workspace_id
        order by m.workspace_id limit 1)
      from waiting w where w.workspace_id is not null
    )
    select w.workspace_id from waiting w left join mail_server_states s on s.workspace_id = w.workspace_id
    where w.workspace_id is not null and (s.paused_until is null or s.paused_until <= now())
      and exists (
        select from mails m where m.workspace_id = w.workspace_id and m.status = 'queued' and m.not_before <= now()
      )
      and not exists (
        select from effect_holds h where h.workspace_id = w.workspace_id and h.released_at is null
      )
  `)
  return rows.map((row) => row.workspace_id)
}

/** Sends what is due in one workspace, until nothing is, or its server is in trouble. */
async function work(tools: DeliveryTools, workspaceId: WorkspaceId, stopping: AbortSignal): Promise<void> {
  const { database, hooks } = tools
  const outlet = await outletOf(database, workspaceId, tools.installation)
  if (!outlet) return
  const open: (SmtpLine | null)[] = Array.from({ length: lines }, () => null)
  try {
    while (!stopping.aborted) {
      const taken = await database.workspace(workspaceId, (tx) => lease(tx, workspaceId, outlet, hooks))
      if (!taken || taken.mails.length + taken.held === 0) return
      const mails = taken.mails.values()
      let unwell = false
      await Promise.all(
        open.map(async (_, i) => {
          for (let last: Done | null = null; ; ) {
            const next: Leased | undefined = unwell || stopping.aborted ? undefined : mails.next().value
            if (next === undefined && last === null) return
            const write = () => turnOver(tools, workspaceId, taken, last, next)
            const messageId = await onceItIsBack(write, { patience: remembered, stopping })
            last = null
            if (next === undefined) return
            if (messageId === null) continue
            const done = await traced('hand over mail', {}, () =>
              handOver(open, i, outlet.server, { ...next, messageId }, tools.now()),
            )
            unwell ||= done.outcome === 'trouble'
            last = { mail: next, done }
          }
        }),
      )
      await tools.live.publish(workspaceId, { topic: 'mail', ids: taken.mails.map(({ id }) => id) })
      if (unwell || stopping.aborted) return await giveBack(database, workspaceId, taken.token)
    }
  } finally {
    for (const line of open) line?.close()
  }
}

type Done = { mail: Leased; done: Handover }

/** Writes down what became of the last mail and that the next one is begun, in one transaction. */
function turnOver(
  { database, hooks }: DeliveryTools,
  workspaceId: WorkspaceId,
  { token }: Lease,
  last: Done | null,
  next: Leased | undefined,
): Promise<string | null> {
  return database.workspace(workspaceId, async (tx) => {
    if (last) await finish(tx, workspaceId, token, last.mail, last.done, hooks)
    return next ? begin(tx, workspaceId, token, next) : null
  })
}

async function handOver(
  open: (SmtpLine | null)[],
  place: number,
  server: Parameters<typeof openLine>[0],
  mail: Leased & { messageId: string },
  date: Date,
): Promise<Handover> {
  try {
    const message = await written({ ...mail, date })
    const known = open[place]
    const line = known?.isOpen() ? known : await openLine(server)
    open[place] = line
    const done = await line.send({ from: mail.from.address, to: mail.to.address }, message)
    if (done.outcome === 'unknown' || done.outcome === 'trouble') {
      line.close()
      open[place] = null
    }
    return done
  } catch (error) {
    if (error instanceof ServerUnusable) return { outcome: 'trouble', trouble: error.trouble, detail: error.message }
    // Nothing was handed over: it could not even be written, and the next attempt will not do better.
    return { outcome: 'refused', reason: 'refused', detail: String(error) }
  }
}
