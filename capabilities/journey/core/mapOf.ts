import type { JourneyMap } from './map.ts'

/** A version of a map with how it is followed. */
export type Followed = {
  id: string
  key: string
  map: Pick<JourneyMap, 'when'>
  /** The newest version of its key. */
  newest: boolean
  /** Whether the map is in use. */
  used: boolean
  /** Customers who are on another map stay there, also where this one fits. */
  newOnly: boolean
}

/**
 * The version of the map that an account follows: the first map in their order that is meant for it, in the version that
 * it is on already, else in the newest. Where none fits, the last one takes it. `tried`: the maps in use (`mapsTried`);
 * `current`: the version it is on.
 */
export function mapOf<Version extends Followed>(
  tried: readonly Version[],
  current: Version | null,
  holds: (condition: string) => boolean,
): Version | null {
  const isMeant = ({ key, map, newOnly }: Version) => {
    if (newOnly && current?.used && current.key !== key) return false
    return map.when == null || holds(map.when)
  }
  const found = tried.find(isMeant) ?? (current?.used ? current : tried.at(-1))
  return found?.key === current?.key ? current : (found ?? current)
}

/** The newest versions of maps in use, in the order in which they are tried. */
export function mapsTried<Version extends Followed>(maps: readonly Version[]): Version[] {
  return maps.filter(({ newest, used }) => newest && used)
}
