import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FactValue, useFactText } from '#web/ui/FactValue.tsx'
import { Section } from '#web/ui/Section.tsx'
import { health } from '../apis.ts'
import styles from './proof.module.css'

/** In what a customer is nearest to where earlier ones stood when they left; nothing is shown where nothing can be said. */
export function NearestLevel({ accountId }: { accountId: string }) {
  const { t } = useTranslation('proof')
  const format = useFormat()
  const text = useFactText()
  const { data } = useQuery(health.studies.nearest.queryOptions({ input: { id: accountId } }))
  const nearest = data?.nearest
  if (!nearest) return null
  const { fact, value, level, usual, way, worse, lost } = nearest
  const isReached = way >= 1
  const shown = (figure: number) => <FactValue fact={fact} value={figure} />
  const share = Math.round(Math.min(1, way) * 100)
  const rest = Math.abs(Math.round((level - value) * 10) / 10)
  return (
    <Section title={t('nearest.title')} note={t('nearest.note', { lost: format.number(lost) })}>
      <p>
        <b>{inLanguage(fact.label, format.language)}</b> {shown(value)}{' '}
        {isReached ? t('nearest.reached') : t(`nearest.left.${worse}`, { rest: text(fact, rest) })}
      </p>
      <div
        className={styles.way}
        role="img"
        aria-label={t('nearest.bar', { share: format.percent(share) })}
        data-reached={isReached || undefined}
      >
        <i style={{ width: `${share}%` }} />
      </div>
      <div className={`quiet small ${styles.wayEnds}`}>
        <span>
          {t('nearest.usual')} {shown(usual)}
        </span>
        <span>
          {t('nearest.level')} {shown(level)}
        </span>
      </div>
    </Section>
  )
}
