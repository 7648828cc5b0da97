import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import styles from './health.module.css'

type Bin = { judged: number; said: number; came: number }

const [width, height, edge] = [300, 200, 34]

/** Whether what was said came true: ten groups of customers, on the line where it did. */
export function Calibration({ bins, error }: { bins: readonly Bin[]; error: number }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const top = Math.min(
    1,
    Math.max(0.1, Math.ceil(Math.max(...bins.flatMap(({ said, came }) => [said, came])) * 10) / 10),
  )
  const x = (share: number) => edge + (share / top) * (width - edge - 20)
  const y = (share: number) => height - edge - (share / top) * (height - edge - 8)
  const percent = (share: number) => format.percent(Math.round(share * 1000) / 10)
  const ticks = [0, top / 2, top]
  return (
    <figure className={styles.calibration}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('risk.calibration')}>
        <line x1={x(0)} y1={y(0)} x2={x(top)} y2={y(top)} className={styles.truth} />
        {ticks.map((tick) => (
          <g key={tick}>
            <text x={x(tick)} y={height - edge + 14} textAnchor="middle">
              {percent(tick)}
            </text>
            <text x={edge - 4} y={y(tick) + 4} textAnchor="end">
              {percent(tick)}
            </text>
          </g>
        ))}
        {bins.map((bin) => (
          <circle key={`${bin.said} ${bin.came}`} cx={x(bin.said)} cy={y(bin.came)} r={4.5} className={styles.came}>
            <title>{t('risk.bin', { judged: bin.judged, said: percent(bin.said), came: percent(bin.came) })}</title>
          </circle>
        ))}
        <text x={x(top / 2)} y={height - 4} textAnchor="middle">
          {t('risk.said')}
        </text>
      </svg>
      <figcaption className="soft small">
        {t('risk.calibrationMeans', { error: format.number(Math.round(error * 1000) / 10) })}
      </figcaption>
    </figure>
  )
}
