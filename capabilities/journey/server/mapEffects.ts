import { setImmediate as others } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { factValue, type Moment, type ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Roster } from '#capabilities/facts/core/roster.ts'
import { factCatalogue, momentOf, rosterOf } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { refused } from '#platform/http/refusal.ts'
import type { Moving } from '../contract/maps.ts'
import { conditionsOf, type JourneyMap, type Milestone, phaseOf } from '../core/map.ts'
import { type MapDraft, mapFrom } from '../core/mapDraft.ts'
import { type Named, phaseAfter, phaseOnto } from '../core/mapMove.ts'
import { mapOf, mapsTried } from '../core/mapOf.ts'
import type { MapCall } from './drafts.ts'
import { conditionsOfMaps, readMaps, type StoredMap } from './maps.ts'
import { withDraft } from './mapOrder.ts'

/** Where an account stands: on which map, in which phase; nulls: nowhere yet. */
export type Standing = { map: StoredMap | null; phase: string | null }

/** What publishing a draft does to one account. */
export type MapEffect = {
  id: AccountId
  arr: number
  from: Standing
  to: Standing
  /** Whether publishing itself brings it onto the new version; otherwise what follows from facts does, if anything. */
  moved: boolean
}

export type MapAsked = { key: string; draft: MapDraft; moving: Moving; named: Named }

/** Accounts looked at before others get their turn. */
const stride = 2_000

/** All accounts as they stand, and as they would once the draft is published and they are computed. Nothing is kept. */
export async function mapEffects(
  tx: Tx,
  call: MapCall,
  asked: MapAsked,
): Promise<{ effects: MapEffect[]; maps: StoredMap[]; next: StoredMap }> {
  const ground = await readGround(tx, call, asked)
  const { roster, stays, moment, next, tried, byId, conditions } = ground
  const effects: MapEffect[] = []
  for (const [id, row] of roster.rowOf) {
    if (effects.length % stride === stride - 1) await others()
    const read = readerOf(ground, row)
    const holds = (condition: string) => conditions.holds(condition, read, moment)
    const stay = stays.get(id) ?? null
    const from = { map: byId.get(stay?.map_id ?? '') ?? null, phase: stay?.phase ?? null }
    const moved = from.map !== null && isMoved(ground, asked, from.map, holds)
    const map = mapOf(tried, moved ? next : from.map, holds)
    effects.push({ id, arr: (read('contract.arr') as number | null) ?? 0, from, to: standingOn(map), moved })

    function standingOn(onto: StoredMap | null): Standing {
      if (!onto) return from
      if (onto.id === from.map?.id && from.phase !== null && phaseOf(onto.map, from.phase)) return from
      const words = ground.words.get(id)
      const isMet = (one: Milestone) => words?.has(one.key) === true || holds(one.condition)
      const named = onto.id === next.id ? asked.named : {}
      return { map: onto, phase: phaseAfter(onto.map, stay, named, holds, isMet) }
    }
  }
  return { effects, maps: ground.maps, next }
}

/** Phases in which accounts are that publishing would move, and which the new version neither has nor was named one for. */
export function lostPhases(
  effects: readonly MapEffect[],
  next: StoredMap,
): Map<string, { in: JourneyMap; of: MapEffect[] }> {
  const lost = new Map<string, { in: JourneyMap; of: MapEffect[] }>()
  for (const effect of effects) {
    const { map, phase } = effect.from
    if (!effect.moved || !map || phase === null || map.key !== next.key || phaseOf(next.map, phase)) continue
    const known = lost.get(phase)
    if (known) known.of.push(effect)
    else lost.set(phase, { in: map.map, of: [effect] })
  }
  return lost
}

/** Whether a phase that is lost was given another one to go on in. */
export const isNamed = (next: StoredMap, phase: string, named: Named) => phaseOnto(next.map, phase, named) !== null

type Stay = { account_id: AccountId; map_id: string; phase: string; ask: boolean }

