import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type UIEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { type Asked, type Card, cardsQuery, type Column } from './apis.ts'
import type { Moving } from './Board.tsx'
import { BoardCard } from './BoardCard.tsx'
import { conditionOf, type JourneySearch, states } from './search.ts'
import styles from './board.module.css'

/** Pixels before the end of what is loaded at which more is asked for. */
const near = 600

/** The customers in one phase: how many, how much, for how long, and their cards. */
export function BoardColumn({
  column,
  columns,
  asked,
  listed,
  state: wanted,
  held,
  onHold,
  onMove,
  arrived,
}: {
  column: Column
  columns: readonly Column[]
  asked: Asked
  /** What a list of customers is asked for. */
  listed: Asked
  state: JourneySearch['state']
  /** The card that is held by the pointer. */
  held: Card | null
  onHold: ((card: Card | null) => void) | undefined
  onMove: (moving: Moving) => void
  arrived: string | null
}) {
  const { t } = useTranslation('following')
  const format = useFormat()
  const id = useId()
  const [over, setOver] = useState(false)
  const { phase } = column
  const state = states.find((one) => one === wanted)
  const list = useInfiniteQuery(cardsQuery({ ...asked, phase, ...(state ? { state } : {}) }))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const more = () => {
    if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
  }
  const onScroll = ({ currentTarget: at }: UIEvent<HTMLElement>) => {
    if (at.scrollHeight - at.scrollTop - at.clientHeight < near) more()
  }
  const takes = held !== null && held.phase !== phase && !column.old
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
        if (takes) onMove({ card: held, to: phase })
      }}
    >
      <header>
        <h2 id={id}>
          {inLanguage(column.label, format.language)}
          {column.old ? <span className="quiet small"> {t('board.old')}</span> : null}
        </h2>
        <Figures column={column} asked={listed} />
      </header>
      <div className={styles.cards} onScroll={onScroll}>
        {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isPending ? <BoneLines widths={[100, 100]} height={76} /> : null}
        {list.data && rows.length === 0 ? <p className={styles.none}>{t('board.empty')}</p> : null}
        <ul>
          {rows.map((card) => (
            <BoardCard
              key={card.entryId}
              card={card}
              columns={columns}
              onHold={onHold}
              onMove={onMove}
              arrived={card.account.id === arrived}
            />
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

/** The head of a column; each count opens its customers. */
function Figures({ column, asked }: { column: Column; asked: Asked }) {
  const { t } = useTranslation('following')
  const format = useFormat()
  const there = `phase.key == ${JSON.stringify(column.phase)}`
  const open = (text: string, more: readonly string[], tone?: string) => (
    <Link
      to="/customers"
      search={{ c: conditionOf(asked, [there, ...more]), sort: '-phase.days' }}
      className={styles.figure}
      data-tone={tone}
    >
      {text}
    </Link>
  )
  return (
    <div className={styles.figures}>
      <strong className="num">{open(t('board.accounts', { count: column.accounts }), [])}</strong>
      <span className="num" title={format.money(column.arr)}>
        {format.moneyShort(column.arr)}
      </span>
      {column.medianDays === null ? null : (
        <span className="quiet num">{t('board.median', { days: format.number(Math.round(column.medianDays)) })}</span>
      )}
      {column.stalled > 0
        ? open(t('board.stalled', { count: column.stalled }), ['phase.lateness == "stalled"'], 'risk')
        : null}
      {column.watch > 0
        ? open(t('board.watch', { count: column.watch }), ['phase.lateness == "watch"'], 'watch')
        : null}
      {column.blocked > 0 ? open(t('board.blocked', { count: column.blocked }), ['has(journey.blocked_side)']) : null}
      {column.mayLeave > 0 ? open(t('board.mayLeave', { count: column.mayLeave }), ['phase.may_leave'], 'info') : null}
    </div>
  )
}
