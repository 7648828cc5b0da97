import type { ReactNode } from 'react'
import styles from './MoreButton.module.css'

/** Under what is listed so far: brings the rest. */
export function MoreButton({
  disabled = false,
  onClick,
  children,
}: {
  disabled?: boolean
  onClick: () => void
  children: ReactNode
}) {
  return (
    <button type="button" className={styles.more} disabled={disabled} onClick={onClick}>
      {children}
    </button>
  )
}
