import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Selection } from '#web/table/selection.ts'
import { BulkDialog } from './BulkDialog.tsx'
import styles from './CustomerList.module.css'
import type { ListState } from './useListState.ts'
import { queryOf } from './ask.ts'

/** What can be done with the customers that are selected. */
export function BulkBar({
  selection,
  everything,
  onEverything,
  count,
  loaded,
  state,
  people,
  onDone,
}: {
  selection: Selection
  /** Not only those loaded: all that match. */
  everything: boolean
  onEverything: () => void
  count: number | undefined
  loaded: number
  state: ListState
  people: readonly { id: string; name: string }[]
  onDone: () => void
}) {
  const { t } = useTranslation('list')
  const { t: frame } = useTranslation('web')
  const [opened, setOpened] = useState(false)
  const chosen = everything ? (count ?? selection.keys.size) : selection.keys.size
  const offersAll = !everything && selection.keys.size >= loaded && (count ?? 0) > selection.keys.size
  return (
    <div className={styles.bulk} role="region" aria-label={frame('table.selected', { count: chosen })}>
      <strong className="num" role="status">
        {everything ? t('bulk.everythingOn', { count: chosen }) : frame('table.selected', { count: chosen })}
      </strong>
      {offersAll ? (
        <button type="button" className={styles.link} onClick={onEverything}>
          {t('bulk.everything', { count })}
        </button>
      ) : null}
      <Button size="xs" onClick={() => setOpened(true)}>
        {t('bulk.change')}
      </Button>
      <Button size="xs" variant="subtle" onClick={onDone}>
        {frame('table.clear')}
      </Button>
      {opened ? (
        <BulkDialog
          selection={everything ? { matching: queryOf(state) } : { ids: [...selection.keys] }}
          count={chosen}
          people={people}
          archived={state.archived}
          onClose={() => setOpened(false)}
          onDone={onDone}
        />
      ) : null}
    </div>
  )
}
