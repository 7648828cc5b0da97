import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import type { Asked, Measures } from './apis.ts'
import { Count } from './Count.tsx'
import styles from './measures.module.css'
import { useWords } from './useWords.ts'

/** The four figures: duration, first value, self-starts beside the aim, and what they saved; with how each is reckoned. */
export function Head({ measures, by }: { measures: Measures; by: NonNullable<Asked['by']> }) {
  const { t } = useTranslation('planMeasures')
  const format = useFormat()
  const words = useWords(by)
  const { times, selfStart, saved, aim } = measures
  const { duration, toValue, running, started, reachedValue } = times.whole
  const percent = selfStart.whole.percent
  return (
    <dl className={styles.head} aria-label={t('head.label')}>
      <div>
        <dt>{t('head.duration')}</dt>
        <dd>
          <strong>
            <Count of="done" value={times.whole.done} text={words.days(duration.days)} />
          </strong>
          <p>{words.range(duration)}</p>
          <p>{t('head.durationHelp', { running: format.number(running) })}</p>
        </dd>
      </div>
      <div>
        <dt>{t('head.value')}</dt>
        <dd>
          <strong>
            <Count of="value" value={reachedValue} text={words.days(toValue.days)} />
          </strong>
          <p>{words.range(toValue)}</p>
          <p>{t('head.valueHelp', { reached: format.number(reachedValue), started: format.number(started) })}</p>
        </dd>
      </div>
      <div>
        <dt>{t('head.selfStart')}</dt>
        <dd>
          <strong>
            <Count
              of="alone"
              value={selfStart.whole.alone}
              text={percent === null ? '—' : format.percent(Math.round(percent * 10) / 10)}
            />
          </strong>
          <p>{t('head.selfStartHelp', { ...selfStart.whole, aim: aim.percent })}</p>
        </dd>
      </div>
      <div>
        <dt>{t('head.saved')}</dt>
        <dd>
          <strong>
            <Count
              of="led"
              value={saved.led}
              text={saved.hours === null ? '—' : t('hours', { hours: format.number(Math.round(saved.hours)) })}
            />
          </strong>
          <p>
            {saved.medianHours === null
              ? t('head.savedUnknown')
              : t('head.savedHelp', { ...saved, median: format.number(Math.round(saved.medianHours * 10) / 10) })}
          </p>
        </dd>
      </div>
    </dl>
  )
}
