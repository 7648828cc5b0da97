import type { Moving } from '../contract/maps.ts'
import type { JourneyMap } from '../core/map.ts'
import type { StoredMap } from './maps.ts'

/** Stands for a version that was not published yet. */
const unpublished = '00000000-0000-0000-0000-000000000000'

/** Where a new map is tried: before the first that takes everybody, so that its turn comes at all. */
export function placeOfNew(tried: readonly StoredMap[]): number {
  const rest = tried.findIndex(({ map }) => map.when == null)
  return rest < 0 ? tried.length : rest
}

/** The maps as they would be with another version of one of them, or with a new one. */
export function withDraft(maps: readonly StoredMap[], map: JourneyMap, moving: Moving): StoredMap[] {
  const { key } = map
  const newest = maps.find((one) => one.key === key && one.newest)
  const next: StoredMap = {
    id: unpublished,
    key,
    version: (newest?.version ?? 0) + 1,
    map,
    note: null,
    publishedAt: new Date(0),
    publishedBy: null,
    newest: true,
    used: newest?.used ?? true,
    newOnly: newOnlyAfter(newest, moving),
  }
  if (newest) {
    const older = maps.map((one) => (one.key === key ? { ...one, newest: false, newOnly: next.newOnly } : one))
    return older.toSpliced(maps.indexOf(newest), 0, next)
  }
  const rest = maps.findIndex((one) => one.newest && one.used && one.map.when == null)
  return maps.toSpliced(rest < 0 ? maps.length : rest, 0, next)
}

/** Whether customers of other maps stay there: as it was said when the map began, until it is published for all. */
export function newOnlyAfter(newest: StoredMap | undefined, { who }: Moving): boolean {
  if (who === 'all') return false
  return newest?.newOnly ?? true
}
