import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '../actions/actions.ts'
import { extended, nothingSelected, type Selection, toggled } from './selection.ts'

type Keys<Row> = {
  rows: readonly Row[]
  rowKey: (row: Row) => string
  selection: Selection
  onSelect?: (next: Selection) => void
  onSelectAll?: () => void
  onOpen?: (row: Row) => void
  active: string | null
  setActive: (key: string | null) => void
  /** Brings a row into sight. */
  goTo: (key: string) => void
}

/** j and k walk the rows, Enter opens, x selects, Shift with j and k extends the selection. */
export function useRowKeys<Row>(keys: Keys<Row>): void {
  const { t } = useTranslation()
  const latest = useRef(keys)
  latest.current = keys
  const selectable = keys.onSelect !== undefined
  const opens = keys.onOpen !== undefined
  useActions(
    useMemo<Action[]>(() => {
      const step = (by: number, extend = false) => {
        const { rows, rowKey, active, setActive, goTo, selection, onSelect } = latest.current
        const order = rows.map(rowKey)
        const from = active === null ? -1 : order.indexOf(active)
        const next = order[Math.max(0, Math.min(order.length - 1, from + by))]
        if (next === undefined) return
        setActive(next)
        goTo(next)
        requestAnimationFrame(() =>
          document.querySelector<HTMLElement>(`[data-row="${CSS.escape(next)}"]`)?.focus({ preventScroll: true }),
        )
        if (extend)
          onSelect?.(extended(selection.anchor ? selection : { ...selection, anchor: active ?? next }, next, order))
      }
      const withActive = (work: (row: Row, key: string) => void) => {
        const { rows, rowKey, active } = latest.current
        const row = rows.find((one) => rowKey(one) === active)
        if (row !== undefined && active !== null) work(row, active)
      }
      const one = (id: string, key: string, label: string, run: () => void): Action => ({
        id: `row ${id}`,
        label,
        keys: key,
        group: 'list',
        keyOnly: true,
        run,
      })
      return [
        { ...one('down', 'j', t('table.keys.down'), () => step(1)), also: 'ArrowDown' },
        { ...one('up', 'k', t('table.keys.up'), () => step(-1)), also: 'ArrowUp' },
        ...(opens
          ? [one('open', 'Enter', t('table.keys.open'), () => withActive((row) => latest.current.onOpen?.(row)))]
          : []),
        ...(selectable
          ? [
              one('select', 'x', t('table.keys.select'), () =>
                withActive((_, key) => latest.current.onSelect?.(toggled(latest.current.selection, key))),
              ),
              one('extend down', 'Shift+j', t('table.keys.extend'), () => step(1, true)),
              one('extend up', 'Shift+k', t('table.keys.extend'), () => step(-1, true)),
              one('all', 'mod+a', t('table.keys.all'), () => latest.current.onSelectAll?.()),
              one('none', 'Escape', t('table.keys.clear'), () => latest.current.onSelect?.(nothingSelected)),
            ]
          : []),
      ]
    }, [t, opens, selectable]),
  )
}
