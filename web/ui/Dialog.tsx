import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Dialog.module.css'

/** A dialog over the page (the whole screen on a phone); Esc closes it. `footer` holds its buttons. */
export function Dialog({
  opened,
  onClose,
  title,
  size = 480,
  footer,
  children,
}: {
  opened: boolean
  onClose: () => void
  title: string
  /** Width in px. */
  size?: number
  footer?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('close') }}>
      {children}
      {footer ? <div className={styles.footer}>{footer}</div> : null}
    </Modal>
  )
}

/**
 * Asks before what cannot be undone; `children` name what will happen and how many are touched, `confirm` is the verb
 * on the button.
 */
export function ConfirmDialog({
  opened,
  onClose,
  title,
  confirm,
  onConfirm,
  busy = false,
  children,
}: {
  opened: boolean
  onClose: () => void
  title: string
  confirm: string
  onConfirm: () => void
  busy?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color="red" loading={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
