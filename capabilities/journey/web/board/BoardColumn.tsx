import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { BoardColumn as Column } from '#web/board/BoardColumn.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { type Asked, type Card, cardsQuery, type Column as Phase } from './apis.ts'
import type { Moving } from './Board.tsx'
import { BoardCard } from './BoardCard.tsx'
import { conditionOf, type JourneySearch, states } from './search.ts'
import styles from './board.module.css'

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
  column: Phase
  columns: readonly Phase[]
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
  const { language } = useFormat()
  const { phase } = column
  const state = states.find((one) => one === wanted)
  const id = useId()
  const list = useInfiniteQuery(cardsQuery({ ...asked, phase, ...(state ? { state } : {}) }))
  return (
    <Column
      id={id}
      head={
        <>
          <h2 id={id} className={styles.name}>
            {inLanguage(column.label, language)}
            {column.old ? <span className="quiet small"> {t('board.old')}</span> : null}
          </h2>
          <Figures column={column} asked={listed} />
        </>
      }
      list={list}
      takes={held !== null && held.phase !== phase && !column.old}
      onTake={() => held && onMove({ card: held, to: phase })}
      empty={t('board.empty')}
      more={t('board.more')}
    >
      {(card) => (
        <BoardCard
          key={card.entryId}
          card={card}
          columns={columns}
          onHold={onHold}
          onMove={onMove}
          arrived={card.account.id === arrived}
        />
      )}
    </Column>
  )
}

/** The head of a column; each count opens its customers. */
function Figures({ column, asked }: { column: Phase; asked: Asked }) {
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
