import { type DerivePage, factsAsOf } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import { EventStoreUnavailable } from '#platform/events/store.ts'

/** Scores as they stood at the end of a day; accounts that had none are left out or null. */
export type Scores = ReadonlyMap<AccountId, number | null>

/** From so many accounts on, the scores of the whole workspace are read once and kept for the pages that follow. */
const manyAccounts = 1000
/** ms: what is known of a past day does not change, but for a history that is being filled in. */
const keptFor = 300_000

type Kept = { workspace: WorkspaceId; day: Day; until: number; scores: Promise<Scores> }
let kept: Kept[] = []

/** Scores of a week and of four weeks ago; null while the history cannot be read. */
export async function earlierScores(page: DerivePage): Promise<[Scores | null, Scores | null]> {
  try {
    return await Promise.all([scoresAsOf(page, addDays(page.today, -7)), scoresAsOf(page, addDays(page.today, -28))])
  } catch (error) {
    if (error instanceof EventStoreUnavailable) return [null, null]
    throw error
  }
}

/** Of the accounts that were known before this pass. */
async function scoresAsOf(page: DerivePage, day: Day): Promise<Scores> {
  const accounts = page.accounts.filter((account) => page.before(account, 'health.grade') !== null)
  if (accounts.length === 0) return new Map()
  return accounts.length < manyAccounts ? readScores(page, day, accounts) : keptScores(page, day)
}

function keptScores(page: DerivePage, day: Day): Promise<Scores> {
  const now = performance.now()
  const workspace = page.workspace.id
  kept = kept.filter((one) => one.until > now)
  const known = kept.find((one) => one.workspace === workspace && one.day === day)
  if (known) return known.scores
  const reading: Kept = { workspace, day, until: now + keptFor, scores: readScores(page, day) }
  kept = [...kept.slice(-3), reading]
  reading.scores.catch(() => {
    kept = kept.filter((one) => one !== reading)
  })
  return reading.scores
}

async function readScores(page: DerivePage, day: Day, accounts?: readonly AccountId[]): Promise<Scores> {
  const { catalogue, events, workspace } = page
  const asked = { catalogue, facts: ['health.score'], day, ...(accounts ? { accounts } : {}) }
  const rows = await factsAsOf(events, workspace, asked)
  return new Map([...rows].map(([account, row]) => [account, (row['health.score'] ?? null) as number | null]))
}
