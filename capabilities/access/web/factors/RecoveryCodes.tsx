import { Button, CopyButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#web/ui/Dialog.tsx'
import styles from './factors.module.css'

/** Shows codes for an emergency, this once. */
export function RecoveryCodes({
  codes,
  replaces,
  onClose,
}: {
  codes: readonly string[]
  replaces: boolean
  onClose: () => void
}) {
  const { t } = useTranslation('access')
  const { t: frame } = useTranslation('web')
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('factors.codesTitle')}
      footer={
        <>
          <CopyButton value={codes.join('\n')}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? frame('copied') : t('factors.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('factors.kept')}</Button>
        </>
      }
    >
      <p>
        {t('factors.codesText')} {replaces ? t('factors.codesOld') : null}
      </p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
