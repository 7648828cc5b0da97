import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import type { Forecast } from '../apis.ts'
import styles from './forecast.module.css'

const parts = ['won', 'commit', 'likely', 'at_risk', 'unjudged', 'called_lost', 'lost'] as const

/** How the judgements share what is up for renewal, as one bar; the same figures stand in the table. */
export function Shares({ label, forecast, legend = false }: { label: string; forecast: Forecast; legend?: boolean }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const shown = parts.filter((part) => forecast[part] > 0)
  const all = shown.reduce((sum, part) => sum + forecast[part], 0)
  if (all === 0) return null
  return (
    <figure className={styles.shares} data-legend={legend || undefined}>
      <div className={styles.bar} role="img" aria-label={t('forecast.shares', { label })}>
        {shown.map((part) => (
          <span
            key={part}
            data-part={part}
            style={{ flexGrow: forecast[part] }}
            title={`${t(`forecast.columns.${part}`)} ${format.money(forecast[part])}`}
          />
        ))}
      </div>
      {legend ? (
        <figcaption className={styles.legend}>
          {shown.map((part) => (
            <span key={part}>
              <i data-part={part} /> {t(`forecast.columns.${part}`)}{' '}
              <span className="num quiet">{format.percent(Math.round((forecast[part] / all) * 100))}</span>
            </span>
          ))}
        </figcaption>
      ) : null}
    </figure>
  )
}
