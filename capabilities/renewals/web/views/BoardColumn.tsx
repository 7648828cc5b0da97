import { useInfiniteQuery } from '@tanstack/react-query'
import { type UIEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { type Columns, type ListAsked, type Renewal, rowsQuery } from '../apis.ts'
import { categoryTones } from '../words.tsx'
import { BoardCard } from './BoardCard.tsx'
import { type Category, columnAsked } from './useBoardMove.ts'
import styles from './views.module.css'

/** Pixels before the end of what is loaded at which more is asked for. */
const near = 600

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
  const [over, setOver] = useState(false)
  const list = useInfiniteQuery(rowsQuery(columnAsked(asked, category)))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const more = () => {
    if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
  }
  const onScroll = ({ currentTarget: at }: UIEvent<HTMLElement>) => {
    if (at.scrollHeight - at.scrollTop - at.clientHeight < near) more()
  }
  const takes = held !== null && held.category !== category
  const name = t(`renewals:categories.${category ?? 'none'}`)
  return (
    <section
      className={styles.column}
      aria-labelledby={id}
      data-over={(takes && over) || undefined}
      data-takes={takes || undefined}
      onDragOver={(event) => {
        if (!takes) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (takes) onMove(held, category)
      }}
    >
      <header>
        <h2 id={id}>
          <Chip tone={category ? categoryTones[category] : 'unknown'}>{name}</Chip>{' '}
          <span className="num quiet">{t('renewals:months.count', { count })}</span>
        </h2>
        <strong className="num" title={format.money(atStake)}>
          {format.moneyShort(atStake)}
        </strong>
        <span className="num quiet small">{t('board.expected', { amount: format.moneyShort(expected) })}</span>
      </header>
      <div className={styles.cards} onScroll={onScroll}>
        {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isPending ? <BoneLines widths={[100, 100]} height={76} /> : null}
        {list.data && rows.length === 0 ? <p className={styles.none}>{t('board.empty')}</p> : null}
        <ul>
          {rows.map((row) => (
            <BoardCard key={row.id} row={row} onHold={onHold} onMove={onMove} arrived={row.id === arrived} />
          ))}
        </ul>
        {list.hasNextPage ? (
          <button type="button" className={styles.more} disabled={list.isFetchingNextPage} onClick={more}>
            {t('board.more')}
          </button>
        ) : null}
      </div>
    </section>
  )
}
