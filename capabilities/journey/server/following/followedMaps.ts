import type { Label } from '#capabilities/facts/core/fact.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { readMaps, type StoredMap } from '../maps.ts'

/** A map with all its versions: its phases in the order of the newest, then those that only older ones have. */
export type FollowedMap = {
  key: string
  label: Label
  versions: readonly StoredMap[]
  phases: readonly { key: string; label: Label; old: boolean }[]
}

/** The maps of a workspace, all versions of each together. */
export function followedMaps(maps: readonly StoredMap[]): FollowedMap[] {
  return maps
    .filter(({ newest }) => newest)
    .map(({ key, map }) => {
      const versions = maps.filter((one) => one.key === key)
      const phases = new Map(map.phases.map((phase) => [phase.key, { key: phase.key, label: phase.label, old: false }]))
      for (const phase of versions.flatMap((one) => one.map.phases))
        if (!phases.has(phase.key)) phases.set(phase.key, { key: phase.key, label: phase.label, old: true })
      return { key, label: map.label, versions, phases: [...phases.values()] }
    })
}

/** What milestones are called, by key, newer versions first. */
export function milestoneLabels(maps: readonly StoredMap[]): ReadonlyMap<string, Label> {
  const labels = new Map<string, Label>()
  for (const { map } of maps)
    for (const { key, label } of map.phases.flatMap((phase) => phase.milestones))
      if (!labels.has(key)) labels.set(key, label)
  return labels
}

/** The map that is asked for, or the first one. */
export async function theMap(
  tx: Tx,
  workspaceId: WorkspaceId,
  key: string | undefined,
): Promise<FollowedMap | undefined> {
  const maps = followedMaps(await readMaps(tx, workspaceId))
  return maps.find((map) => map.key === key) ?? maps[0]
}
