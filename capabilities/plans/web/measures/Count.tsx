import { Link, useSearch } from '@tanstack/react-router'
import { useFormat } from '#web/session.ts'
import type { Counted } from './apis.ts'
import styles from './measures.module.css'

/** A count that opens into the customers it counts; which ones stands in the address. */
export function Count({
  of,
  value,
  group,
  step,
  text,
}: {
  of: Counted
  value: number
  group?: string
  step?: string
  /** What is shown in the place of the count. */
  text?: string
}) {
  const format = useFormat()
  const search = useSearch({ from: '/frame/plans' })
  if (value === 0) return <span className="quiet">{text ?? 0}</span>
  const opened = { of, ...(group === undefined ? {} : { group: group || 'none' }), ...(step ? { step } : {}) }
  return (
    <Link to="/plans" search={{ ...search, ...opened }} className={styles.count} resetScroll={false}>
      {text ?? format.number(value)}
    </Link>
  )
}
