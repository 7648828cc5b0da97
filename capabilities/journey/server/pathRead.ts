import { sql } from 'kysely'
import type { z } from 'zod'
import { explain } from '#capabilities/facts/core/condition/explain.ts'
import { sayCondition } from '#capabilities/facts/core/condition/words.ts'
import { type SeenClause, seenClauses } from '#capabilities/facts/core/seen.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { AccountFacts } from '#capabilities/facts/server/index.ts'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'
import type { pathSchema } from '../contract.ts'
import { standing } from '../core/follow.ts'
import { overdueLight } from '../core/light.ts'
import { latenessOf } from '../core/lateness.ts'
import { byWord, type Links, type Milestone, nextPhase, type Phase, phaseOf, usualDaysOf } from '../core/map.ts'
import { mapOf, mapsTried } from '../core/mapOf.ts'
import { mayMove } from '../core/moves.ts'
import { daysIn, daysOf, phaseStatus, returnsTo, undone } from '../core/stays.ts'
import { moves, type Touch } from '../core/words.ts'
import { type Behind, readBehind } from './following/behind.ts'
import { isConfirmed, stepOf } from './following/met.ts'
import { presentBlockers, presentPace, presentRegressed } from './following/pathParts.ts'
import { type Conditions, conditionsOfMaps, readMaps, type StoredMap } from './maps.ts'
import { type Reached, readReached, readStays, type StoredStay } from './stays.ts'

export type PathAnswer = z.input<typeof pathSchema>

/** Everything that an account's path is told from. */
export type PathParts = {
  accountId: AccountId
  stored: StoredMap
  /** What phases are called, also those of other maps and earlier versions. */
  phaseNames: ReadonlyMap<string, Label>
  conditions: Conditions
  stays: readonly StoredStay[]
  reached: ReadonlyMap<string, Reached>
  facts: AccountFacts
  people: ReadonlyMap<string, string>
  told: ReadonlyMap<string, Told>
  behind: Behind
  /** In which amounts of money are said. */
  currency: string
}

/** What is kept of a stay beside its days. */
type Told = { person_id: PersonId | null; reason: string | null; evidence: SeenClause[] }

/** Loads an account's path; null where the workspace has no map. */
export async function readPath(
  tx: Tx,
  { id: workspaceId, currency }: Pick<Workspace, 'id' | 'currency'>,
  accountId: AccountId,
  facts: AccountFacts,
): Promise<PathParts | null> {
  const maps = await readMaps(tx, workspaceId)
  const stays = (await readStays(tx, workspaceId, [accountId])).get(accountId) ?? []
  const onto = maps.find((map) => map.id === stays.at(-1)?.mapId) ?? null
  const asked = conditionsOfMaps(maps, facts.catalogue)
  const stored = onto ?? mapOf(mapsTried(maps), null, (condition) => asked.holds(condition, facts.value, facts.moment))
  if (!stored) return null
  const reached = (await readReached(tx, workspaceId, [accountId])).get(accountId) ?? new Map<string, Reached>()
  const timeZone = facts.moment.timeZone
  const behind = await readBehind(
    { tx, workspace: { id: workspaceId, timeZone }, accounts: [accountId] },
    maps,
    new Map([[accountId, stays]]),
  )
  const { rows } = await sql<Told & { id: string }>`
    select id, person_id, reason, evidence from account_phases
    where workspace_id = ${workspaceId} and account_id = ${accountId}
  `.execute(tx)
  const named = [...rows.map((row) => row.person_id), ...[...reached.values()].map((one) => one.personId)]
  const people = await namesOf(
    tx,
    workspaceId,
    named.filter((id) => id !== null),
  )
  const told = new Map(rows.map((row) => [row.id, row]))
  return {
    accountId,
    stored,
    phaseNames: new Map(
      [...maps.toReversed(), stored].flatMap(({ map }) => map.phases.map(({ key, label }) => [key, label])),
    ),
    conditions: conditionsOfMaps([stored], facts.catalogue),
    stays,
    reached,
    facts,
    people,
    told,
    behind,
    currency,
  }
}

