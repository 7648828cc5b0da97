import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { type Renewal, renewals } from '../apis.ts'
import { Months, sumOf } from '../Months.tsx'
import { boardAskedOf, type RenewalSearch } from '../search.ts'
import { BoardColumn } from './BoardColumn.tsx'
import { Frame } from './Frame.tsx'
import { type Category, useBoardMove } from './useBoardMove.ts'
import styles from './views.module.css'

/** Open renewals by how they are judged; cards are moved with the pointer or with their menus. */
export function Board({ search }: { search: RenewalSearch }) {
  const { t } = useTranslation('renewalViews')
  const asked = useMemo(() => boardAskedOf(search), [search])
  const { data, error, refetch } = useQuery(
    renewals.columns.queryOptions({ input: asked, placeholderData: keepPreviousData }),
  )
  const mayMove = useMay('accounts.write')
  const narrow = useNarrow()
  const [held, setHeld] = useState<Renewal | null>(null)
  const [arrived, setArrived] = useState<string | null>(null)
  const moveTo = useBoardMove(asked)
  const move = (row: Renewal, category: Category) => {
    setArrived(row.id)
    moveTo(row, category)
  }
  return (
    <Frame
      search={search}
      asked={{ ...asked, status: 'open' }}
      sum={data && sumOf(data.columns)}
      currencies={data?.currencies}
      months={<Months asked={{ ...asked, status: 'open' }} search={search} />}
      // A phone has no room for columns that scroll inside of a page: there the page scrolls.
      fill={!narrow}
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[100, 100, 100]} height={90} />}
      {data ? (
        <Scroll label={t('board.label')} className={styles.board}>
          {data.columns.map((column) => (
            <BoardColumn
              key={column.category}
              column={column}
              asked={asked}
              held={held}
              onHold={mayMove ? setHeld : undefined}
              onMove={move}
              arrived={arrived}
            />
          ))}
        </Scroll>
      ) : null}
      {mayMove && data ? <p className={styles.how}>{t('board.how')}</p> : null}
    </Frame>
  )
}
