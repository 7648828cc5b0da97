import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { MapPreview } from '../contract/maps.ts'
import { phaseOf } from '../core/map.ts'
import { suggestedPhase } from '../core/mapMove.ts'
import type { MapCall } from './drafts.ts'
import { lostPhases, type MapAsked, type MapEffect, mapEffects, type Standing } from './mapEffects.ts'
import type { StoredMap } from './maps.ts'

/** What publishing a draft would do to the customers there are: counted, with their ARR, and the largest by name. */
export async function previewMap(tx: Tx, call: MapCall, asked: MapAsked & { limit: number }): Promise<MapPreview> {
  const { effects, maps, next } = await mapEffects(tx, call, asked)
  const changed = effects.filter(isChanged).sort((a, b) => b.arr - a.arr)
  const page = changed.slice(0, asked.limit)
  const names = await namesOf(tx, call.caller.workspaceId, page)
  return {
    accounts: effects.length,
    moved: effects.filter(({ moved }) => moved).length,
    changed: summed(changed),
    moves: movesOf(effects.filter((one) => isChanged(one) || one.moved)),
    maps: countsByMap(effects, maps, next),
    lost: [...lostPhases(effects, next)].map(([phase, { in: before, of }]) => ({
      phase,
      label: phaseOf(before, phase)?.label ?? { ja: phase, en: phase },
      ...summed(of),
      to: asked.named[phase] ?? null,
      suggested: suggestedPhase(before, next.map, phase),
    })),
    named: page.flatMap(({ id, arr, from, to }) =>
      names.has(id) ? [{ id, name: names.get(id)!, arr, from: told(from), to: told(to) }] : [],
    ),
    total: changed.length,
  }
}

// Who is not placed yet is not moved by a version either: it begins.
const isChanged = ({ from, to }: MapEffect) =>
  from.phase !== null && (from.phase !== to.phase || from.map?.key !== to.map?.key)

const summed = (effects: readonly MapEffect[]) => ({
  accounts: effects.length,
  arr: effects.reduce((sum, { arr }) => sum + arr, 0),
})

function told({ map, phase }: Standing): { map: string | null; phase: string | null; label: Label | null } {
  const label = map && phase !== null ? (phaseOf(map.map, phase)?.label ?? { ja: phase, en: phase }) : null
  return { map: map?.key ?? null, phase, label }
}

function movesOf(effects: readonly MapEffect[]): MapPreview['moves'] {
  const moves = new Map<string, MapPreview['moves'][number]>()
  for (const { from, to, arr } of effects) {
    const key = JSON.stringify([from.map?.key, from.phase, to.map?.key, to.phase])
    const known = moves.get(key)
    if (known) {
      known.accounts++
      known.arr += arr
    } else moves.set(key, { from: told(from), to: told(to), accounts: 1, arr })
  }
  return [...moves.values()].sort((a, b) => b.accounts - a.accounts)
}

function countsByMap(effects: readonly MapEffect[], maps: readonly StoredMap[], next: StoredMap): MapPreview['maps'] {
  const label = (key: string) =>
    (key === next.key ? next : maps.find((one) => one.key === key && one.newest))!.map.label
  const counts = new Map<string, { before: number; after: number }>()
  const count = (key: string | undefined, when: 'before' | 'after') => {
    if (key === undefined) return
    const known = counts.get(key) ?? { before: 0, after: 0 }
    known[when]++
    counts.set(key, known)
  }
  for (const { from, to } of effects) {
    count(from.map?.key, 'before')
    count(to.map?.key, 'after')
  }
  return [...counts].map(([key, number]) => ({ key, label: label(key), ...number }))
}

async function namesOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  effects: readonly MapEffect[],
): Promise<Map<AccountId, string>> {
  if (effects.length === 0) return new Map()
  const { rows } = await sql<{ id: AccountId; name: string }>`
    select id, name from accounts
    where workspace_id = ${workspaceId} and id = any(${idArray(effects.map(({ id }) => id))})
  `.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
