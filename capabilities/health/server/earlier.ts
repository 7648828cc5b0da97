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

/** Customers that are used are computed again and again: what was read for one of them serves the next time too. */
type KeptOne = { today: Day; until: number; week: number | null | undefined; month: number | null | undefined }
const ones = new Map<AccountId, KeptOne>()
const onesAtMost = 20_000

/** Scores of a week and of four weeks ago; null while the history cannot be read. Of accounts known before this pass. */
export async function earlierScores(page: EarlyPage): Promise<readonly [Scores | null, Scores | null]> {
  const accounts = page.accounts.filter((account) => page.before(account, 'health.grade') !== null)
  if (accounts.length === 0) return [new Map(), new Map()]
  try {
    return await (accounts.length < manyAccounts ? scoresOfFew(page, accounts) : scoresOfAll(page))
  } catch (error) {
    if (error instanceof EventStoreUnavailable) return [null, null]
    throw error
  }
}

async function scoresOfFew(page: EarlyPage, accounts: readonly AccountId[]): Promise<Both> {
  const [now, { today }] = [performance.now(), page]
  const known = keptOfAll(page, now)
  if (known) return known.scores
  const unread = accounts.filter((account) => {
    const one = ones.get(account)
    return one === undefined || one.today !== today || one.until <= now
  })
  if (unread.length > 0) {
    const [week, month] = await readScores(page, unread)
    for (const account of unread) {
      ones.delete(account)
      ones.set(account, { today, until: now + keptFor, week: week.get(account), month: month.get(account) })
    }
  }
  const both = [new Map<AccountId, number | null>(), new Map<AccountId, number | null>()] as const
  for (const account of accounts) {
    const { week, month } = ones.get(account)!
    if (week !== undefined) both[0].set(account, week)
    if (month !== undefined) both[1].set(account, month)
  }
  for (const oldest of ones.keys()) {
    if (ones.size <= onesAtMost) break
    ones.delete(oldest)
  }
  return both
}

function scoresOfAll(page: EarlyPage): Promise<Both> {
  const now = performance.now()
  const known = keptOfAll(page, now)
  if (known) return known.scores
  const reading: Kept = {
    workspace: page.workspace.id,
    today: page.today,
    until: now + keptFor,
    scores: readScores(page),
  }
  kept = [...kept.slice(-1), reading]
  reading.scores.catch(() => {
    kept = kept.filter((one) => one !== reading)
  })
  return reading.scores
}

function keptOfAll({ workspace, today }: EarlyPage, now: number): Kept | undefined {
  kept = kept.filter((one) => one.until > now)
  return kept.find((one) => one.workspace === workspace.id && one.today === today)
}

async function readScores(page: EarlyPage, accounts?: readonly AccountId[]): Promise<Both> {
  const { catalogue, events, workspace, today } = page
  const fact = catalogue.get('health.score')
  if (!fact) return [new Map(), new Map()]
  const days = [addDays(today, -7), addDays(today, -28)]
  const [week, month] = await factOnDays(events, workspace, { fact, days, ...(accounts ? { accounts } : {}) })
  return [week as Scores, month as Scores]
}