type Ground = {
  maps: StoredMap[]
  next: StoredMap
  byId: ReadonlyMap<string, StoredMap>
  tried: readonly StoredMap[]
  conditions: ReturnType<typeof conditionsOfMaps>
  roster: Roster
  moment: Moment
  clocks: ReadonlyMap<string, ReturnType<typeof factValue>>
  stays: ReadonlyMap<AccountId, Stay>
  /** Milestones that somebody has confirmed, whatever facts say. */
  words: ReadonlyMap<AccountId, ReadonlySet<string>>
}

// Those of the map's own earlier versions come, and those of other maps that it is meant for, as far as they were chosen.
function isMoved(
  { next, tried }: Ground,
  { moving }: MapAsked,
  from: StoredMap,
  holds: (condition: string) => boolean,
): boolean {
  if (moving.who === 'new' || !next.used) return false
  if (moving.who === 'some' && !holds(moving.when)) return false
  if (from.key === next.key) return true
  const open = tried.map((one) => (one.id === next.id ? { ...one, newOnly: false } : one))
  return mapOf(open, from, holds)?.id === next.id
}

async function readGround(tx: Tx, call: MapCall, { key, draft, moving }: MapAsked): Promise<Ground> {
  const { workspace, workspaceId } = call.caller
  const catalogue = await factCatalogue(tx, workspace)
  const maps = await readMaps(tx, workspaceId)
  const map = mapFrom(draft, key)
  if (!map) throw refused([{ field: 'phases', rule: 'phases_needed' }])
  const then = withDraft(maps, map, moving)
  const next = then.find((one) => one.key === key && one.newest)!
  const choice = moving.who === 'some' ? [moving.when] : []
  const conditions = conditionsOfMaps(then, catalogue, choice)
  const roster = await rosterOf(tx, { database: call.database, workspaceId }, columnsOf(then, choice, catalogue))
  const clocks = catalogue.all.filter((fact) => fact.derived).map((fact) => [fact.key, factValue(fact)] as const)
  return {
    maps,
    next,
    byId: new Map(maps.map((one) => [one.id, one])),
    tried: mapsTried(then),
    conditions,
    roster,
    moment: momentOf(call),
    clocks: new Map(clocks),
    stays: await openStays(tx, workspaceId),
    words: await wordsGiven(tx, workspaceId),
  }
}

function columnsOf(maps: readonly StoredMap[], choice: readonly string[], catalogue: Catalogue) {
  const texts = new Set([...maps.flatMap(({ map }) => conditionsOf(map)), ...choice])
  const read = [...texts].flatMap((text) => {
    const condition = readCondition(text, catalogue)
    return condition.ok ? factsOf(condition.value) : []
  })
  const stored = ['contract.arr', ...read].map((fact) => catalogue.get(fact)?.derived?.of ?? fact)
  return [...new Set(stored)].flatMap((fact) => catalogue.get(fact) ?? [])
}

function readerOf({ roster, clocks, moment }: Ground, row: number): ReadFact {
  const stored = (key: string): FactValue => roster.columns.get(key)?.[row] ?? null
  return (key) => {
    const clock = clocks.get(key)
    return clock ? clock(stored, moment) : stored(key)
  }
}

async function openStays(tx: Tx, workspaceId: WorkspaceId): Promise<Map<AccountId, Stay>> {
  const { rows } = await sql<Stay>`
    select account_id, map_id, phase, ask from account_phases where workspace_id = ${workspaceId} and left_at is null
  `.execute(tx)
  return new Map(rows.map((row) => [row.account_id, row]))
}

async function wordsGiven(tx: Tx, workspaceId: WorkspaceId): Promise<Map<AccountId, Set<string>>> {
  const { rows } = await sql<{ account_id: AccountId; milestones: string[] }>`
    select account_id, array_agg(milestone) as milestones from account_milestones
    where workspace_id = ${workspaceId} and source <> 'facts' group by account_id
  `.execute(tx)
  return new Map(rows.map((row) => [row.account_id, new Set(row.milestones)]))
}
