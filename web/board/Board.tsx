import { Fragment, type ReactNode } from 'react'
import { Scroll } from '../ui/Scroll.tsx'
import { useNarrow } from '../ui/useNarrow.ts'
import styles from './board.module.css'

/**
 * Columns of cards side by side. A phone has room for one: which one is chosen by its name above, where each says how
 * many are in it; until then it is the first that has any.
 */
export function Board<Key extends string>({
  label,
  columns,
  at,
  onAt,
  className,
  children,
}: {
  label: string
  columns: readonly { key: Key; name: string; count: number }[]
  at: string | undefined
  onAt: (key: Key) => void
  /** What a page adds: how narrow a column may be. */
  className?: string | undefined
  children: (key: Key) => ReactNode
}) {
  const narrow = useNarrow()
  if (!narrow)
    return (
      <Scroll label={label} className={className ? `${styles.board} ${className}` : styles.board}>
        {columns.map(({ key }) => (
          <Fragment key={key}>{children(key)}</Fragment>
        ))}
      </Scroll>
    )
  const chosen =
    columns.find(({ key }) => key === at)?.key ?? columns.find(({ count }) => count > 0)?.key ?? columns[0]?.key
  return (
    <>
      <fieldset className={styles.switch} aria-label={label}>
        {columns.map(({ key, name, count }) => (
          <button
            key={key}
            type="button"
            aria-pressed={key === chosen}
            data-empty={count === 0 || undefined}
            onClick={() => onAt(key)}
          >
            {name} <span className="num">{count}</span>
          </button>
        ))}
      </fieldset>
      {chosen === undefined ? null : <Fragment key={chosen}>{children(chosen)}</Fragment>}
    </>
  )
}
