import { type EarlyPage, factOnDays } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import { EventStoreUnavailable } from '#platform/events/store.ts'

/** Scores as they stood at the end of a day; accounts that had none are left out or null. */
export type Scores = ReadonlyMap<AccountId, number | null>

/** From so many accounts on, the scores of the whole workspace are read once and kept for the pages that follow. */
const manyAccounts = 1000
/** ms: what is known of a past day does not change, but for a history that is being filled in. */
const keptFor = 300_000

type Both = readonly [week: Scores, month: Scores]
type Kept = { workspace: WorkspaceId; today: Day; until: number; scores: Promise<Both> }
let kept: Kept[] = []

/** Scores of a week and of four weeks ago; null while the history cannot be read. Of accounts known before this pass. */
export async function earlierScores(page: EarlyPage): Promise<readonly [Scores | null, Scores | null]> {
  const accounts = page.accounts.filter((account) => page.before(account, 'health.grade') !== null)
  if (accounts.length === 0) return [new Map(), new Map()]
  try {
    return await (accounts.length < manyAccounts ? readScores(page, accounts) : keptScores(page))
  } catch (error) {
    if (error instanceof EventStoreUnavailable) return [null, null]
    throw error
  }
}

function keptScores(page: EarlyPage): Promise<Both> {
  const now = performance.now()
  const { today } = page
  const workspace = page.workspace.id
  kept = kept.filter((one) => one.until > now)
  const known = kept.find((one) => one.workspace === workspace && one.today === today)
  if (known) return known.scores
  const reading: Kept = { workspace, today, until: now + keptFor, scores: readScores(page) }
  kept = [...kept.slice(-1), reading]
  reading.scores.catch(() => {
    kept = kept.filter((one) => one !== reading)
  })
  return reading.scores
}

async function readScores(page: EarlyPage, accounts?: readonly AccountId[]): Promise<Both> {
  const { catalogue, events, workspace, today } = page
  const fact = catalogue.get('health.score')
  if (!fact) return [new Map(), new Map()]
  const days = [addDays(today, -7), addDays(today, -28)]
  const [week, month] = await factOnDays(events, workspace, { fact, days, ...(accounts ? { accounts } : {}) })
  return [week as Scores, month as Scores]
}
