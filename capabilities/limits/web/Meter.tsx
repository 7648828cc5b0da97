import { useTranslation } from 'react-i18next'
import styles from './limits.module.css'

type Level = 'fine' | 'near' | 'full'

/** How much of a limit is used, as a bar, with the word for it where little is left. */
export function Meter({ share, level, name, text }: { share: number; level: Level; name: string; text: string }) {
  const { t } = useTranslation('limits')
  return (
    <div className={styles.meter}>
      <div
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round(share * 100))}
        aria-valuetext={text}
        className={styles.track}
        data-level={level}
      >
        <span style={{ inlineSize: `${Math.min(100, share * 100)}%` }} />
      </div>
      <span>{text}</span>
      {level === 'fine' ? null : (
        <strong className={styles.level} data-level={level}>
          {t(`level.${level}`)}
        </strong>
      )}
    </div>
  )
}
