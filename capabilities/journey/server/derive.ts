import { explain } from '#capabilities/facts/core/condition/explain.ts'
import type { Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import { type SeenClause, seenClauses } from '#capabilities/facts/core/seen.ts'
import type { Derivation, Derive, DerivePage, EarlyPage } from '#capabilities/facts/server/index.ts'
import { phasesAhead, standing, startingPhase } from '#capabilities/journey/core/follow.ts'
import { latenessOf } from '#capabilities/journey/core/lateness.ts'
import { type Milestone, type Phase, phaseOf, positionOf, usualDaysOf } from '#capabilities/journey/core/map.ts'
import { mapOf, mapsTried } from '#capabilities/journey/core/mapOf.ts'
import { daysOf, onboardingDays, returnsTo, type Stay } from '#capabilities/journey/core/stays.ts'
import type { Cause, Touch } from '#capabilities/journey/core/words.ts'
import type { Day } from '#kernel/day.ts'
import { type AccountId, uuidV7 } from '#kernel/id.ts'
import { journeyFacts, journeyFactsOf } from './facts.ts'
import { comeOnto, type Onto } from './mapFollow.ts'
import { type Conditions, conditionsOfMaps, readMaps, type StoredMap } from './maps.ts'
import { helpAsked, type Stretch } from './following/hooks.ts'
import { isConfirmed, stepOf } from './following/met.ts'
import { type Behind, keepMeasured, type Measured, readBehind } from './following/behind.ts'
import { measuredOf, setFollowed } from './following/measure.ts'
import { workOutPaces } from './following/paces.ts'
import {
  keepReached,
  keepTurned,
  moveOn,
  type NewlyReached,
  type NewStay,
  type Reached,
  readReached,
  readStays,
  type StoredStay,
  type Turned,
} from './stays.ts'

/** Follows every account along its map: where it begins, when it goes on by itself, how late it is. */
export const journeyDerivation: Derivation = {
  name: 'journey',
  definitions: journeyFacts,
  workspaceDefinitions: journeyFactsOf,
  beforeAll: workOutPaces,
  prepare: follow,
}

type Move = { leaves: string | null; begins: NewStay }

type Following = {
  page: DerivePage
  moment: Moment
  conditions: Conditions
  behind: Behind
  moves: Move[]
  reached: NewlyReached[]
  turned: Turned[]
  measured: Measured[]
  /** Stays that begin in this pass: help that was asked on their days counts at once. */
  begun: Stretch[]
  /** What is told of each account once that is known. */
  tell: ((behind: Behind) => void)[]
  /** Accounts that came onto another version or map. */
  onto: Onto[]
}

async function follow({ tx, workspace, accounts, catalogue }: EarlyPage): Promise<Derive> {
  const maps = await readMaps(tx, workspace.id)
  const newest = maps.find((map) => map.newest)
  if (!newest) return async () => {}
  const stays = await readStays(tx, workspace.id, accounts)
  const reached = await readReached(tx, workspace.id, accounts)
  const behind = await readBehind({ tx, workspace, accounts }, maps, stays)
  const conditions = conditionsOfMaps(maps, catalogue)
  return (page) => followAll(page, { maps, newest, stays, reached, behind, conditions })
}

type Known = {
  maps: readonly StoredMap[]
  newest: StoredMap
  stays: ReadonlyMap<AccountId, StoredStay[]>
  reached: ReadonlyMap<AccountId, ReadonlyMap<string, Reached>>
  behind: Behind
  conditions: Conditions
}

async function followAll(page: DerivePage, { maps, newest, stays, reached, behind, conditions }: Known): Promise<void> {
  const { tx, workspace, accounts, today, now } = page
  const byId = new Map(maps.map((map) => [map.id, map]))
  const tried = mapsTried(maps)
  const moment = { today, currency: workspace.currency, timeZone: workspace.timeZone }
  const following: Following = {
    page,
    moment,
    conditions,
    behind,
    moves: [],
    reached: [],
    turned: [],
    measured: [],
    begun: [],
    tell: [],
    onto: [],
  }
  for (const account of accounts) {
    const known = stays.get(account) ?? []
    const holds = (condition: string) => conditions.holds(condition, (key) => page.read(account, key), moment)
    const map = mapOf(tried, byId.get(known.at(-1)?.mapId ?? '') ?? null, holds) ?? newest
    followOne(following, account, map, known, reached.get(account) ?? new Map())
  }
  const help = new Map([...behind.help, ...(await helpAsked(tx, workspace, following.begun))])
  for (const tell of following.tell) tell({ ...behind, help })
  await moveOn(tx, workspace.id, following.moves, now, today)
  await comeOnto(tx, workspace.id, following.onto, now)
  await keepReached(tx, workspace.id, following.reached)
  await keepTurned(tx, workspace.id, following.turned, today)
  await keepMeasured(tx, workspace.id, following.measured)
}

function followOne(
  following: Following,
  account: AccountId,
  stored: StoredMap,
  stays: readonly StoredStay[],
  reached: ReadonlyMap<string, Reached>,
): void {
  const { page, moment, conditions } = following
  const { map } = stored
  const read = (key: string) => page.read(account, key)
  const holds = (condition: string) => conditions.holds(condition, read, moment)
  const done = stepOf(following.behind.steps.get(account) ?? [])
  const isMet = (one: Milestone) => isConfirmed(reached.get(one.key)) || done(one) !== undefined || holds(one.condition)
  const current = stays.at(-1)
  const move = current && phaseOf(map, current.phase) ? goOn(current) : begin()
  if (move) following.moves.push(move)
  if (current && current.mapId !== stored.id)
    following.onto.push({ account_id: account, from_map: current.mapId, to_map: stored.id })
  const way = move ? [...stays.map((stay) => ended(stay, page.today)), asStay(move.begins)] : [...stays]
  const ask = move ? false : (current?.ask ?? false)
  const stay = way.at(-1)!
  const phase = phaseOf(map, stay.phase)!
  for (const one of [...passedNow(), phase].flatMap(({ milestones }) => milestones))
    if (!reached.has(one.key) && isMet(one)) following.reached.push(newlyReached(one))
  const lost = turn()
  setFacts(page, account, stored, way, phase, standing(map, phase, isMet, ask))
  const onWay = { mapKey: stored.key, map, touch: touchOf(page, account), stays: way, today: page.today }
  if (move) following.begun.push({ id: stay.id, accountId: account, from: stay.enteredOn, until: null })
  following.tell.push((behind) => {
    const now = measuredOf(onWay, behind)
    following.measured.push(...now)
    setFollowed(page, account, onWay, { behind, lost, now })
  })

  /** The phases that are left in this pass: what carried the account on is kept as reached. */
  function passedNow(): readonly Phase[] {
    const from = move && current ? positionOf(map, current.phase) : -1
    return from < 0 ? [] : map.phases.slice(from, Math.max(from, map.phases.indexOf(phase)))
  }
  function newlyReached({ key, condition, steps }: Milestone): NewlyReached {
    const step = holds(condition) ? undefined : done({ steps })
    const told = step
      ? { source: 'plan' as const, reached_on: step.on, note: step.name }
      : { source: 'facts' as const, reached_on: page.today, note: null }
    return { account_id: account, milestone: key, ...told }
  }
  /** Which milestones that were reached, up to the phase of now, do not hold any more; each turn is kept. */
  function turn(): string[] {
    const until = map.phases.indexOf(phase) + 1
    const gone: string[] = []
    for (const one of map.phases.slice(0, until).flatMap(({ milestones }) => milestones)) {
      const known = reached.get(one.key)
      if (!known) continue
      const isHeld = isMet(one)
      if (!isHeld) gone.push(one.key)
      if (isHeld !== (known.lostOn === null))
        following.turned.push({ account_id: account, milestone: one.key, holds: isHeld })
    }
    return gone
  }

  /** The account's first stay, or one on a map that does not know the phase it was in. */
  function begin(): Move {
    const first = startingPhase(map, holds, isMet)
    const enteredOn = current ? page.today : startDay(page, account, first, stored)
    return { leaves: current?.id ?? null, begins: stayIn(first, current ? 'map' : 'start', enteredOn) }
  }
  /** As far as exit criteria carry it; phases in between are not entered. */
  function goOn(from: StoredStay): Move | null {
    const ahead = phasesAhead(map, from.phase, isMet, from.ask)
    const last = ahead.at(-1)
    if (!last) return null
    const left = [from.phase, ...ahead.slice(0, -1).map((passed) => passed.key)]
    return { leaves: from.id, begins: { ...stayIn(last, 'criteria', page.today), evidence: left.flatMap(evidenceOf) } }
  }
  function stayIn({ key }: Phase, cause: Cause, enteredOn: Day): NewStay {
    const id = uuidV7(page.now.getTime(), crypto.getRandomValues(new Uint8Array(10)))
    return { id, account_id: account, map_id: stored.id, phase: key, entered_on: enteredOn, cause }
  }
  function evidenceOf(key: string): SeenClause[] {
    const exits = phaseOf(map, key)?.milestones.filter((one) => one.exit) ?? []
    return exits.flatMap((one) => {
      const tree = conditions.tree(one.condition)
      return tree ? seenClauses(explain(tree, page.catalogue, read, moment), page.catalogue) : []
    })
  }
}

const touchOf = (page: DerivePage, account: AccountId) => page.read(account, 'account.touch_model') as Touch | null

/** A stay that begins in this pass: nothing was measured of it. */
function asStay({ id, account_id, map_id, phase, entered_on, cause }: NewStay): StoredStay {
  const unmeasured = { measured: false, helpAsked: null, percentile: null, struggle: null }
  const where = { id, accountId: account_id, mapId: map_id, phase, enteredOn: entered_on, leftOn: null }
  return { ...where, cause, ask: false, ...unmeasured }
}

function ended(stay: StoredStay, on: Day): StoredStay {
  return stay.leftOn === null ? { ...stay, leftOn: on } : stay
}

/** The first phase began when the customer signed up; when a later one began, nobody knows but from today on. */
function startDay(page: DerivePage, account: AccountId, phase: Phase, { map }: StoredMap): Day {
  if (phase.key !== map.phases[0].key) return page.today
  const began = (page.read(account, 'account.signed_up_on') ?? page.read(account, 'contract.started_on')) as Day | null
  return began && began < page.today ? began : page.today
}

function setFacts(
  page: DerivePage,
  account: AccountId,
  stored: StoredMap,
  way: readonly Stay[],
  phase: Phase,
  now: { missing: string[]; donePercent: number; mayLeave: boolean },
): void {
  const { map } = stored
  const stay = way.at(-1)!
  const usual = usualDaysOf(phase, touchOf(page, account))
  page.set(account, 'journey.map', stored.key)
  page.set(account, 'journey.map_version', stored.version)
  page.set(account, 'phase.key', phase.key)
  page.set(account, 'phase.entered_on', stay.enteredOn)
  page.set(account, 'phase.expected_days', usual)
  // A phase without an end of its own says nothing about pace.
  page.set(account, 'phase.lateness', usual === null ? null : latenessOf(map, daysOf(stay, page.today), usual))
  page.set(account, 'phase.missing', now.missing)
  page.set(account, 'phase.may_leave', now.mayLeave)
  page.set(account, 'phase.returns', returnsTo(way, phase.key))
  page.set(account, 'onboarding.days', onboardingDays(map, way, page.today))
  page.set(account, 'milestone.done_percent', now.donePercent)
}
