import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './Tiles.module.css'

/** Links beside each other that narrow a page down, each with its figures; where there are too many of them the row scrolls. */
export function Tiles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={styles.tiles} aria-label={label}>
      {children}
    </nav>
  )
}

/** Tiles whose figures are on the way: nothing that looks like a figure. */
export function TileBones({ count }: { count: number }) {
  return (
    <div className={styles.tiles} aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        <Skeleton key={at} width={120} height={76} radius={6} style={{ flex: 'none' }} />
      ))}
    </div>
  )
}

/** What stands in a link of `Tiles`: what it is about, an amount, and how many there are. */
export function TileFace({
  name,
  amount,
  whole,
  children,
}: {
  name: ReactNode
  amount: string
  /** The amount to the last digit. */
  whole: string
  children: ReactNode
}) {
  return (
    <>
      <span className={styles.name}>{name}</span>
      <strong className="num" title={whole}>
        {amount}
      </strong>
      <span className="quiet num">{children}</span>
    </>
  )
}
