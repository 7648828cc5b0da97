import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import board from '#web/board/board.module.css'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip, GradeMark } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import type { Card, Column } from './apis.ts'
import type { Moving } from './Board.tsx'
import styles from './board.module.css'

const tones = { on_time: 'healthy', watch: 'watch', stalled: 'risk' } as const

/** One customer of the board: for how long it is there, and what is missing to go on. `arrived`: it was moved just now and has the focus. */
export function BoardCard({
  card,
  columns,
  onHold,
  onMove,
  arrived,
}: {
  card: Card
  columns: readonly Column[]
  /** Absent where this person moves nothing. */
  onHold: ((card: Card | null) => void) | undefined
  onMove: (moving: Moving) => void
  arrived: boolean
}) {
  const { t } = useTranslation('following')
  const { language, moneyShort } = useFormat()
  const navigate = useNavigate()
  const name = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (arrived) name.current?.focus()
  }, [arrived])
  const { account } = card
  const choices = [
    ...columns
      .filter(({ phase, old }) => phase !== card.phase && !old)
      .map(({ phase, label }) => ({
        label: t('board.moveTo', { phase: inLanguage(label, language) }),
        onChoose: () => onMove({ card, to: phase }),
      })),
    { label: t('board.open'), onChoose: () => void navigate({ to: '/customers/$id', params: { id: account.id } }) },
  ]
  return (
    <li
      className={board.card}
      draggable={onHold !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', account.name)
        onHold?.(card)
      }}
      onDragEnd={() => onHold?.(null)}
    >
      <div className={board.cardHead}>
        <Link
          ref={name}
          to="/customers/$id"
          params={{ id: account.id }}
          className={board.cardName}
          title={account.name}
          draggable={false}
        >
          {account.name}
        </Link>
        {onHold ? <MoreMenu label={t('board.menu', { name: account.name })} choices={choices} /> : null}
      </div>
      <div className={board.cardLine}>
        <strong className="num">{t('board.days', { days: card.days })}</strong>
        {card.usualDays === null ? null : (
          <span className="quiet num small">{t('board.usual', { days: card.usualDays })}</span>
        )}
        {card.lateness === 'on_time' ? null : <Chip tone={tones[card.lateness]}>{t(`states.${card.lateness}`)}</Chip>}
        {card.mayLeave ? <Chip tone="info">{t('states.may_leave')}</Chip> : null}
        {card.blocked ? (
          <Chip tone={card.blocked.side === 'customer' ? 'watch' : 'risk'}>
            {t(`board.blockedBy.${card.blocked.side}`, { days: card.blocked.days })}
          </Chip>
        ) : null}
        {card.regressed > 0 ? <Chip tone="watch">{t('board.regressed', { count: card.regressed })}</Chip> : null}
        {card.returns > 0 ? <Chip tone="watch">{t('board.returns', { count: card.returns })}</Chip> : null}
      </div>
      <Missing card={card} />
      <div className={board.cardFoot}>
        <GradeMark grade={card.health.grade} score={card.health.score} brief />
        <span className="num">{moneyShort(card.arr)}</span>
        {card.struggle !== null && card.struggle >= 20 ? (
          <span className="num small" title={t('board.struggleHelp')}>
            {t('board.struggle', { value: card.struggle })}
          </span>
        ) : null}
        {card.owner ? <span className="quiet small clip">{card.owner.name}</span> : null}
      </div>
    </li>
  )
}

/** What keeps the customer from going on. */
function Missing({ card: { missing } }: { card: Card }) {
  const { t } = useTranslation('following')
  const { language } = useFormat()
  if (missing.length === 0) return null
  const names = missing.map(({ label }) => inLanguage(label, language))
  return (
    <div className={styles.missing} title={names.join('\n')}>
      <span className="quiet">{t('board.missing')}</span> {names[0]}
      {names.length > 1 ? <span className="quiet num"> +{names.length - 1}</span> : null}
    </div>
  )
}
