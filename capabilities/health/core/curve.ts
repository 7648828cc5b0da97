import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Curve } from './scorecard.ts'

/** Rounded half up to a whole number, unmoved by the last binary digit (0.5 written as 0.4999…). */
export function rounded(value: number): number {
  return Math.floor(value + 0.5 + 1e-9)
}

/** The points of a value, a whole number from 0 to 100 (rounded half up); null where the curve says nothing about it. */
export function pointsOf(curve: Curve, value: FactValue): number | null {
  const points = exactPoints(curve, value)
  return points === null ? null : Math.min(100, Math.max(0, rounded(points)))
}

function exactPoints(curve: Curve, value: FactValue): number | null {
  switch (curve.shape) {
    case 'yes_no':
      return typeof value === 'boolean' ? (value ? curve.yes : curve.no) : null
    case 'choice':
      return typeof value === 'string' ? (curve.points[value] ?? null) : null
    case 'bands': {
      if (typeof value !== 'number') return null
      let points = curve.below
      for (const band of curve.bands) if (value >= band.from) points = band.points
      return points
    }
    case 'line':
      return typeof value === 'number' ? onLine(curve.corners, value) : null
  }
}

function onLine(corners: readonly { at: number; points: number }[], value: number): number | null {
  const first = corners[0]
  if (!first) return null
  if (value <= first.at) return first.points
  for (let i = 1; i < corners.length; i++) {
    const [from, to] = [corners[i - 1]!, corners[i]!]
    if (value <= to.at) return from.points + ((to.points - from.points) * (value - from.at)) / (to.at - from.at)
  }
  return corners.at(-1)!.points
}

/** The value nearest to the present one that earns the curve's most points: what to aim for. */
export function bestValue(curve: Curve, now: FactValue): FactValue {
  switch (curve.shape) {
    case 'yes_no':
      return curve.yes >= curve.no
    case 'choice': {
      const best = Object.entries(curve.points).sort((a, b) => b[1] - a[1])[0]
      return best?.[0] ?? null
    }
    case 'bands': {
      const most = Math.max(...curve.bands.map((band) => band.points))
      return curve.bands.find((band) => band.points === most)?.from ?? null
    }
    case 'line': {
      const most = Math.max(...curve.corners.map((corner) => corner.points))
      const best = curve.corners.filter((corner) => corner.points === most).map((corner) => corner.at)
      const from = typeof now === 'number' ? now : 0
      return best.sort((a, b) => Math.abs(a - from) - Math.abs(b - from))[0] ?? null
    }
  }
}
