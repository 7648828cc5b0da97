import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import styles from './DataTable.module.css'
import type { Column, ColumnChanges, Sort } from './types.ts'

// All of a column but how it draws a row.
type Head = Omit<Column<unknown>, 'render'>

/** What can be done with a column; opened as soon as it is there. */
export function ColumnMenu({
  column,
  columns,
  sort,
  groupBy,
  changes,
  onClose,
}: {
  column: Head
  columns: readonly Head[]
  sort: Sort | null
  groupBy: string | null
  changes: ColumnChanges
  onClose: () => void
}) {
  const { t } = useTranslation()
  const place = columns.findIndex((other) => other.key === column.key)
  const left = columns[place - 1]
  const right = columns[place + 1]
  const { onSort, onGroup, onHide, onMove } = changes
  return (
    <Menu opened onClose={onClose} position="bottom-start">
      <Menu.Target>
        <span className={styles.menuAnchor} />
      </Menu.Target>
      <Menu.Dropdown>
        {onSort && column.sortable ? (
          <>
            <Menu.Item leftSection={<Icon name="sortUp" />} onClick={() => onSort({ key: column.key, down: false })}>
              {t('table.sortAsc')}
            </Menu.Item>
            <Menu.Item leftSection={<Icon name="sortDown" />} onClick={() => onSort({ key: column.key, down: true })}>
              {t('table.sortDesc')}
            </Menu.Item>
            {sort?.key === column.key ? (
              <Menu.Item onClick={() => onSort(null)}>{t('table.sortNone')}</Menu.Item>
            ) : null}
          </>
        ) : null}
        {onGroup && column.groupable ? (
          <Menu.Item
            leftSection={<Icon name="group" />}
            onClick={() => onGroup(groupBy === column.key ? null : column.key)}
          >
            {groupBy === column.key ? t('table.ungroup') : t('table.groupBy')}
          </Menu.Item>
        ) : null}
        {onMove && !column.fixed ? (
          <>
            <Menu.Divider />
            <Menu.Item disabled={!left || left.fixed === true} onClick={() => left && onMove(column.key, left.key)}>
              {t('table.moveLeft')}
            </Menu.Item>
            <Menu.Item disabled={!right} onClick={() => right && onMove(right.key, column.key)}>
              {t('table.moveRight')}
            </Menu.Item>
          </>
        ) : null}
        {onHide && !column.fixed ? (
          <Menu.Item leftSection={<Icon name="close" />} onClick={() => onHide(column.key)}>
            {t('table.hide')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  )
}
