import { Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Dialog.module.css'
import type { DialogProps } from './Dialog.tsx'
import { useNarrow } from './useNarrow.ts'

const settled = 160 // ms: the dialog stands, and the trap has taken the focus

const fields = 'input:not([type=radio]:not(:checked)), select, textarea, button'

/** What opens a dialog: what is in focus, or the button of the menu that is about to close. */
function openerOf(): HTMLElement | null {
  const focused = document.activeElement
  const menu = focused?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  const opener = menu ? document.getElementById(menu) : focused
  return opener instanceof HTMLElement && opener !== document.body ? opener : null
}

/** What `Dialog` shows, once its code is there. */
export function DialogFrame({ opened, onClose, title, size = 480, footer, children }: DialogProps) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const body = useRef<HTMLDivElement>(null)
  const [opener] = useState(openerOf)
  // Whoever opened it by keyboard goes on where they were.
  useEffect(() => () => opener?.focus({ preventScroll: true }), [opener])
  // The trap begins at the closing button; a person begins with the first field, whose code may still be on the way.
  useEffect(() => {
    let tries = 0
    const timer = setInterval(() => {
      const focused = document.activeElement
      const first = body.current?.querySelector<HTMLElement>(fields)
      const chosen = body.current?.contains(focused) || focused?.hasAttribute('data-autofocus')
      if (first && !chosen) first.focus()
      if (first || chosen || ++tries === 6) clearInterval(timer)
    }, settled)
    return () => clearInterval(timer)
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
          <div ref={body}>{children}</div>
          {footer ? <div className={styles.footer}>{footer}</div> : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
