import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import styles from './parts.module.css'

/** A page or part with nothing in it yet teaches: one sentence, one picture or example, one button. */
export function EmptyState({
  title,
  children,
  icon,
  action,
  compact = false,
}: {
  title?: string
  children?: ReactNode
  icon?: IconName
  action?: ReactNode
  compact?: boolean
}) {
  return (
    <div className={styles.empty} data-compact={compact || undefined}>
      {icon ? <Icon name={icon} size={compact ? 20 : 32} className="quiet" /> : null}
      {title ? <h2>{title}</h2> : null}
      {children ? <div>{children}</div> : null}
      {action}
    </div>
  )
}
