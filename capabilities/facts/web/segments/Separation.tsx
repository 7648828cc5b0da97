import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { SegmentAnswer } from './SegmentPage.tsx'
import styles from './segmentPage.module.css'

type Strength = 'none' | 'weak' | 'middle' | 'strong'

/** In words, by the marks of Cohen (Statistical Power Analysis for the Behavioral Sciences, 1988): what each begins with. */
function strengthOf(value: number, [weak, middle, strong]: readonly [number, number, number]): Strength {
  return value >= strong ? 'strong' : value >= middle ? 'middle' : value >= weak ? 'weak' : 'none'
}
const ofVariance = [0.01, 0.06, 0.14] as const
const ofTie = [0.1, 0.3, 0.5] as const

/** How well the segment's axis tells healthy from unhealthy customers and those who stay from those who leave. */
export function Separation({ answer: { axis, separation } }: { answer: SegmentAnswer }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const { measure, outcome, groups, circular } = separation
  const places = (value: number) => value.toFixed(2)
  return (
    <Section
      title={t('page.separation', { axis: inLanguage(axis.label, format.language) })}
      note={t('page.separationNote', { count: groups })}
    >
      {measure ? (
        <p>
          {t('page.explains', {
            fact: inLanguage(measure.label, format.language),
            percent: format.percent(measure.omega2 * 100),
            strength: t(`page.strengths.${strengthOf(measure.omega2, ofVariance)}`),
          })}
          <span className={`quiet small num ${styles.formula}`}>
            {t('page.explainsMore', { eta2: places(measure.eta2), omega2: places(measure.omega2) })}
          </span>
        </p>
      ) : null}
      {outcome ? (
        <p>
          {t('page.tied', { strength: t(`page.strengths.${strengthOf(outcome.v, ofTie)}`) })}
          <span className={`quiet small num ${styles.formula}`}>{t('page.tiedMore', { v: places(outcome.v) })}</span>
        </p>
      ) : null}
      {circular.length > 0 && (measure || outcome) ? <p className="quiet small">{t('page.circular')}</p> : null}
      {measure || outcome ? null : <p className="quiet">{t('page.untold')}</p>}
    </Section>
  )
}
