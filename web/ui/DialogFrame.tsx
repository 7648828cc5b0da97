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
      if (body.current?.contains(document.activeElement)) return
      const fields = 'input:not([type=radio]:not(:checked)), select, textarea'
      const first =
        body.current?.querySelector<HTMLElement>(fields) ?? body.current?.querySelector<HTMLElement>('button')
      first?.focus()
    }, settled)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} fullScreen={narrow}>
      <Modal.Overlay opacity={0.35} />
      <Modal.Content>
        {/* A page has one banner, and this is not it. */}
        <Modal.Header role="presentation">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('close')} />
        </Modal.Header>
        <Modal.Body>
          <div ref={body}>
            {children}
            {footer ? <div className={styles.footer}>{footer}</div> : null}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
