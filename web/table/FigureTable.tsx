import type { ReactNode } from 'react'
import { Scroll } from '../ui/Scroll.tsx'
import styles from './FigureTable.module.css'

/** The head of a column: of words, of figures (at the right end, the ones that matter most in bold), of bars or of what is done (told, not shown). */
type Head = string | { end: string; isStrong?: boolean } | { bar: string } | { unseen: string }

/**
 * A short table of figures as a part of a page; it scrolls by itself where it is too narrow. Cells say themselves what they
 * are: `data-end` a figure, `data-strong` one that matters most, `data-bar` a bar.
 */
export function FigureTable({
  label,
  heads,
  caption,
  isDense = false,
  endsInWords = false,
  className,
  scroll,
  children,
}: {
  label: string
  heads: readonly Head[]
  caption?: string
  /** Many columns: smaller and closer. */
  isDense?: boolean
  /** The last column is a sentence, which may be wrapped. */
  endsInWords?: boolean
  /** What a page adds to the table, and to what it scrolls in. */
  className?: string | undefined
  scroll?: string | undefined
  children: ReactNode
}) {
  return (
    <Scroll label={label} className={scroll}>
      <table
        className={className ? `${styles.table} ${className}` : styles.table}
        data-dense={isDense || undefined}
        data-words={endsInWords || undefined}
      >
        {caption ? <caption>{caption}</caption> : null}
        <thead>
          <tr>{heads.map(headCell)}</tr>
        </thead>
        {children}
      </table>
    </Scroll>
  )
}

function headCell(head: Head, at: number) {
  if (typeof head === 'string')
    return (
      <th key={at} scope="col">
        {head}
      </th>
    )
  if ('bar' in head || 'unseen' in head)
    return (
      <th key={at} scope="col" data-bar={'bar' in head || undefined}>
        <span className="visually-hidden">{'bar' in head ? head.bar : head.unseen}</span>
      </th>
    )
  return (
    <th key={at} scope="col" data-end data-strong={head.isStrong || undefined}>
      {head.end}
    </th>
  )
}
