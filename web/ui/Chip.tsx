import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Chip.module.css'

/** What a colour means; `plain` means nothing. */
export type Tone = 'healthy' | 'watch' | 'risk' | 'info' | 'unknown' | 'brand' | 'plain'

/** A short word on a soft ground. Its tone never speaks alone: the word says the same. */
export function Chip({ tone = 'plain', children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={styles.chip} data-tone={tone} title={title}>
      {children}
    </span>
  )
}

export type Grade = 'healthy' | 'watch' | 'risk' | 'unknown'
const marks: Record<Grade, string> = { healthy: '●', watch: '▲', risk: '■', unknown: '○' }

/**
 * A grade as shape, colour and word, with the score where there is one: ■ 危険 41. `brief` leaves the word to the name;
 * `overridden` says that somebody put the score in the place of the computed one.
 */
export function GradeMark({
  grade,
  score,
  brief = false,
  overridden = false,
}: {
  grade: Grade
  score?: number | null
  brief?: boolean
  overridden?: boolean
}) {
  const { t } = useTranslation()
  const word = t(`grade.${grade}`)
  const shown = score == null ? null : Math.round(score)
  return (
    <span className={styles.chip} data-tone={grade}>
      <span aria-hidden="true" className={styles.mark}>
        {marks[grade]}
      </span>
      {brief && shown !== null ? <span className="visually-hidden">{word}</span> : <span>{word}</span>}
      {shown === null ? null : <span className="num">{shown}</span>}
      {overridden ? (
        <span title={t('grade.overridden')}>
          <span aria-hidden="true">✎</span>
          <span className="visually-hidden">{t('grade.overridden')}</span>
        </span>
      ) : null}
    </span>
  )
}

/** The shape alone, named, for narrow places: ■. */
export function GradeShape({ grade }: { grade: Grade }) {
  const { t } = useTranslation()
  return (
    <span role="img" aria-label={t(`grade.${grade}`)} className={styles.shape} data-tone={grade}>
      {marks[grade]}
    </span>
  )
}
