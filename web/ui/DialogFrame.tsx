import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './Dialog.module.css'
import type { DialogProps } from './Dialog.tsx'
import { useNarrow } from './useNarrow.ts'

/** What `Dialog` shows, once its code is there. */
export function DialogFrame({ opened, onClose, title, size = 480, footer, children }: DialogProps) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      fullScreen={narrow}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
      {footer ? <div className={styles.footer}>{footer}</div> : null}
    </Modal>
  )
}
