import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { fewestPeers, type Peers } from './peers.ts'
import { percentileOf, valueAt } from './percentile.ts'
import type { Curve } from './scorecard.ts'

/** Rounded half up to a whole number, unmoved by the last binary digit (0.5 written as 0.4999…). */
export function rounded(value: number): number {
  return Math.floor(value + 0.5 + 1e-9)
}

/**
 * The points of a value, a whole number from 0 to 100 (rounded half up); null where the curve says nothing about it.
 * `peers` are those it is compared with, if the curve compares.
 */
export function pointsOf(curve: Curve, value: FactValue, peers: Peers | null = null): number | null {
  const points = exactPoints(curve, value, peers)
  return points === null ? null : Math.min(100, Math.max(0, rounded(points)))
}

/** A value's place among peers, percent; null where it is no number, or there are too few of them. */
export function placeAmong(peers: Peers | null, value: FactValue): number | null {
  if (typeof value !== 'number' || !peers || peers.size < fewestPeers) return null
  return percentileOf(peers.cuts, value)
}

function exactPoints(curve: Curve, value: FactValue, peers: Peers | null): number | null {
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
    case 'percentile': {
      const place = placeAmong(peers, value)
      return place === null ? null : onLine(curve.corners, place)
    }
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
export function bestValue(curve: Curve, now: FactValue, peers: Peers | null = null): FactValue {
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
    case 'line':
      return bestPlace(curve.corners, typeof now === 'number' ? now : 0)
    case 'percentile': {
      const best = bestPlace(curve.corners, placeAmong(peers, now) ?? 0)
      return best === null || !peers ? null : valueAt(peers.cuts, best)
    }
  }
}

function bestPlace(corners: readonly { at: number; points: number }[], from: number): number | null {
  const most = Math.max(...corners.map((corner) => corner.points))
  const best = corners.filter((corner) => corner.points === most).map((corner) => corner.at)
  return best.sort((a, b) => Math.abs(a - from) - Math.abs(b - from))[0] ?? null
}
