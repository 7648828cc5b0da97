import type { Judged } from './judged.ts'

/** Judgements of like probability: what was said, and what came. */
export type CalibrationBin = { readonly judged: number; readonly said: number; readonly came: number }

export type Calibration = {
  readonly bins: readonly CalibrationBin[]
  /** Mean distance between what was said and what came, by how many it was said of (expected calibration error). */
  readonly error: number
  /** Mean square of the distance between each probability and what happened, 0 or 1 (Brier 1950). */
  readonly brier: number
}

/** Whether probabilities of loss (`risk` from 0 to 1) came true, in bins of equally many. */
export function calibration(judged: readonly Judged[], count = 10): Calibration {
  const sorted = judged.toSorted((a, b) => a.risk - b.risk)
  const bins: CalibrationBin[] = []
  for (let bin = 0; bin < count; bin++) {
    const own = sorted.slice(Math.round((bin * sorted.length) / count), Math.round(((bin + 1) * sorted.length) / count))
    if (own.length > 0)
      bins.push({ judged: own.length, said: mean(own, ({ risk }) => risk), came: mean(own, happened) })
  }
  const error = bins.reduce((sum, { judged: n, said, came }) => sum + n * Math.abs(said - came), 0) / sorted.length
  return { bins, error, brier: mean(sorted, (one) => (one.risk - happened(one)) ** 2) }
}

function happened({ lost }: Judged): number {
  return lost ? 1 : 0
}

function mean(judged: readonly Judged[], value: (one: Judged) => number): number {
  return judged.reduce((sum, one) => sum + value(one), 0) / judged.length
}
