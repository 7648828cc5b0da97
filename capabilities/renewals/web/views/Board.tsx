import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Board as Columns } from '#web/board/Board.tsx'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
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
  const { t } = useTranslation(['renewalViews', 'renewals'])
  const navigate = useNavigate()
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
        <Columns
          label={t('board.label')}
          columns={data.columns.map(({ category, count }) => {
            const key = category ?? 'none'
            return { key, name: t(`renewals:categories.${key}`), count }
          })}
          at={search.category}
          onAt={(category) => void navigate({ to: '/renewals', search: { ...search, category }, replace: true })}
          className={styles.columns}
        >
          {(key) => (
            <BoardColumn
              column={data.columns.find(({ category }) => (category ?? 'none') === key)!}
              asked={asked}
              held={held}
              onHold={mayMove ? setHeld : undefined}
              onMove={move}
              arrived={arrived}
            />
          )}
        </Columns>
      ) : null}
      {mayMove && data ? <p className={styles.how}>{t('board.how')}</p> : null}
    </Frame>
  )
}