async function namesOf(tx: Tx, workspaceId: WorkspaceId, ids: readonly PersonId[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from people where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])
  `.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Whether a milestone is met now, and why: its condition as it stands, or somebody's word. */
export function isMetNow({ accountId, behind, conditions, facts, reached }: PathParts, milestone: Milestone): boolean {
  if (isConfirmed(reached.get(milestone.key))) return true
  if (stepOf(behind.steps.get(accountId) ?? [])(milestone)) return true
  return conditions.holds(milestone.condition, facts.value, facts.moment)
}

/** An account's path as the contract shows it. */
export function presentPath(parts: PathParts): PathAnswer {
  const { accountId, stored, stays, facts } = parts
  const { map } = stored
  const { today } = facts.moment
  const touch = facts.value('account.touch_model') as Touch | null
  return {
    accountId,
    map: { id: stored.id, key: stored.key, version: stored.version, label: map.label },
    phases: map.phases.map((phase) => ({
      key: phase.key,
      label: phase.label,
      status: stays.length === 0 ? 'ahead' : phaseStatus(map, stays, phase.key),
      days: daysIn(stays, phase.key, today),
      usualDays: usualDaysOf(phase, touch),
    })),
    current: presentCurrent(parts, touch),
    history: presentHistory(parts),
    oldLightDays: overdueLight(facts.value('account.success_type') as string | null, {
      lastPhase: facts.value('journey.days_since_last_phase') as number | null,
      old: facts.value('journey.days_since_light_old') as number | null,
    }),
    regressed: presentRegressed(parts),
    blockers: presentBlockers(parts),
    moves: moves.map((move) => {
      const cause = stays.at(-1)?.cause
      const why = cause ? mayMove(move, cause) : 'nothing_to_undo'
      return { move, allowed: why === null, why }
    }),
  }
}

function presentCurrent(parts: PathParts, touch: Touch | null): PathAnswer['current'] {
  const { map } = parts.stored
  const stay = parts.stays.at(-1)
  const phase = stay && phaseOf(map, stay.phase)
  if (!stay || !phase) return null
  const now = standing(map, phase, (one) => isMetNow(parts, one), stay.ask)
  const days = daysOf(stay, parts.facts.moment.today)
  const usualDays = usualDaysOf(phase, touch)
  return {
    entryId: stay.id,
    phase: phase.key,
    label: phase.label,
    aim: phase.aim,
    enteredOn: stay.enteredOn,
    days,
    usualDays,
    lateness: latenessOf(map, days, usualDays),
    ...presentPace(parts, stay),
    returns: returnsTo(parts.stays, phase.key),
    cause: stay.cause,
    leave: stay.ask ? 'ask' : phase.leave,
    mayLeave: now.mayLeave,
    next: nextPhase(map, phase.key)?.key ?? null,
    donePercent: now.donePercent,
    milestones: phase.milestones.map((one) => presentMilestone(parts, one)),
    obstacles: [...phase.obstacles],
    support: phase.support[touch ?? 'low'].map(({ ja, en, ...one }) => ({ ja, en, ...linkedOf(one) })),
    ...linkedOf(phase),
  }
}

function presentMilestone(parts: PathParts, milestone: Milestone) {
  const known = parts.reached.get(milestone.key)
  const { facts } = parts
  const tree = parts.conditions.tree(milestone.condition)
  return {
    ...shownMilestone(milestone),
    state: isMetNow(parts, milestone) ? ('met' as const) : ('missing' as const),
    reachedOn: known?.reachedOn ?? null,
    lostOn: known?.lostOn ?? null,
    losses: known?.losses ?? 0,
    evidence: known?.evidence ?? null,
    evidenceOn: known?.evidenceOn ?? null,
    source: known?.source ?? null,
    person: personOf(parts, known?.personId ?? null),
    note: known?.note ?? null,
    clauses: tree ? seenClauses(explain(tree, facts.catalogue, facts.value, facts.moment), facts.catalogue) : [],
    said: saidOf(parts, milestone),
  }
}

/** A milestone's condition in both languages, where there is one and a sentence can say it. */
function saidOf({ conditions, facts, currency }: PathParts, { condition }: Milestone): Label | null {
  const tree = condition === byWord ? null : conditions.tree(condition)
  const say = (locale: 'ja' | 'en') => tree && sayCondition(tree, facts.catalogue, { locale, currency })
  const [ja, en] = [say('ja'), say('en')]
  return ja && en ? { ja, en } : null
}

function presentHistory(parts: PathParts): PathAnswer['history'] {
  const { stays, told, facts } = parts
  const takenBack = undone(stays)
  return stays
    .map((stay, at) => ({
      id: stay.id,
      phase: stay.phase,
      label: parts.phaseNames.get(stay.phase) ?? { ja: stay.phase, en: stay.phase },
      enteredOn: stay.enteredOn,
      leftOn: stay.leftOn,
      days: daysOf(stay, facts.moment.today),
      cause: stay.cause,
      person: personOf(parts, told.get(stay.id)?.person_id ?? null),
      reason: told.get(stay.id)?.reason ?? null,
      undone: takenBack[at] === true,
      struggle: stay.struggle,
      percentile: stay.percentile,
      evidence: told.get(stay.id)?.evidence ?? [],
    }))
    .reverse()
}

function personOf({ people }: PathParts, id: PersonId | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: people.get(id) ?? '' }
}

/** What is used at a place of the map. */
const linkedOf = ({ plans = [], content = [] }: Links) => ({ plans: [...plans], content: [...content] })

/** A milestone as its map says it. */
export function shownMilestone(one: Milestone) {
  const { key, label, exit, condition, help = null, usualDays = null, evidence: proof = null } = one
  return { key, label, exit, condition, help, usualDays, proof, steps: [...(one.steps ?? [])], ...linkedOf(one) }
}

/** A phase as its map says it. */
export function shownPhase(phase: Phase) {
  const { key, label, aim, usualDays, usualDaysByTouch, leave } = phase
  return {
    key,
    label,
    aim,
    usualDays,
    usualDaysByTouch,
    leave,
    milestones: phase.milestones.map(shownMilestone),
    obstacles: [...phase.obstacles],
    support: { high: [...phase.support.high], low: [...phase.support.low], tech: [...phase.support.tech] },
  }
}

/** A version of a map as the contract shows it. */
export function shownMap({ id, key, version, map, note, publishedAt }: StoredMap) {
  return {
    id,
    key,
    version,
    note,
    label: map.label,
    publishedAt: publishedAt.toISOString(),
    watchAt: map.watchAt,
    stalledAt: map.stalledAt,
    phases: map.phases.map(shownPhase),
  }
}
