import { useFormat } from '../session.ts'
import styles from './parts.module.css'

/** A change with its sign; green or red by whether up is good. `suffix`: %, points. */
export function Delta({
  value,
  suffix = '',
  upIs = 'better',
}: {
  value: number | null | undefined
  suffix?: string
  upIs?: 'better' | 'worse' | 'neither'
}) {
  const format = useFormat()
  const rises = (value ?? 0) > 0
  const way = !value || upIs === 'neither' ? 'none' : rises === (upIs === 'better') ? 'better' : 'worse'
  return (
    <span className={styles.delta} data-way={way}>
      {format.change(value, suffix)}
    </span>
  )
}
