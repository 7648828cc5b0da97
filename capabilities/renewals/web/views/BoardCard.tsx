import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { categories } from '#capabilities/renewals/core/words.ts'
import board from '#web/board/board.module.css'
import { useFormat } from '#web/session.ts'
import { GradeMark } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import type { Renewal } from '../apis.ts'
import { Left, useMoney } from '../words.tsx'
import type { Category } from './useBoardMove.ts'
import styles from './views.module.css'

const columns: readonly Category[] = [...categories, null]

/** One renewal of the board: whose, how much, until when, and what is next. `arrived`: it was moved just now and has the focus. */
export function BoardCard({
  row,
  onHold,
  onMove,
  arrived,
}: {
  row: Renewal
  /** Absent where this person moves nothing. */
  onHold: ((row: Renewal | null) => void) | undefined
  onMove: (row: Renewal, to: Category) => void
  arrived: boolean
}) {
  const { t } = useTranslation(['renewalViews', 'renewals'])
  const format = useFormat()
  const money = useMoney()(row.currency)
  const navigate = useNavigate()
  const name = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (arrived) name.current?.focus()
  }, [arrived])
  const nameOf = (category: Category) => t(`renewals:categories.${category ?? 'none'}`)
  const choices = columns
    .filter((category) => category !== row.category)
    .map((category) => ({
      label: t('board.moveTo', { column: nameOf(category) }),
      onChoose: () => onMove(row, category),
    }))
  const open = {
    label: t('board.open'),
    onChoose: () => void navigate({ to: '/renewals/$id', params: { id: row.id } }),
  }
  const due = row.noticeBy ?? row.termEnd
  return (
    <li
      className={board.card}
      draggable={onHold !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', row.account.name)
        onHold?.(row)
      }}
      onDragEnd={() => onHold?.(null)}
    >
      <div className={board.cardHead}>
        <Link
          ref={name}
          to="/renewals/$id"
          params={{ id: row.id }}
          className={board.cardName}
          title={row.account.name}
          draggable={false}
        >
          {row.account.name}
        </Link>
        {onHold ? <MoreMenu label={t('board.menu', { name: row.account.name })} choices={[...choices, open]} /> : null}
      </div>
      <div className={board.cardLine}>
        <strong className="num">{money.moneyShort(row.atStake)}</strong>
        {row.amount !== null && row.amount !== row.atStake ? (
          <span className="num"> → {money.moneyShort(row.amount)}</span>
        ) : null}
        <GradeMark grade={row.health.grade} score={row.health.score} brief />
      </div>
      <div className="num small">
        <span className="quiet">{row.noticeBy ? t('board.notice') : t('board.termEnd')}</span> {format.dayTable(due)}{' '}
        <Left until={due} deadline={row.noticeBy !== null} />
      </div>
      {row.nextStep ? (
        <div className={styles.step} title={row.nextStep}>
          {row.nextStep}
        </div>
      ) : null}
      {row.owner ? <div className="quiet small">{row.owner.name}</div> : null}
    </li>
  )
}
