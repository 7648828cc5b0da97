import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { Path } from './apis.ts'
import styles from './journey.module.css'
import { useMoves } from './useMoves.ts'

/** The stays so far, the latest first: from when to when, and why. */
export function History({ path, mayMove }: { path: Path; mayMove: boolean }) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  const { undo } = useMoves(path)
  const mayUndo = mayMove && path.moves.some((one) => one.move === 'undo' && one.allowed)
  return (
    <details className={styles.fold}>
      <summary>{t('history.open')}</summary>
      {path.history.map((stay) => (
        <div key={stay.id} className={styles.stay} data-undone={stay.undone || undefined}>
          <div>
            <b>{inLanguage(stay.label, format.language)}</b>{' '}
            <span className="quiet small">
              {t(`history.causes.${stay.cause}`, { name: stay.person?.name ?? '' })}
              {stay.undone ? ` · ${t('history.undone')}` : null}
            </span>
            {stay.reason ? <div className="soft small">{stay.reason}</div> : null}
          </div>
          <div className="quiet small num">
            {t('history.range', {
              from: format.dayTable(stay.enteredOn),
              to: stay.leftOn ? format.dayTable(stay.leftOn) : t('history.now'),
            })}{' '}
            {t('path.spent', { days: stay.days })}
          </div>
        </div>
      ))}
      {mayUndo && path.current ? (
        <Button size="xs" variant="default" my={8} onClick={() => void undo(path.current!.entryId)}>
          {t('history.undo')}
        </Button>
      ) : null}
    </details>
  )
}
