import { type CSSProperties, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import styles from './DataTable.module.css'
import { HeaderRow } from './HeaderRow.tsx'
import { GroupLine, MoreLine, RowLine } from './lines.tsx'
import { type Selection, nothingSelected } from './selection.ts'
import { type Column, type ColumnChanges, columnWidth, type Line, type Sort } from './types.ts'
import { useNarrow } from '../ui/useNarrow.ts'
import { useRowKeys } from './useRowKeys.ts'
import { useInSight } from './useInSight.ts'

const rowHeight = 32
const cardHeight = 84
const checkWidth = 36

export type DataTableProps<Row> = {
  /** What the table lists, for screen readers. */
  label: string
  columns: readonly Column<Row>[]
  lines: readonly Line<Row>[]
  rowKey: (row: Row) => string
  /** What the row is called: for its tick box. */
  rowName: (row: Row) => string
  sort?: Sort | null
  groupBy?: string | null
  changes?: ColumnChanges
  selection?: Selection
  onSelect?: (next: Selection) => void
  onSelectAll?: () => void
  onOpen?: (row: Row) => void
  /** The pointer has come to rest on a row: it may be opened next. */
  onPoint?: (row: Row) => void
  onToggleGroup?: (key: string) => void
  /** How many rows there are, also those not loaded. */
  total?: number | undefined
  /** The first page is on the way. */
  loading?: boolean
  error?: unknown
  onRetry?: () => void
  /** The end of what is loaded comes near; not called while `loadingMore`. */
  onMore?: (() => void) | undefined
  onMoreOf?: (groupKey: string) => void
  loadingMore?: boolean
  /** In place of rows when there are none. */
  empty?: ReactNode
  /** `fill` takes the height of its parent; `auto` grows with its rows (short lists). */
  height?: 'fill' | 'auto'
}

/**
 * The one table: only rows in sight are drawn, columns can be sorted, moved, resized, hidden and grouped by, rows are
 * walked with j and k, opened with Enter, selected with x. On a phone rows are cards.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, lines, rowKey, selection = nothingSelected, height = 'fill' } = props
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const narrow = useNarrow()
  const [active, setActive] = useState<string | null>(null)
  const rows = useMemo(() => lines.flatMap((line) => (line.kind === 'row' ? [line.row] : [])), [lines])
  const indexOf = useMemo(
    () => new Map(lines.flatMap((line, at) => (line.kind === 'row' ? [[rowKey(line.row), at]] : []))),
    [lines, rowKey],
  )
  const height1 = narrow ? cardHeight : rowHeight
  const { first, last, goTo } = useInSight(scroller, lines.length, height1, narrow ? 0 : rowHeight)
  useRowKeys({ ...props, rows, selection, active, setActive, goTo: (key) => goTo(indexOf.get(key) ?? 0) })
  const { onMore, loadingMore } = props
  useEffect(() => {
    if (onMore && !loadingMore && last >= lines.length - 20) onMore()
  }, [onMore, loadingMore, last, lines.length])

  const selectable = props.onSelect !== undefined
  const template = `${selectable ? `${checkWidth}px ` : ''}${columns.map((column) => `${columnWidth(column)}px`).join(' ')} minmax(0, 1fr)`
  const width = columns.reduce((sum, column) => sum + columnWidth(column), selectable ? checkWidth : 0)
  if (props.error && lines.length === 0)
    return <ErrorState error={props.error} {...(props.onRetry ? { onRetry: props.onRetry } : {})} />
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      data-height={height}
      data-narrow={narrow || undefined}
      style={{ '--columns': template, '--width': `${width}px` } as CSSProperties}
    >
      <div
        role="grid"
        aria-label={props.label}
        aria-rowcount={props.total === undefined ? lines.length + 1 : props.total + 1}
        aria-multiselectable={selectable || undefined}
        aria-busy={props.loading || undefined}
        className={styles.grid}
      >
        {narrow ? null : <HeaderRow {...props} selection={selection} rows={rows} selectable={selectable} />}
        <div role="rowgroup" className={styles.body} style={{ height: lines.length * height1 }}>
          {lines.slice(first, last).map((line, at) => {
            const place = { index: first + at, top: (first + at) * height1 }
            const key = keyOf(line, rowKey)
            if (line.kind === 'group')
              return <GroupLine key={key} {...props} place={place} group={line.group} selectable={selectable} />
            if (line.kind === 'more') return <MoreLine key={key} {...props} place={place} line={line} />
            return (
              <RowLine
                key={key}
                {...props}
                place={place}
                row={line.row}
                narrow={narrow}
                selection={selection}
                active={active === rowKey(line.row)}
                onActive={setActive}
              />
            )
          })}
        </div>
        {props.loading ? <Bones columns={columns} selectable={selectable} narrow={narrow} /> : null}
      </div>
      {!props.loading && lines.length === 0 ? <div className={styles.empty}>{props.empty}</div> : null}
      {loadingMore ? (
        <div className={styles.more} role="status">
          {t('table.loadingMore')}
        </div>
      ) : null}
    </div>
  )
}

function keyOf<Row>(line: Line<Row>, rowKey: (row: Row) => string): string {
  if (line.kind === 'row') return rowKey(line.row)
  return line.kind === 'group' ? `group ${line.group.key}` : `more ${line.key}`
}

function Bones<Row>({
  columns,
  selectable,
  narrow,
}: {
  columns: readonly Column<Row>[]
  selectable: boolean
  narrow: boolean
}) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: narrow ? 8 : 16 }, (_, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- bones have no identity
        <div key={at} className={narrow ? styles.cardBone : styles.boneRow}>
          {selectable && !narrow ? <span /> : null}
          {columns.slice(0, narrow ? 2 : columns.length).map((column, place) => (
            <span
              key={column.key}
              className={styles.bone}
              style={{ width: `${place === 0 ? 70 - ((at * 17) % 30) : 55}%` }}
            />
          ))}
        </div>
      ))}
    </div>
  )
}
