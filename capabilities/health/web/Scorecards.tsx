import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Pair, Pairs, Row, Section } from '#web/ui/Section.tsx'
import { health, type Scorecard } from './apis.ts'
import { CurveText } from './CurveText.tsx'
import { CardActions } from './editor/CardActions.tsx'
import styles from './health.module.css'
import { TouchNorms } from './TouchNorms.tsx'
import { useScopeWords } from './useScopeWords.ts'

/** The scorecards in force, to be read: whom they are for, what they measure and how. Whoever may shapes them from here. */
export function Scorecards() {
  const { t } = useTranslation('health')
  const { t: words } = useTranslation('scorecards')
  const may = useMay('health.manage')
  const cards = useQuery(health.cards.all.queryOptions())
  if (cards.error) return <ErrorState error={cards.error} onRetry={() => void cards.refetch()} />
  const { scorecards = [], off = [] } = cards.data ?? {}
  return (
    <>
      <div className={styles.cardsHead}>
        <p className="soft">
          {t('cards.lead')}{' '}
          <Link to="/settings/$part" params={{ part: 'proof' }}>
            {t('cards.proof')}
          </Link>
        </p>
        {may ? (
          <Link to="/settings/scorecards/$card" params={{ card: 'new' }} className={styles.linkButton}>
            {words('act.create')}
          </Link>
        ) : null}
      </div>
      {cards.data ? null : <BoneLines widths={[60, 90, 90, 90]} height={32} />}
      {scorecards.map((card) => (
        <Card key={card.id} card={card} actions={may ? <CardActions card={card} cards={scorecards} /> : null} />
      ))}
      {off.length > 0 ? (
        <Section title={words('offTitle')}>
          {off.map((card) => (
            <OffCard key={card.id} card={card} actions={may ? <CardActions card={card} cards={null} /> : null} />
          ))}
        </Section>
      ) : null}
      <TouchNorms />
    </>
  )
}

function Card({ card, actions }: { card: Scorecard; actions: ReactNode }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const said = useScopeWords()
  const { bands } = card
  const version = { version: card.version, day: format.dayPlain(format.dayOfInstant(card.publishedAt)) }
  return (
    <Section title={inLanguage(card.label, format.language)} note={t('cards.version', version)} actions={actions}>
      <Pairs>
        <Pair name={t('cards.when')}>
          {card.when === null ? t('cards.everyone') : (said(card.when) ?? <code>{card.when}</code>)}
        </Pair>
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

/** One that is kept but not used. */
function OffCard({ card, actions }: { card: Scorecard; actions: ReactNode }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const version = { version: card.version, day: format.dayPlain(format.dayOfInstant(card.publishedAt)) }
  return (
    <Row end={actions}>
      {inLanguage(card.label, format.language)} <span className="quiet small">{t('cards.version', version)}</span>
    </Row>
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
