import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { outcomes } from '#capabilities/cockpit/core/words.ts'
import { useFormat } from '#web/session.ts'
import { Because } from '#web/ui/Because.tsx'
import { GradeMark } from '#web/ui/Chip.tsx'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import { cockpit } from '../apis.ts'
import type { Rule } from './apis.ts'
import styles from './rules.module.css'

const grades = ['healthy', 'watch', 'risk', 'unknown'] as const

/** How a rule has done since it watches: its CTAs by what came of them, and the customers 30 and 90 days later. */
export function RecordSection({ rule }: { rule: Rule }) {
  const { t } = useTranslation(['rules', 'cockpit'])
  const format = useFormat()
  const { record } = rule
  const later = useQuery({
    ...cockpit.rules.afterwards.queryOptions({ input: { id: rule.id } }),
    enabled: record.fired > 0,
  })
  if (record.fired === 0)
    return (
      <Section title={t('record.title')}>
        <p className="quiet">{t('record.none')}</p>
      </Section>
    )
  const number = format.number
  const known = outcomes.filter((outcome) => record.outcomes[outcome] > 0)
  return (
    <Section title={t('record.title')}>
      {record.isLow ? <Because tone="watch">{t('lowHelp')}</Because> : null}
      <Pairs>
        <Pair name={t('record.raised')}>
          <span className="num">{number(record.fired)}</span>{' '}
          <span className="quiet">
            {t('record.open')} {number(record.open)}
          </span>
        </Pair>
        <Pair name={t('record.done')}>
          <span className="num">{number(record.closed)}</span>{' '}
          <span className="quiet">
            {known
              .map((outcome) => `${t(`cockpit:done.outcomes.${outcome}`)} ${number(record.outcomes[outcome])}`)
              .join(' · ')}
          </span>
        </Pair>
        <Pair name={t('record.precision')}>
          <b className="num">{format.percent(record.precision)}</b>
        </Pair>
        {(later.data?.horizons ?? []).map(({ days, signals, customers, score, grades: then }) => (
          <Pair key={days} name={t('record.after', { days })}>
            {signals === 0 ? (
              <span className="quiet">{t('record.tooEarly', { days })}</span>
            ) : (
              <>
                <div className="num">
                  {t('record.signals', { count: signals })} {t('record.stayed', { count: customers })}
                  {score ? ` · ${t('record.score', { before: number(score.before), after: number(score.after) })}` : ''}
                </div>
                <div className={styles.grades}>
                  {grades
                    .filter((grade) => (then[grade] ?? 0) > 0)
                    .map((grade) => (
                      <GradeMark key={grade} grade={grade} score={then[grade] ?? null} />
                    ))}
                </div>
              </>
            )}
          </Pair>
        ))}
      </Pairs>
    </Section>
  )
}
