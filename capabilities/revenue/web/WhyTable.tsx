import { Popover } from '@mantine/core'
import { createContext, type KeyboardEvent, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { Scroll } from '#web/ui/Scroll.tsx'
import type { Definition } from './definition.ts'
import styles from './Why.module.css'
import { WhyText } from './WhyText.tsx'

type Open = (figure: HTMLElement, definition: Definition) => void
type Opened = { definition: Definition; place: { left: number; top: number; width: number; height: number } }

const Opening = createContext<Open>(() => undefined)

/**
 * A table of figures that open, however many: all of them share one place to open in. The tab key stops at one of them; arrows go
 * from figure to figure, Enter opens, Escape closes.
 */
export function WhyTable({
  label,
  className,
  settled,
  children,
}: {
  label: string
  className?: string | undefined
  settled: Conventions | undefined
  children: ReactNode
}) {
  const frame = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [shown, setShown] = useState(false)
  // Which figure the tab key stops at is kept in the document: to tell it by props would draw every figure anew at each arrow.
  useEffect(() => {
    if (!frame.current?.querySelector('[data-figure][tabindex="0"]')) stopAt(frame.current, figuresOf(frame.current)[0])
  })
  const open: Open = (figure, definition) => {
    const [own, all] = [figure.getBoundingClientRect(), frame.current!.getBoundingClientRect()]
    figure.focus()
    setOpened({
      definition,
      place: { left: own.left - all.left, top: own.top - all.top, width: own.width, height: own.height },
    })
    setShown(true)
  }
  return (
    <Scroll label={label}>
      <div
        ref={frame}
        className={styles.frame}
        onKeyDown={(event) => walk(event, frame.current)}
        onFocus={({ target }) => {
          if (target.matches('[data-figure]')) stopAt(frame.current, target)
        }}
      >
        <Opening value={open}>
          <table className={className}>{children}</table>
        </Opening>
        <Popover opened={shown} onChange={setShown} width={340} trapFocus returnFocus withinPortal withRoles={false}>
          <Popover.Target>
            <span className={styles.anchor} style={opened?.place} />
          </Popover.Target>
          <Popover.Dropdown role="dialog" aria-label={opened?.definition.name} className={styles.dropdown}>
            {opened ? (
              <WhyText definition={opened.definition} settled={settled} onLeave={() => setShown(false)} />
            ) : null}
          </Popover.Dropdown>
        </Popover>
      </div>
    </Scroll>
  )
}

/** A figure of such a table. Its definition is made when it is opened. */
export function Figure({
  name,
  value,
  title,
  why,
  quiet = false,
}: {
  name: string
  value: string
  title?: string
  why: () => Definition
  /** Without a line below it: in a cell that is seen to be a figure by itself. */
  quiet?: boolean
}) {
  const { t } = useTranslation('conventions')
  const open = useContext(Opening)
  return (
    <button
      type="button"
      tabIndex={-1}
      data-figure
      className={quiet ? styles.cell : styles.why}
      title={title}
      aria-label={`${value} — ${t('why.open', { name })}`}
      aria-haspopup="dialog"
      onClick={(event) => open(event.currentTarget, why())}
    >
      {value}
    </button>
  )
}

const figuresOf = (place: Element | null) => [...(place?.querySelectorAll<HTMLElement>('[data-figure]') ?? [])]

function stopAt(frame: HTMLElement | null, figure: HTMLElement | undefined): void {
  for (const other of frame?.querySelectorAll('[data-figure][tabindex="0"]') ?? []) other.setAttribute('tabindex', '-1')
  figure?.setAttribute('tabindex', '0')
}

/** Left and right within a row, up and down within a column, past what has no figure; Home and End to the ends of the row. */
function walk(event: KeyboardEvent, frame: HTMLElement | null): void {
  const here = document.activeElement
  const [cell, row] = [here?.closest('td, th'), here?.closest('tr')]
  if (!here?.matches('[data-figure]') || !cell || !row) return
  const [mine, rows] = [figuresOf(row), [...(frame?.querySelectorAll('tr') ?? [])]]
  const [at, place] = [mine.indexOf(here as HTMLElement), rows.indexOf(row)]
  const below = (others: Element[]) => {
    const column = (cell as HTMLTableCellElement).cellIndex
    return others.map((one) => figuresOf(one.children[column] ?? null)[0]).find((figure) => figure !== undefined)
  }
  const next = {
    ArrowRight: () => mine[at + 1],
    ArrowLeft: () => mine[at - 1],
    ArrowDown: () => below(rows.slice(place + 1)),
    ArrowUp: () => below(rows.slice(0, place).toReversed()),
    Home: () => mine[0],
    End: () => mine.at(-1),
  }[event.key]
  if (!next) return
  event.preventDefault()
  next()?.focus()
}
