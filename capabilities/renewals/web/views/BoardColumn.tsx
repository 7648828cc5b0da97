import { useInfiniteQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { BoardColumn as Column } from '#web/board/BoardColumn.tsx'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { type Columns, type ListAsked, type Renewal, rowsQuery } from '../apis.ts'
import { categoryTones } from '../words.tsx'
import { BoardCard } from './BoardCard.tsx'
import { type Category, columnAsked } from './useBoardMove.ts'
import styles from './views.module.css'

/** Those that are judged alike: how many, how much, and their cards, the next deadline first. */
export function BoardColumn({
  column: { category, count, atStake, expected },
  asked,
  held,
  onHold,
  onMove,
  arrived,
}: {
  column: Columns[number]
  asked: ListAsked
  /** The card that is held by the pointer. */
  held: Renewal | null
  onHold: ((row: Renewal | null) => void) | undefined
  onMove: (row: Renewal, to: Category) => void
  arrived: string | null
}) {
  const { t } = useTranslation(['renewalViews', 'renewals'])
  const format = useFormat()
  const id = useId()
  const list = useInfiniteQuery(rowsQuery(columnAsked(asked, category)))
  return (
    <Column
      id={id}
      head={
        <div className={styles.head}>
          <h2 id={id}>
            <Chip tone={category ? categoryTones[category] : 'unknown'}>
              {t(`renewals:categories.${category ?? 'none'}`)}
            </Chip>{' '}
            <span className="num quiet">{t('renewals:months.count', { count })}</span>
          </h2>
          <strong className="num" title={format.money(atStake)}>
            {format.moneyShort(atStake)}
          </strong>
          <span className="num quiet small">{t('board.expected', { amount: format.moneyShort(expected) })}</span>
        </div>
      }
      list={list}
      takes={held !== null && held.category !== category}
      onTake={() => held && onMove(held, category)}
      empty={t('board.empty')}
      more={t('board.more')}
    >
      {(row) => <BoardCard key={row.id} row={row} onHold={onHold} onMove={onMove} arrived={row.id === arrived} />}
    </Column>
  )
}
