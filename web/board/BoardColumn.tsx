import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ReactNode, type UIEvent, useState } from 'react'
import { BoneLines } from '../ui/Bones.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { MoreButton } from '../ui/MoreButton.tsx'
import styles from './board.module.css'

/** Pixels before the end of what is loaded at which more is asked for. */
const near = 600

/** A column of a board: what its head says, its cards as far as they are asked for, and what may be dropped into it. */
export function BoardColumn<Row>({
  id,
  head,
  list,
  takes,
  onTake,
  empty,
  more,
  children,
}: {
  /** Of what in the head names the column. */
  id: string
  head: ReactNode
  list: UseInfiniteQueryResult<InfiniteData<{ rows: Row[] }>>
  /** A card that may be put here is held by the pointer. */
  takes: boolean
  onTake: () => void
  /** Said where it has no cards, and on the button for more of them. */
  empty: string
  more: string
  children: (row: Row) => ReactNode
}) {
  const [over, setOver] = useState(false)
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const askMore = () => {
    if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
  }
  const onScroll = ({ currentTarget: at }: UIEvent<HTMLElement>) => {
    if (at.scrollHeight - at.scrollTop - at.clientHeight < near) askMore()
  }
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
        if (takes) onTake()
      }}
    >
      <header>{head}</header>
      <div className={styles.cards} onScroll={onScroll}>
        {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isPending ? <BoneLines widths={[100, 100]} height={76} /> : null}
        {list.data && rows.length === 0 ? <p className={styles.none}>{empty}</p> : null}
        <ul>{rows.map(children)}</ul>
        {list.hasNextPage ? (
          <MoreButton disabled={list.isFetchingNextPage} onClick={askMore}>
            {more}
          </MoreButton>
        ) : null}
      </div>
    </section>
  )
}
