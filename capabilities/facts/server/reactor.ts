import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Locale } from '#platform/http/context.ts'
import { traced } from '#platform/telemetry/traces.ts'
import { dayOf } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { dueTurn, type Turn, type TurnProgress, type TurnState, turnPages } from './dayTurn.ts'
import type { FactWorkspace } from './page.ts'
import { settleDirty, type SettleTools } from './settle.ts'

export type ReactorTools = SettleTools & {
  /** Calls `heard` whenever something was notified on the channel, until it is stopped. */
  listen: (channel: string, heard: () => void) => Promise<{ stop: () => Promise<void> }>
  /** Whether it is this process that computes, of all that work on the same database; the others wait. */
  mayWork: () => boolean
  /** Whether so much comes in that what is computed is overtaken at once: rounds then leave it the processors. */
  givesWay: () => boolean
  /** Told when a round could not be done, for want of a store or by a fault in the program; it is tried again. */
  onTrouble: (error: unknown) => void
}

export type Reactor = {
  /** How far computing all accounts of a workspace has come; null when that is not under way here. */
  progress: (workspaceId: WorkspaceId) => TurnProgress | null
  /** Finishes the page at hand and stops. What is still marked is done after the next start. */
  stop: () => Promise<void>
}

/** ms between looks where nobody notified: for the turn of the day and for what is tried again. */
const poll = 1000
/** ms: giving way, a round is followed by a pause of twice what it took, of so much at most. */
const longestWay = 1000
/** ms: the longest pause after troubles in a row. */
const longestPause = 30_000

type Round = { turns: Map<WorkspaceId, Turn>; worked: boolean }

/**
 * Keeps facts true: computes accounts that were marked as soon as they are, and all accounts of a workspace when its day
 * turns. Runs until it is stopped, and survives a store that is away.
 */
export async function startReactor(tools: ReactorTools, channel: string): Promise<Reactor> {
  const turns = new Map<WorkspaceId, Turn>()
  const stopping = new AbortController()
  let woken = false
  let wake = () => {}
  const listening = await tools.listen(channel, () => {
    woken = true
    wake()
  })
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (stopping.signal.aborted) wake()
    })
  const run = async () => {
    let troubles = 0
    while (!stopping.signal.aborted) {
      woken = false
      try {
        if (!tools.mayWork()) turns.clear()
        const begun = performance.now()
        const worked = tools.mayWork() && (await reactOnce(tools, turns))
        troubles = 0
        if (!worked && !woken) await rest(poll)
        if (worked && tools.givesWay())
          await wait(Math.min(longestWay, 2 * (performance.now() - begun)), undefined, { signal: stopping.signal })
      } catch (error) {
        if (stopping.signal.aborted) break
        tools.onTrouble(error)
        await rest(Math.min(longestPause, 500 * 2 ** troubles++))
      }
    }
  }
  const running = run()
  return {
    progress: (workspaceId) => turns.get(workspaceId) ?? null,
    stop: async () => {
      stopping.abort()
      wake()
      await running
      await listening.stop()
    },
  }
}

/**
 * One round: of every workspace a page of marked accounts, then a page of its day's turn. Answers whether any was done. Both
 * stand on one day, so that no account is computed for another than the one whose turn was looked for. The turn has a moment
 * of its own: an account may be in both pages, and what was known first and what then must be told apart for good.
 */
export async function reactOnce(tools: SettleTools, turns: Map<WorkspaceId, Turn>): Promise<boolean> {
  const round: Round = { turns, worked: false }
  for (const { workspace, state, dirty } of await workspacesAtWork(tools)) {
    const standing = standingStill(tools)
    const turn = await dueTurn(standing, workspace, state, turns.get(workspace.id))
    if (dirty) {
      const { accounts } = await traced('compute facts', {}, () => settleDirty(standing, workspace))
      round.worked ||= accounts > 0
    }
    if (!turn) {
      turns.delete(workspace.id)
      continue
    }
    turns.set(workspace.id, turn)
    round.worked = true
    const later = standingStill(tools)
    if (dayOf(later.now().getTime(), workspace.timeZone) !== turn.day) continue
    const { complete } = await traced('turn of the day', {}, () => turnPages(later, workspace, turn))
    if (complete) turns.delete(workspace.id)
  }
  return round.worked
}

function standingStill(tools: SettleTools): SettleTools {
  const moment = tools.now()
  return { ...tools, now: () => moment }
}

type WorkspaceRow = TurnState & {
  id: WorkspaceId
  name: string
  locale: Locale
  time_zone: string
  currency: string
  fiscal_start_month: number
  dirty: boolean
}

async function workspacesAtWork(
  tools: SettleTools,
): Promise<{ workspace: FactWorkspace; state: TurnState; dirty: boolean }[]> {
  const { rows } = await tools.database.system((tx) =>
    sql<WorkspaceRow>`
      select w.workspace_id as id, w.name, w.locale, w.time_zone, w.currency, w.fiscal_start_month,
        t.turned_to, t.turning_to, coalesce(t.asked, 0) as asked, coalesce(t.rederive, false) as rederive,
        exists (
          select from dirty_accounts d
          where d.workspace_id = w.workspace_id and (d.not_before is null or d.not_before <= ${tools.now()})
        ) as dirty
      from workspaces w left join day_turns t on t.workspace_id = w.workspace_id
    `.execute(tx),
  )
  return rows.map((row) => ({
    workspace: {
      id: row.id,
      name: row.name,
      locale: row.locale,
      timeZone: row.time_zone,
      currency: row.currency,
      fiscalStartMonth: row.fiscal_start_month,
    },
    state: { turned_to: row.turned_to, turning_to: row.turning_to, asked: row.asked, rederive: row.rederive },
    dirty: row.dirty,
  }))
}
