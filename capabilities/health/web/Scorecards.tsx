import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import { health, type Scorecard } from './apis.ts'
import { BackTest } from './BackTest.tsx'
import { CurveText } from './CurveText.tsx'
import styles from './health.module.css'

/** The scorecards in force, to be read: whom they are for, what they measure and how. */
export function Scorecards() {
  const { t } = useTranslation('health')
  const cards = useQuery(health.scorecards.queryOptions())
  if (cards.error) return <ErrorState error={cards.error} onRetry={() => void cards.refetch()} />
  return (
    <>
      <BackTest />
      <p className={`soft ${styles.lead}`}>{t('cards.lead')}</p>
      {cards.data ? null : <BoneLines widths={[60, 90, 90, 90]} height={32} />}
      {cards.data?.scorecards.map((card) => (
        <Card key={card.id} card={card} />
      ))}
    </>
  )
}

function Card({ card }: { card: Scorecard }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const { bands } = card
  const version = { version: card.version, day: format.dayPlain(format.dayOfInstant(card.publishedAt)) }
  return (
    <Section title={inLanguage(card.label, format.language)} note={t('cards.version', version)}>
      <Pairs>
        <Pair name={t('cards.when')}>{card.when === null ? t('cards.everyone') : <code>{card.when}</code>}</Pair>
        <Pair name={t('cards.bands')}>
          {t('cards.bandsLine', { healthy: bands.healthyFrom, watch: bands.watchFrom, hysteresis: bands.hysteresis })}
        </Pair>
        <Pair name={t('cards.needed')}>{t('cards.neededLine', { needed: card.confidenceNeeded })}</Pair>
      </Pairs>
      {card.dimensions.map((dimension) => (
        <div key={dimension.key} className={styles.cardTable}>
          <h3>
            {inLanguage(dimension.label, format.language)}{' '}
            <span className="quiet small num">
              {t('cards.weight')} {dimension.weight}
            </span>
          </h3>
          <MeasureTable dimension={dimension} />
        </div>
      ))}
    </Section>
  )
}

function MeasureTable({ dimension }: { dimension: Scorecard['dimensions'][number] }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  return (
    <table className={styles.measures}>
      <thead>
        <tr>
          <th scope="col">{t('cards.measure')}</th>
          <th scope="col">{t('cards.curve')}</th>
          <th scope="col">{t('cards.missing')}</th>
          <th scope="col" className={styles.figure}>
            {t('cards.weight')}
          </th>
        </tr>
      </thead>
      <tbody>
        {dimension.measures.map((measure) => (
          <tr key={measure.key}>
            <td>
              {inLanguage(measure.label, format.language)}
              <div className="quiet small">
                <code>{measure.fact}</code>
              </div>
            </td>
            <td>
              <CurveText measure={measure} />
            </td>
            <td>
              {t(`cards.policies.${measure.missing.then}`, { ...measure.missing })}
              {measure.fresh ? (
                <div className="quiet small">{t('cards.fresh', { days: measure.fresh.days })}</div>
              ) : null}
            </td>
            <td className={styles.figure} data-name={t('cards.weight')}>
              {measure.weight}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
