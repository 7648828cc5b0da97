/**
 * What somebody bought: `repeats` times after the first, the last time `last` after it, seen until `age` after it. Times in
 * any unit, all alike.
 */
export type BuyingHistory = { readonly repeats: number; readonly last: number; readonly age: number }

/** Likely is added up once for those who are alike, by how many they are. */
export function alike<T extends object>(histories: readonly T[]): { one: T; count: number }[] {
  const groups = new Map<string, { one: T; count: number }>()
  for (const one of histories) {
    const key = Object.values(one).join(' ')
    const group = groups.get(key)
    if (group) group.count++
    else groups.set(key, { one, count: 1 })
  }
  return [...groups.values()]
}
