import type { ReactNode } from 'react'
import styles from './Notice.module.css'

/** A line at the top of every page that something wants to be looked at, with what can be done about it. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className={styles.notice}>
      {children}
    </div>
  )
}
