/** What depends on what, by identifiers that may be keys of a template or ids of a plan. */
export type Depending = { id: string; after: readonly string[] }

/**
 * The steps that wait for each other, in order from one of them back to itself; null where nothing does. Depth first:
 * a step met again while its own dependencies are still being followed closes a circle.
 */
export function findCircle(steps: readonly Depending[]): string[] | null {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const settled = new Set<string>()
  const way: string[] = []
  const follow = (id: string): string[] | null => {
    if (settled.has(id)) return null
    const at = way.indexOf(id)
    if (at >= 0) return [...way.slice(at), id]
    way.push(id)
    for (const before of byId.get(id)?.after ?? []) {
      const circle = follow(before)
      if (circle) return circle
    }
    way.pop()
    settled.add(id)
    return null
  }
  for (const { id } of steps) {
    const circle = follow(id)
    if (circle) return circle
  }
  return null
}
