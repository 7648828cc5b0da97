import { type DragEvent, type KeyboardEvent, lazy, type PointerEvent, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import styles from './DataTable.module.css'
import type { DataTableProps } from './DataTable.tsx'
import { nothingSelected, type Selection } from './selection.ts'
import { type Column, columnWidth, narrowest } from './types.ts'

const ColumnMenu = lazy(() => import('./ColumnMenu.tsx').then((module) => ({ default: module.ColumnMenu })))

/** The names of the columns; each sorts, and has a menu. */
export function HeaderRow<Row>(
  props: DataTableProps<Row> & { rows: readonly Row[]; selection: Selection; selectable: boolean },
) {
  const { columns, rows, rowKey, selection, onSelect, onSelectAll, selectable } = props
  const { t } = useTranslation()
  const all =
    rows.length > 0 && selection.keys.size >= rows.length && rows.every((row) => selection.keys.has(rowKey(row)))
  const toggleAll = () => {
    if (selection.keys.size > 0) onSelect?.(nothingSelected)
    else if (onSelectAll) onSelectAll()
    else onSelect?.({ keys: new Set(rows.map(rowKey)), anchor: null })
  }
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {selectable ? (
          <div role="columnheader" className={styles.check}>
            <input
              type="checkbox"
              ref={(box) => {
                if (box) box.indeterminate = selection.keys.size > 0 && !all
              }}
              checked={all}
              onChange={toggleAll}
              aria-label={t('table.selectAll')}
            />
          </div>
        ) : null}
        {columns.map((column) => (
          <HeaderCell key={column.key} {...props} column={column} />
        ))}
      </div>
    </div>
  )
}

function HeaderCell<Row>({ column, sort, groupBy, changes, ...props }: DataTableProps<Row> & { column: Column<Row> }) {
  const { t } = useTranslation()
  const [menu, setMenu] = useState(false)
  const [over, setOver] = useState(false)
  const sorted = sort?.key === column.key ? (sort.down ? 'descending' : 'ascending') : undefined
  const canSort = column.sortable && changes?.onSort
  const canMove = !column.fixed && changes?.onMove
  const hasMenu = canSort || changes?.onHide || changes?.onGroup
  const drop = (event: DragEvent) => {
    const key = event.dataTransfer.getData('text/column')
    setOver(false)
    if (key && key !== column.key && !column.fixed) changes?.onMove?.(key, column.key)
  }
  return (
    <div
      role="columnheader"
      aria-sort={sorted}
      className={styles.headCell}
      data-align={column.align}
      data-fixed={column.fixed || undefined}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!canMove) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <button
        type="button"
        className={styles.name}
        disabled={!canSort}
        draggable={Boolean(canMove)}
        onDragStart={(event) => event.dataTransfer.setData('text/column', column.key)}
        onClick={() => changes?.onSort?.(nextSort(column.key, sort ?? null))}
        title={column.label}
      >
        <span className="clip">{column.label}</span>
        {sorted ? <Icon name={sorted === 'descending' ? 'sortDown' : 'sortUp'} size={12} /> : null}
      </button>
      {hasMenu ? (
        <button
          type="button"
          className={styles.menuButton}
          aria-haspopup="menu"
          aria-expanded={menu}
          aria-label={t('table.menu', { column: column.label })}
          onClick={() => setMenu(true)}
        >
          <Icon name="chevronDown" size={12} />
        </button>
      ) : null}
      {menu ? (
        <Suspense fallback={null}>
          <ColumnMenu
            column={column}
            columns={props.columns}
            sort={sort ?? null}
            groupBy={groupBy ?? null}
            changes={changes ?? {}}
            onClose={() => setMenu(false)}
          />
        </Suspense>
      ) : null}
      {changes?.onResize ? <Resizer column={column} onResize={changes.onResize} /> : null}
    </div>
  )
}

function nextSort(key: string, sort: { key: string; down: boolean } | null) {
  if (sort?.key !== key) return { key, down: false }
  return sort.down ? null : { key, down: true }
}

function Resizer<Row>({ column, onResize }: { column: Column<Row>; onResize: (key: string, width: number) => void }) {
  const { t } = useTranslation()
  const set = (width: number) => onResize(column.key, Math.round(Math.max(narrowest, Math.min(800, width))))
  const drag = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget
    const from = event.clientX
    const width = columnWidth(column)
    handle.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent) => set(width + moved.clientX - from)
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', move), { once: true })
  }
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -16, ArrowRight: 16 }[event.key]
    if (!by) return
    event.preventDefault()
    set(columnWidth(column) + by)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator that can be moved is interactive (WAI-ARIA)
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('table.resize', { column: column.label })}
      aria-valuenow={columnWidth(column)}
      aria-valuemin={narrowest}
      aria-valuemax={800}
      tabIndex={0}
      className={styles.resizer}
      onPointerDown={drag}
      onKeyDown={keys}
    />
  )
}
