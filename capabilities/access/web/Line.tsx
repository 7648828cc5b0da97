import type { ReactNode } from 'react'
import styles from './access.module.css'

/** One line of a list: somebody or something, and at its right end what can be done; on a phone that stands below. */
export function Line({ lead, end, children }: { lead?: ReactNode; end?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.line}>
      {lead}
      <div className={styles.lineBody}>{children}</div>
      {end ? <div className={styles.lineEnd}>{end}</div> : null}
    </div>
  )
}
