/**
 * The positive numbers at which a function is largest, by the downhill simplex on their logarithms (Nelder & Mead 1965),
 * begun anew from where it came to rest until that changes nothing any more.
 */
export function maximise(value: (at: readonly number[]) => number, start: readonly number[]): number[] {
  const cost = (logs: readonly number[]) => {
    const found = value(logs.map(Math.exp))
    return Number.isFinite(found) ? -found : Number.MAX_VALUE
  }
  let best = { at: start.map(Math.log), cost: Number.POSITIVE_INFINITY }
  for (let round = 0; round < 20; round++) {
    const found = descend(cost, best.at)
    const gained = best.cost - found.cost
    best = found
    if (gained < Math.abs(found.cost) * 1e-13) break
  }
  return best.at.map(Math.exp)
}

type Corner = { at: number[]; cost: number }

function descend(cost: (at: readonly number[]) => number, start: readonly number[]): Corner {
  const corner = (at: number[]): Corner => ({ at, cost: cost(at) })
  const corners = [corner([...start]), ...start.map((_, i) => corner(start.map((x, j) => (i === j ? x + 0.25 : x))))]
  for (let step = 0; step < 4000; step++) {
    corners.sort((a, b) => a.cost - b.cost)
    const [best, worst, next] = [corners[0]!, corners.at(-1)!, corners.at(-2)!]
    if (width(corners) < 1e-9) break
    const others = corners.slice(0, -1)
    const middle = start.map((_, i) => others.reduce((sum, { at }) => sum + at[i]!, 0) / others.length)
    const along = (far: number) => corner(middle.map((m, i) => m + far * (m - worst.at[i]!)))
    const reflected = along(1)
    if (reflected.cost < best.cost) {
      const further = along(2)
      corners[corners.length - 1] = further.cost < reflected.cost ? further : reflected
    } else if (reflected.cost < next.cost) {
      corners[corners.length - 1] = reflected
    } else {
      const nearer = along(reflected.cost < worst.cost ? 0.5 : -0.5)
      if (nearer.cost < Math.min(worst.cost, reflected.cost)) corners[corners.length - 1] = nearer
      else corners.splice(1, start.length, ...corners.slice(1).map(({ at }) => corner(halfway(at, best.at))))
    }
  }
  corners.sort((a, b) => a.cost - b.cost)
  return corners[0]!
}

function width(corners: readonly Corner[]): number {
  const [best, ...others] = corners
  return Math.max(...others.flatMap(({ at }) => at.map((x, i) => Math.abs(x - best!.at[i]!))))
}

function halfway(from: readonly number[], to: readonly number[]): number[] {
  return from.map((x, i) => (x + to[i]!) / 2)
}
