import { type ReactNode, useId } from 'react'
import styles from './Section.module.css'

/** A framed part of a page with a heading, a quiet note beside it, and its actions. */
export function Section({
  title,
  note,
  actions,
  flush = false,
  children,
}: {
  title: ReactNode
  note?: ReactNode
  actions?: ReactNode
  /** The content goes to the frame's edges (tables). */
  flush?: boolean
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id} data-flush={flush || undefined}>
      <header className={styles.head}>
        <h2 id={id}>{title}</h2>
        {note ? <div className={styles.note}>{note}</div> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  )
}

/** One line of a section: what it is about on the left, when or how much at the right end. */
export function Row({
  lead,
  end,
  wraps = false,
  children,
}: {
  lead?: ReactNode
  end?: ReactNode
  /** What stands at the right end stands below where there is no room: buttons, on a phone. */
  wraps?: boolean
  children: ReactNode
}) {
  return (
    <div className={styles.row} data-wraps={wraps || undefined}>
      {lead}
      <div className={styles.rowBody}>{children}</div>
      {end ? <div className={styles.rowEnd}>{end}</div> : null}
    </div>
  )
}

/** What is needed to know, to the left of what it is: a short list of names and values. */
export function Pairs({ children }: { children: ReactNode }) {
  return <dl className={styles.pairs}>{children}</dl>
}

/** One name and its value inside of `Pairs`. */
export function Pair({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
