import type { DerivePage } from '#capabilities/facts/server/index.ts'
import { fatigueWatchOn, lightOldOn, type Usual } from '#capabilities/journey/core/light.ts'
import { type JourneyMap, phaseOf, usualDaysOf } from '#capabilities/journey/core/map.ts'
import { peersOf, percentileOf } from '#capabilities/journey/core/pace.ts'
import { daysOf, settled, timesBack } from '#capabilities/journey/core/stays.ts'
import { type Struggle, struggleOf } from '#capabilities/journey/core/struggle.ts'
import type { Touch } from '#capabilities/journey/core/words.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Reached, StoredStay } from '../stays.ts'
import type { Behind, Measured } from './behind.ts'
import type { Blocker } from './blockers.ts'

/** An account's way on its map, in the pass that is under way. */
export type OnItsWay = {
  mapKey: string
  map: JourneyMap
  touch: Touch | null
  /** All stays, the last one goes on. */
  stays: readonly StoredStay[]
  today: Day
}

/** How hard a stay was (or is): its time, the returns before it, and the help asked while it went on. */
export function struggleIn(way: OnItsWay, stay: StoredStay, help: number): Struggle {
  const { map, touch, today } = way
  const phase = phaseOf(map, stay.phase)
  const counted = settled(way.stays).filter((one) => one.phase === stay.phase)
  return struggleOf({
    days: daysOf(stay, today),
    usualDays: phase ? usualDaysOf(phase, touch) : null,
    stalledAt: map.stalledAt,
    returns: Math.max(
      0,
      counted.findIndex(({ id }) => id === stay.id),
    ),
    help,
  })
}

/** How long a stay is among those of customers like it, percent. */
export function percentileIn(way: OnItsWay, stay: StoredStay, { paces }: Behind): number | null {
  const known = paces.get(way.mapKey)
  return known ? percentileOf(peersOf(known, stay.phase, way.touch), daysOf(stay, way.today)) : null
}

/** What is to be written down of stays that are over. */
export function measuredOf(way: OnItsWay, behind: Behind): Measured[] {
  const counted = new Set(settled(way.stays))
  return way.stays
    .filter(({ leftOn, measured }) => leftOn !== null && !measured)
    .map((stay) => {
      const help = behind.help.get(stay.id) ?? 0
      const isCounted = counted.has(stay)
      return {
        id: stay.id,
        help_asked: help,
        percentile: isCounted ? percentileIn(way, stay, behind) : null,
        struggle: isCounted ? struggleIn(way, stay, help).value : null,
      }
    })
}

/** Tells how an account gets on: how hard it is, how it compares, what is lost again, what blocks. */
export function setFollowed(
  page: DerivePage,
  account: AccountId,
  way: OnItsWay,
  { behind, lost, now }: { behind: Behind; lost: readonly Reached['milestone'][]; now: readonly Measured[] },
): void {
  const current = way.stays.at(-1)!
  page.set(account, 'journey.struggle', struggleIn(way, current, behind.help.get(current.id) ?? 0).value)
  page.set(account, 'journey.percentile', percentileIn(way, current, behind))
  page.set(account, 'journey.regressed', lost)
  const { times, lastOn } = timesBack(way.map, way.stays)
  page.set(account, 'journey.times_back', times)
  page.set(account, 'journey.last_back_on', lastOn)
  setOnboarding(page, account, way, behind, now)
  setBlocked(page, account, behind.blockers.get(account) ?? [])
  const last = way.map.phases.at(-1)!.key
  const arrived = current.phase === last ? settled(way.stays).find(({ phase }) => phase === last) : undefined
  page.set(account, 'journey.last_phase_on', arrived?.enteredOn ?? null)
  setDue(page, account, arrived?.enteredOn ?? null)
}

/** From when on a next goal is due, and the field is looked after: as the success type of the product has it. */
function setDue(page: DerivePage, account: AccountId, lastPhaseOn: Day | null): void {
  const usual: Usual = {
    decided: page.read(account, 'contract.success_decided') as string | null,
    deepDays: page.read(account, 'contract.deep_days') as number | null,
  }
  const begunOn = page.read(account, 'account.signed_up_on') as Day | null
  page.set(account, 'journey.light_old_on', lightOldOn(lastPhaseOn, usual))
  page.set(account, 'journey.fatigue_watch_on', fatigueWatchOn(begunOn, usual))
}

/** How the first phase went; it stays with the account for good. */
function setOnboarding(
  page: DerivePage,
  account: AccountId,
  way: OnItsWay,
  behind: Behind,
  now: readonly Measured[],
): void {
  const first = way.map.phases[0].key
  const there = settled(way.stays).filter(({ phase }) => phase === first)
  const isOver = there.length > 0 && way.stays.at(-1)!.phase !== first
  const figures = there.map((stay) => now.find(({ id }) => id === stay.id) ?? stay)
  const most = (of: 'percentile' | 'struggle') => {
    const known = figures.flatMap((one) => one[of] ?? [])
    return isOver && known.length > 0 ? Math.max(...known) : null
  }
  const blocked = (behind.blockers.get(account) ?? []).filter(({ phase }) => phase === first)
  page.set(account, 'journey.onboarding_percentile', most('percentile'))
  page.set(account, 'journey.onboarding_struggle', most('struggle'))
  page.set(account, 'journey.onboarding_returns', isOver ? there.length - 1 : null)
  page.set(
    account,
    'journey.onboarding_reason',
    isOver && blocked.length > 0 ? blocked.map(({ what }) => what).join(' / ') : null,
  )
}

function setBlocked(page: DerivePage, account: AccountId, blockers: readonly Blocker[]): void {
  const open = blockers.filter(({ resolvedOn }) => resolvedOn === null)
  const sides = new Set(open.map(({ side }) => side))
  const [side] = sides
  page.set(account, 'journey.blocked_side', sides.size > 1 ? 'both' : (side ?? null))
  page.set(account, 'journey.blocked_since', open.map(({ sinceOn }) => sinceOn).sort()[0] ?? null)
}
