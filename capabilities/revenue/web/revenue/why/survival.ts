import { normal95, spreadUntil } from '#capabilities/revenue/core/survival/kaplanMeier.ts'
import type { Definition } from '#capabilities/revenue/web/definition.ts'
import type { Cohorts } from '../apis.ts'
import { exactShare, rounded, share, type Words } from './figures.ts'

export type Curve = Cohorts['curves'][number]

/** How the share that is kept beyond a month comes about: what was kept before it, by who was seen then and left. */
export function stepDefinition(curve: Curve, at: number, { t, format }: Words): Definition {
  const { time, atRisk, lost, kept, low, high } = curve.steps[at]!
  const before = curve.steps[at - 1]?.kept ?? 1
  const error = rounded(Math.sqrt(spreadUntil(curve.steps, time)), 6)
  const bound = (name: string, sign: '+' | '−', value: number) => ({
    name,
    terms: [{ name: t('curve.kept'), text: exactShare(kept) }],
    by: [
      { how: '×' as const, name: t('curve.factor', { sign }), text: `exp(${sign}${normal95.toFixed(2)} × ${error})` },
    ],
    value: share(value, format),
  })
  return {
    name: t('curve.keptAt', { count: time }),
    told: [t('curve.seen', { time, atRisk: format.number(atRisk), count: lost })],
    terms: [{ name: t('curve.before'), text: exactShare(before) }],
    by: [
      { how: '×', name: t('curve.stayed'), text: `(${atRisk} − ${lost})` },
      { how: '÷', name: t('curve.atRisk'), text: String(atRisk) },
    ],
    parts:
      low === null || high === null
        ? []
        : [bound(t('curve.low'), '−', low), bound(high === 1 ? t('curve.highCut') : t('curve.high'), '+', high)],
    value: share(kept, format),
  }
}

/** The share that is kept as far as anybody was seen. */
export function keptNowDefinition(curve: Curve, words: Words): Definition {
  const { steps, seen } = curve
  if (steps.length > 0) return stepDefinition(curve, steps.length - 1, words)
  const { t, format } = words
  return {
    name: t('curve.keptAt', { count: seen }),
    told: [t('curve.nobodyLeft', { count: seen })],
    terms: [],
    value: share(1, format),
  }
}

/** How many left: who left in each month. */
export function lostDefinition(curve: Curve, { t, format }: Words): Definition {
  return {
    name: t('curve.lost'),
    told: [t('curve.first', { count: curve.size })],
    terms: curve.steps.map(({ time, lost }) => ({
      name: t('curve.lostAt', { count: time }),
      text: format.number(lost),
    })),
    value: format.number(curve.lost),
    conventions: ['churnCounts', 'pauses'],
  }
}

/** Who is still seen: all but those who left. */
export function stillDefinition(curve: Curve, { t, format }: Words): Definition {
  return {
    name: t('curve.still'),
    told: [t('curve.censored')],
    terms: [
      { name: t('curve.size'), text: format.number(curve.size) },
      { name: t('curve.lost'), text: format.number(curve.lost), sign: '−' },
    ],
    value: format.number(curve.size - curve.lost),
  }
}

/** After how many months half have left: where the curve comes down to a half, and where its bounds do. */
export function medianDefinition({ steps, median, seen }: Curve, value: string, { t, format }: Words): Definition {
  const [at, last] = [steps.findIndex(({ kept }) => kept <= 0.5), steps.at(-1)]
  const reached = (bound: 'low' | 'high', time: number | null) =>
    time === null ? t(`curve.${bound}Never`) : t(`curve.${bound}Half`, { count: time })
  const told =
    at < 0 || median.time === null
      ? [
          last
            ? t('curve.notYet', { kept: share(last.kept, format), count: last.time })
            : t('curve.nobodyLeft', { count: seen }),
        ]
      : [
          t('curve.half', {
            before: share(steps[at - 1]?.kept ?? 1, format),
            kept: share(steps[at]!.kept, format),
            count: steps[at]!.time,
          }),
          reached('low', median.low),
          reached('high', median.high),
        ]
  return { name: t('curve.median'), told, terms: [], value }
}
