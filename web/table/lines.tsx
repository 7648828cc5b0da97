import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import styles from './DataTable.module.css'
import type { DataTableProps } from './DataTable.tsx'
import { extended, type Selection, toggled } from './selection.ts'
import type { Column, Group, Line } from './types.ts'

type Place = { index: number; top: number }

const at = ({ top }: Place) => ({ transform: `translateY(${top}px)` })

const rest = 60 // ms

// Of one pointer, so that one timer is enough for all rows.
let timer: ReturnType<typeof setTimeout> | undefined

function resting(work: () => void) {
  return {
    onPointerEnter: () => {
      clearTimeout(timer)
      timer = setTimeout(work, rest)
    },
    onPointerLeave: () => clearTimeout(timer),
  }
}

/** One row; on a phone a card. */
export function RowLine<Row>({
  columns,
  lines,
  rowKey,
  rowName,
  row,
  place,
  narrow,
  selection,
  onSelect,
  onOpen,
  onPoint,
  active,
  onActive,
}: DataTableProps<Row> & {
  row: Row
  place: Place
  narrow: boolean
  selection: Selection
  active: boolean
  onActive: (key: string) => void
}) {
  const { t } = useTranslation()
  const key = rowKey(row)
  const selected = selection.keys.has(key)
  const select = (event: MouseEvent) => {
    const order = () => lines.flatMap((line) => (line.kind === 'row' ? [rowKey(line.row)] : []))
    onSelect?.(event.shiftKey ? extended(selection, key, order()) : toggled(selection, key))
  }
  const click = (event: MouseEvent<HTMLElement>) => {
    onActive(key)
    if ((event.target as HTMLElement).closest('a, button, input, label, [data-editing]') || getSelection()?.toString())
      return
    if (event.shiftKey || event.metaKey || event.ctrlKey) select(event)
    else onOpen?.(row)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- Enter and x do the same, see useRowKeys
    <div
      role="row"
      aria-rowindex={place.index + 2}
      aria-selected={onSelect ? selected : undefined}
      data-index={place.index}
      data-row={key}
      data-active={active || undefined}
      data-opens={onOpen ? true : undefined}
      tabIndex={active ? 0 : -1}
      className={narrow ? styles.card : styles.row}
      style={at(place)}
      onClick={click}
      {...(onPoint ? resting(() => onPoint(row)) : {})}
    >
      {onSelect ? (
        <div role="gridcell" className={styles.check}>
          <input
            type="checkbox"
            checked={selected}
            readOnly
            onClick={select}
            aria-label={t('table.selectRow', { row: rowName(row) })}
          />
        </div>
      ) : null}
      {narrow ? <CardCells columns={columns} row={row} /> : <Cells columns={columns} row={row} />}
    </div>
  )
}

function Cells<Row>({ columns, row }: { columns: readonly Column<Row>[]; row: Row }) {
  return columns.map((column) => (
    <div
      key={column.key}
      role="gridcell"
      className={styles.cell}
      data-align={column.align}
      data-fixed={column.fixed || undefined}
    >
      {column.render(row)}
    </div>
  ))
}

function CardCells<Row>({ columns, row }: { columns: readonly Column<Row>[]; row: Row }) {
  const of = (card: Column<Row>['card']) => columns.filter((column) => (column.card ?? 'line') === card)
  return (
    <>
      <div role="gridcell" className={styles.cardTitle}>
        {of('title').map((column) => (
          <span key={column.key}>{column.render(row)}</span>
        ))}
      </div>
      <div role="gridcell" className={styles.cardSide}>
        {of('side').map((column) => (
          <span key={column.key}>{column.render(row)}</span>
        ))}
      </div>
      <div role="gridcell" className={styles.cardLine}>
        {of('line')
          .slice(0, 4)
          .map((column) => (
            <span key={column.key}>
              <span className="quiet">{column.label}</span>
              <span>{column.render(row)}</span>
            </span>
          ))}
      </div>
    </>
  )
}

/** A group's heading with its sub-totals. */
export function GroupLine<Row>({
  columns,
  group,
  place,
  selectable,
  onToggleGroup,
}: DataTableProps<Row> & { group: Group; place: Place; selectable: boolean }) {
  const { t } = useTranslation()
  return (
    <div role="row" aria-rowindex={place.index + 2} data-index={place.index} className={styles.group} style={at(place)}>
      {selectable ? <span role="gridcell" /> : null}
      {columns.map((column, column0) => (
        <div
          key={column.key}
          role="gridcell"
          className={styles.cell}
          data-align={column.align}
          data-fixed={column.fixed || undefined}
        >
          {column0 === 0 ? (
            <button
              type="button"
              className={styles.toggle}
              aria-expanded={group.open}
              onClick={() => onToggleGroup?.(group.key)}
            >
              <Icon name={group.open ? 'chevronDown' : 'chevronRight'} size={14} />
              <span className="clip">{group.label}</span>
              <span className={styles.groupCount}>{t('table.rows', { count: group.count })}</span>
            </button>
          ) : (
            group.sums[column.key]
          )}
        </div>
      ))}
    </div>
  )
}

/** Further rows of an open group. */
export function MoreLine<Row>({
  line,
  place,
  onMoreOf,
}: DataTableProps<Row> & { line: Extract<Line<Row>, { kind: 'more' }>; place: Place }) {
  const { t } = useTranslation()
  return (
    <div role="row" data-index={place.index} className={styles.group} data-more style={at(place)}>
      <div role="gridcell" className={styles.moreCell}>
        <button type="button" className={styles.toggle} disabled={line.loading} onClick={() => onMoreOf?.(line.key)}>
          {line.loading ? t('table.loadingMore') : t('table.more')}
        </button>
      </div>
    </div>
  )
}
