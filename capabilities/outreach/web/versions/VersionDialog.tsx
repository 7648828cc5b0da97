import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#web/ui/Dialog.tsx'
import { partsOf, type Sheet } from './changes.ts'
import styles from './versions.module.css'

const marks = { same: '', added: '+', removed: '−' } as const

/** A version from the first line to the last, with what it changed marked; parts that it left alone are folded. */
export function VersionDialog({
  title,
  about,
  note,
  sheet,
  before,
  onTake,
  onClose,
}: {
  title: string
  about: string
  note: string
  sheet: Sheet
  before: Sheet | null
  onTake: (() => void) | null
  onClose: () => void
}) {
  const { t } = useTranslation('outreach')
  const parts = partsOf(sheet, before)
  const footer = onTake ? <Button onClick={onTake}>{t('versions.take')}</Button> : null
  return (
    <Dialog opened onClose={onClose} title={title} size={720} footer={footer}>
      <p className="quiet small">{about}</p>
      {note ? <p>{note}</p> : null}
      {before === null ? <p className="quiet small">{t('versions.first')}</p> : null}
      {before !== null && parts.every(({ changed }) => !changed) ? (
        <p className="quiet small">{t('versions.same')}</p>
      ) : null}
      {parts.map(({ label, changed, lines }) => (
        <details key={label} open={changed || before === null} className={styles.part}>
          <summary>
            {label} {changed ? <span className={styles.changed}>{t('versions.changed')}</span> : null}
          </summary>
          <div className={styles.lines}>
            {lines.map(({ is, text }, at) => (
              <div key={at} className={styles.line} data-is={is}>
                <span className={styles.mark} aria-hidden="true">
                  {marks[is]}
                </span>
                {is === 'added' ? <ins>{text || ' '}</ins> : is === 'removed' ? <del>{text || ' '}</del> : text || ' '}
              </div>
            ))}
          </div>
        </details>
      ))}
    </Dialog>
  )
}
