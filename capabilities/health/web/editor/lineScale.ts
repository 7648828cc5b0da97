/** The part of a fact's values that a drawing shows. */
export type Domain = { from: number; to: number }

/** From the first corner to the last, with some room on both sides. */
export function domainOf(corners: readonly { at: number }[]): Domain {
  const places = corners.map(({ at }) => at)
  const [least, most] = [Math.min(...places), Math.max(...places)]
  const span = most - least || Math.max(1, Math.abs(most))
  return { from: least - span * 0.08, to: most + span * 0.08 }
}

/** A round step by which a corner moves: about a fortieth of what is shown; whole where values are counted. */
export function stepOf({ from, to }: Domain, whole: boolean): number {
  const rough = (to - from) / 40
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((nice) => nice * power >= rough) ?? 10) * power
  return whole ? Math.max(1, Math.round(step)) : step
}

/** A corner at the nearest step, strictly between its neighbours, within 0 and 100 points. */
export function placed(
  corners: readonly { at: number; points: number }[],
  index: number,
  to: { at: number; points: number },
  step: number,
): { at: number; points: number } {
  const [before, after] = [corners[index - 1]?.at, corners[index + 1]?.at]
  const own = corners[index]!.at
  const at = exact(Math.round(to.at / step) * step)
  const isBetween = (before === undefined || at > before) && (after === undefined || at < after)
  const nearest = at < own ? exact((before ?? own) + step) : exact((after ?? own) - step)
  const fits = (before === undefined || nearest > before) && (after === undefined || nearest < after)
  return { at: isBetween ? at : fits ? nearest : own, points: Math.round(Math.min(100, Math.max(0, to.points))) }
}

/** Where a new corner comes to stand: in the widest gap, on the line. */
export function newCorner(corners: readonly { at: number; points: number }[]): {
  index: number
  at: number
  points: number
} {
  let index = 1
  for (let i = 1; i < corners.length; i++)
    if (corners[i]!.at - corners[i - 1]!.at > corners[index]!.at - corners[index - 1]!.at) index = i
  const [from, to] = [corners[index - 1]!, corners[index]!]
  return { index, at: exact((from.at + to.at) / 2), points: Math.round((from.points + to.points) / 2) }
}

function exact(value: number): number {
  return Math.round(value * 1e9) / 1e9
}
