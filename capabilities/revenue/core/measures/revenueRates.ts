import type { MeasureConventions } from '../conventions.ts'
import type { PeriodFigures } from './figures.ts'

/** Every rate is a share (0.05 is 5 %); null where there is nothing to divide by. */
export type Share = number | null

const of = (part: number, whole: number): Share => (whole > 0 ? part / whole : null)

/** What MRR grew by in a period, and where it ended (Stripe, Billing metric definitions). */
export function rollForward(figures: PeriodFigures): { growth: number; closing: number } {
  const gained = figures.new + figures.reactivation + figures.expansion
  const growth = gained - figures.churn - figures.contraction + figures.fx
  return { growth, closing: figures.opening + growth }
}

/** NRR and GRR from movements: what stayed of the MRR at the beginning, with and without what was sold to the same customers. */
export function retentionOfMovements(
  { opening, expansion, contraction, churn, reactivation }: PeriodFigures,
  { reactivationInRetention }: Pick<MeasureConventions, 'reactivationInRetention'>,
): { nrr: Share; grr: Share } {
  const back = reactivationInRetention === 'counted' ? reactivation : 0
  return {
    nrr: of(opening + expansion + back - contraction - churn, opening),
    grr: of(Math.max(0, opening - contraction - churn), opening),
  }
}

/** MRR lost in a period, of that at its beginning: churn and contraction (ChartMogul, MRR Churn Rate). */
export function grossChurnRate({ opening, contraction, churn }: PeriodFigures): Share {
  return of(contraction + churn, opening)
}

/** The same taken day by day and added up, for customers who come and go within a month (ChartMogul, Shopify B2C). */
export function grossChurnByDay(days: readonly PeriodFigures[]): Share {
  const shares = days.flatMap((figures) => grossChurnRate(figures) ?? [])
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0)
}

/** MRR lost less MRR gained from customers there were, of that at the beginning; below 0 where more was gained. */
export function netChurnRate(
  { opening, churn, contraction, expansion, reactivation }: PeriodFigures,
  { netChurn }: Pick<MeasureConventions, 'netChurn'>,
): Share {
  return netChurn === 'churn_alone'
    ? of(churn - expansion, opening)
    : of(churn + contraction - expansion - reactivation, opening)
}

/** What MRR grew by within a period, of that at its beginning (Chargebee, Scheduled and Growth MRR). */
export function growthRate(figures: PeriodFigures): Share {
  return of(rollForward(figures).growth, figures.opening)
}

/** MRR gained for each unit lost; null where nothing was lost. */
export function quickRatio(
  figures: PeriodFigures,
  { quickRatio: form }: Pick<MeasureConventions, 'quickRatio'>,
): Share {
  const back = form === 'with_reactivation' ? figures.reactivation : 0
  return of(figures.new + figures.expansion + back, figures.churn + figures.contraction)
}

/** A part of expansion (upsell, cross-sell) of the MRR at the beginning. */
export function expansionRate(part: number, { opening }: PeriodFigures): Share {
  return of(part, opening)
}
