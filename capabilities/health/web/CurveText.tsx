import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { useFactText } from '#web/ui/FactValue.tsx'
import type { Scorecard } from './apis.ts'
import { useCatalogue } from './editor/useCatalogue.ts'
import styles from './health.module.css'

type Measure = Scorecard['dimensions'][number]['measures'][number]

/** How a value becomes points: a small picture for lines, and the figures in words. */
export function CurveText({ measure: { curve, fact, shown } }: { measure: Measure }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const text = useFactText()
  const said = (value: number | string) => text({ key: fact, ...shown }, value)
  const catalogue = useCatalogue()
  const name = (key: string) => inLanguage(catalogue.get(key)?.label ?? { ja: key, en: key }, format.language)
  const points = (value: number) => t('cards.points', { points: value })
  switch (curve.shape) {
    case 'line':
      return (
        <>
          <Line corners={curve.corners} />
          <span className="quiet small num">
            {curve.corners.map(({ at, points: earns }) => `${said(at)} → ${points(earns)}`).join(' / ')}
          </span>
        </>
      )
    case 'percentile':
      return (
        <>
          <Line corners={curve.corners} />
          <span className="quiet small num">
            {t(curve.within === null ? 'cards.amongAll' : 'cards.amongAlike', { fact: name(curve.within ?? '') })}{' '}
            {curve.corners.map(({ at, points: earns }) => `${at}% → ${points(earns)}`).join(' / ')}
          </span>
        </>
      )
    case 'bands':
      return (
        <span className="num">
          {curve.bands
            .map(({ from, points: earns }) => `${t('cards.from', { value: said(from) })} ${points(earns)}`)
            .join(' / ')}
        </span>
      )
    case 'yes_no':
      return (
        <span className="num">
          {t('cards.yes')} {points(curve.yes)} / {t('cards.no')} {points(curve.no)}
        </span>
      )
    case 'choice':
      return (
        <span className="num">
          {Object.entries(curve.points)
            .sort(([, a], [, b]) => b - a)
            .map(([key, earns]) => `${said(key)} ${points(earns)}`)
            .join(' / ')}
        </span>
      )
  }
}

const width = 96
const height = 24

function Line({ corners }: { corners: readonly { at: number; points: number }[] }) {
  const first = corners[0]
  const last = corners.at(-1)
  if (!first || !last || first === last) return null
  const x = (at: number) => 2 + ((at - first.at) / (last.at - first.at)) * (width - 4)
  const y = (points: number) => height - 2 - (points / 100) * (height - 4)
  const path = corners.map(({ at, points }, index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(points)}`).join('')
  return (
    <svg width={width} height={height} className={styles.curve} aria-hidden="true">
      <path d={`M0 ${height - 1}H${width}`} stroke="var(--line)" />
      <path d={path} fill="none" stroke="var(--brand)" strokeWidth={1.5} strokeLinejoin="round" />
    </svg>
  )
}
