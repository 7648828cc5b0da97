import type { ReactNode } from 'react'
import styles from './parts.module.css'

/** A button that stands in a sentence or a row as a link does. */
export function LinkButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={styles.link} onClick={onClick}>
      {children}
    </button>
  )
}
