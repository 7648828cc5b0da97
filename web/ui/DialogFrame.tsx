import { Modal } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Dialog.module.css'
import type { DialogProps } from './Dialog.tsx'
import { useNarrow } from './useNarrow.ts'

const settled = 160 // ms: the dialog stands, and the trap has taken the focus

/** What `Dialog` shows, once its code is there. */
export function DialogFrame({ opened, onClose, title, size = 480, footer, children }: DialogProps) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const body = useRef<HTMLDivElement>(null)
  // The trap begins at the closing button; a person begins with the first field.
  useEffect(() => {
    const timer = setTimeout(() => {
      if (!body.current?.contains(document.activeElement))
        body.current?.querySelector<HTMLElement>('input, select, textarea, button')?.focus()
    }, settled)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      fullScreen={narrow}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div ref={body}>
        {children}
        {footer ? <div className={styles.footer}>{footer}</div> : null}
      </div>
    </Modal>
  )
}
