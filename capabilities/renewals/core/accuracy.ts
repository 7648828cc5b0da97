import { scoreInterval } from '#capabilities/revenue/core/measures/interval.ts'

/** A forecast that was kept before a term ended, and what became of it; amounts in minor units of one currency. */
export type Told = {
  /** Percent that it was weighed with. */
  chance: number
  /** ARR that was expected, should it come about. */
  amount: number
  /** It was renewed, at whatever amount. */
  came: boolean
  /** ARR after it; 0 where it was lost. */
  actual: number
}

/** What forecasts were worth. */
export type Accuracy = {
  count: number
  /** Share whose outcome was told right, percent: more likely than not, and renewed; or neither. */
  right: number
  /** What was expected: amounts by their chances. */
  forecast: number
  actual: number
  /** How far the actual sum lay from the forecast, percent of it; null where nothing was expected. */
  error: number | null
  /** Mean squared difference of chance and outcome (Brier 1950): 0 is perfect, 0.25 is tossing a coin. */
  brier: number
  calibration: Bin[]
}

/** What was said of some renewals, from `from` up to `until` percent, and how many of them came about. */
export type Bin = { from: number; until: number; count: number; came: number; low: number; high: number }

/** Percent that one group of the calibration spans. */
const span = 10

const oneDigit = (value: number) => Math.round(value * 10) / 10

/** What some forecasts were worth; null where there is none to tell of. */
export function accuracyOf(told: readonly Told[]): Accuracy | null {
  if (told.length === 0) return null
  const sum = (of: (one: Told) => number) => told.reduce((total, one) => total + of(one), 0)
  const forecast = sum(({ amount, chance }) => Math.round((amount * chance) / 100))
  const actual = sum((one) => one.actual)
  const right = told.filter(({ chance, came }) => chance >= 50 === came).length
  const brier = sum(({ chance, came }) => (chance / 100 - (came ? 1 : 0)) ** 2) / told.length
  return {
    count: told.length,
    right: oneDigit((right / told.length) * 100),
    forecast,
    actual,
    error: forecast === 0 ? null : oneDigit((actual / forecast - 1) * 100),
    brier: Math.round(brier * 1000) / 1000,
    calibration: calibrationOf(told),
  }
}

/** What came about of what was said, by tens of percent, with the 95 % interval of the share (Wilson); 100 % is told with 90 to 100. */
export function calibrationOf(told: readonly Told[]): Bin[] {
  const bins = Map.groupBy(told, ({ chance }) => Math.min(100 - span, Math.floor(chance / span) * span))
  return [...bins]
    .toSorted(([a], [b]) => b - a)
    .map(([from, of]) => {
      const came = of.filter((one) => one.came).length
      const { low, high } = scoreInterval(came, of.length)!
      return {
        from,
        until: from + span,
        count: of.length,
        came: oneDigit((came / of.length) * 100),
        low: oneDigit(low * 100),
        high: oneDigit(high * 100),
      }
    })
}
