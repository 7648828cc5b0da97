import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Derivation, Derive, EarlyPage } from '#capabilities/facts/server/index.ts'
import { renewalFacts } from '../core/facts.ts'
import { daysFor, mostDays } from '../core/opening.ts'
import { findRenewals, type Found, type Kept, keepRenewals, readRenewing } from './keep.ts'
import { readOpening } from './settings.ts'
import { takeWeek } from './snapshots.ts'

/** Opens, moves and withdraws renewals as contracts want it, and says what the next one of each account is. */
export const renewalDerivation: Derivation = {
  name: 'renewals',
  definitions: renewalFacts,
  beforeAll: ({ tx, workspace, today }) => takeWeek(tx, workspace, today),
  prepare,
}

async function prepare(page: EarlyPage): Promise<Derive> {
  const opening = await readOpening(page.tx, page.workspace.id)
  const renewing = await readRenewing(page, mostDays(opening))
  return async ({ read, set, accounts, workspace }) => {
    const found = findRenewals(renewing, page, (account) => daysFor(opening, segmentsOf(read(account, 'segments'))))
    await keepRenewals(page, found)
    await tellOpenPages(page, found)
    const own = Map.groupBy(found.renewals, (one) => one.accountId)
    for (const account of accounts)
      for (const [key, value] of Object.entries(factsOf(own.get(account) ?? [], workspace.currency)))
        set(account, key, value)
  }
}

/** Lists and pages of renewals that are open ask again; who merely looks at a customer hears of its facts. */
async function tellOpenPages({ tell }: EarlyPage, { opened, changed }: Found): Promise<void> {
  const ids = [...opened, ...changed].flatMap(({ id, accountId }) => [id, accountId])
  if (ids.length > 0) await tell?.({ topic: 'renewal', ids })
}

/** The segments that a fact of an account names. */
export function segmentsOf(value: FactValue): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : []
}

function factsOf(renewals: readonly Kept[], currency: string): Record<string, FactValue> {
  const [next] = renewals
    .filter((one) => one.status === 'open')
    .toSorted((a, b) => (a.termEnd === b.termEnd ? 0 : a.termEnd < b.termEnd ? -1 : 1))
  const last = renewals.filter((one) => one.status === 'closed').at(-1)
  return {
    'renewal.open': next !== undefined,
    'renewal.category': next?.category ?? null,
    'renewal.amount': next?.currency === currency ? (next.amount ?? next.atStake) : null,
    'renewal.closes_on': next?.closesOn ?? null,
    'renewal.notice_on': next?.noticeBy ?? null,
    'renewal.win_back_on': next || last?.outcome !== 'lost' ? null : last.winBackOn,
  }
}
