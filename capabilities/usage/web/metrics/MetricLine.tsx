import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import type { Metric, Use } from './apis.ts'
import styles from './metrics.module.css'
import { useDescribe } from './useDescribe.ts'
import { useMetricMoves } from './usePublish.ts'

const usesShown = 4

/** One metric: its name, what it counts, how far its past is computed, and what can be done with it. */
export function MetricLine({
  metric,
  uses,
  may,
  onEdit,
  onCopy,
  onVersions,
}: {
  metric: Metric
  /** What asks about it. */
  uses: readonly Use[]
  may: boolean
  onEdit: () => void
  onCopy: () => void
  onVersions: () => void
}) {
  const { t } = useTranslation('metrics')
  const format = useFormat()
  const describe = useDescribe()
  const moves = useMetricMoves()
  const { definition, origin, archived, fill, version } = metric
  const name = inLanguage(definition.label, format.language)
  const said = describe(definition)
  const useText = (use: Use) => t(`uses.${use.kind}`, { name: inLanguage(use.name, format.language) })
  const versions = version > 0 ? [{ label: t('versions'), onChoose: onVersions }] : []
  const away = {
    label: t(origin === 'changed' ? 'backToReady' : 'archive'),
    onChoose: () => moves.archive(metric),
    danger: true,
  }
  const choices = archived
    ? [{ label: t('restore'), onChoose: () => moves.restore(metric) }, ...versions]
    : [
        { label: t('edit'), onChoose: onEdit },
        { label: t('copy'), onChoose: onCopy },
        ...versions,
        ...(origin === 'ready' ? [] : [away]),
      ]
  return (
    <div className={styles.line}>
      <div className={styles.names}>
        <strong>{name}</strong> <code>metric.{metric.key}</code>
        {said === name ? null : <div className="quiet small">{said}</div>}
        {uses.length > 0 ? (
          <div className="quiet small">
            {t('usedBy', {
              names: uses
                .slice(0, usesShown)
                .map(useText)
                .join(format.language === 'ja' ? '、' : ', '),
            })}
            {uses.length > usesShown ? t('usedMore', { count: uses.length - usesShown }) : null}
          </div>
        ) : null}
      </div>
      <div className={styles.about}>
        {archived ? <Chip>{t('archived')}</Chip> : null}
        {origin === 'changed' ? <Chip tone="info">{t('changed')}</Chip> : null}
        {fill && !archived ? <FillState fill={fill} /> : null}
        {version > 0 && origin !== 'ready' ? <span>{t('version', { version })}</span> : null}
        {may ? <MoreMenu label={t('menu', { name })} choices={choices} /> : null}
      </div>
    </div>
  )
}

/** How far the past of a metric is computed. */
function FillState({ fill: { state, from, percent } }: { fill: NonNullable<Metric['fill']> }) {
  const { t } = useTranslation('metrics')
  const format = useFormat()
  if (state === 'done') return from ? <span>{t('filledFrom', { day: format.dayTable(from) })}</span> : null
  if (state === 'waiting') return <Chip tone="info">{t('fillWaiting')}</Chip>
  return (
    <span role="status">
      <progress className={styles.progress} max={100} value={percent} aria-label={t('filling', { percent })} />{' '}
      {t('filling', { percent })}
    </span>
  )
}
