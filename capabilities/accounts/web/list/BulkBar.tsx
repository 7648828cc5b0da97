import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Selection } from '#web/table/selection.ts'
import { BulkDialog } from './BulkDialog.tsx'
import { BulkSegment } from './BulkSegment.tsx'
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
  const [opened, setOpened] = useState<'change' | 'segment' | null>(null)
  const chosen = everything ? (count ?? selection.keys.size) : selection.keys.size
  const chosenOnes = everything ? { matching: queryOf(state) } : { ids: [...selection.keys] }
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
      <Button size="xs" onClick={() => setOpened('change')}>
        {t('bulk.change')}
      </Button>
      {state.archived ? null : (
        <Button size="xs" variant="default" onClick={() => setOpened('segment')}>
          {t('bulk.segment')}
        </Button>
      )}
      <Button size="xs" variant="subtle" onClick={onDone}>
        {frame('table.clear')}
      </Button>
      {opened === 'segment' ? (
        <BulkSegment selection={chosenOnes} count={chosen} onClose={() => setOpened(null)} onDone={onDone} />
      ) : null}
      {opened === 'change' ? (
        <BulkDialog
          selection={chosenOnes}
          count={chosen}
          people={people}
          archived={state.archived}
          onClose={() => setOpened(null)}
          onDone={onDone}
        />
      ) : null}
    </div>
  )
}
