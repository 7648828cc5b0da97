import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { byWord, type Links, type Milestone } from '#capabilities/journey/core/map.ts'
import { type Card, type CardList, stepCard } from '#capabilities/journey/core/mapEdit.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { useEditing } from './editing.ts'
import styles from './map.module.css'
import type { Moves } from './useCardMoves.ts'
import { Wrong } from './Wrong.tsx'
import { useCarry } from './useDragging.ts'

type Props = { card: Card; list: CardList; phase: number; at: number; of: number; moves: Moves }

const directions = ['left', 'right', 'up', 'down'] as const

/** A card on the canvas: opened by a click, carried by the pointer, moved by keys and from its menu. */
export function CardView({ card, list, phase, at, of, moves }: Props) {
  const { t } = useTranslation('maps')
  const { draft, selected, select, readOnly, issues } = useEditing()
  const element = useRef<HTMLLIElement>(null)
  const key = card.key ?? ''
  const carrying = useCarry(element, { is: 'card', key, list }, !readOnly)
  const name = moves.nameOf(card) || t(`fresh.${list === 'milestones' || list === 'obstacles' ? list : 'support'}`)
  const isSelected = selected?.is === 'card' && selected.key === key
  const field = fieldOf(phase, list, at)
  return (
    <li
      ref={element}
      className={styles.card}
      data-list={list}
      data-carrying={carrying || undefined}
      data-selected={isSelected || undefined}
    >
      <button
        type="button"
        data-card={key}
        className={styles.opener}
        aria-pressed={isSelected}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Alt+ArrowUp Alt+ArrowDown Delete"
        onClick={() => select({ is: 'card', key })}
        onKeyDown={(event) => moves.onCardKey(event, key, name)}
      >
        <span className={styles.cardName}>
          {name}
          {issues.some((issue) => issue.field.startsWith(`${field}.`)) ? <Wrong /> : null}
          <span className="visually-hidden">
            {t(`lists.${list}`)}, {t('canvas.position', { place: at + 1, of })}
          </span>
        </span>
        <Marks card={card} />
      </button>
      {readOnly ? null : (
        <MoreMenu
          label={t('canvas.cardMenu', { name })}
          choices={[
            ...directions
              .filter((direction) => stepCard(draft, key, direction) !== draft)
              .map((direction) => ({
                label: t(`canvas.${direction}`),
                onChoose: () => moves.step(key, direction),
              })),
            { label: t('canvas.remove'), onChoose: () => moves.remove(key, name), danger: true },
          ]}
        />
      )}
    </li>
  )
}

/** Where in a draft a card stands, as issues name it. */
export const fieldOf = (phase: number, list: CardList, at: number): string =>
  `phases.${phase}.${list === 'milestones' || list === 'obstacles' ? list : `support.${list}`}.${at}`

function Marks({ card }: { card: Card }) {
  const { t } = useTranslation('maps')
  const links: Links = 'hint' in card ? {} : card
  const marks = [
    'condition' in card ? <MilestoneMarks key="milestone" milestone={card} /> : null,
    'side' in card && card.side ? <Chip key="side">{t(`sides.${card.side}`)}</Chip> : null,
    links.plans?.length ? (
      <Chip key="plans" tone="brand">
        {t('canvas.plans', { count: links.plans.length })}
      </Chip>
    ) : null,
    links.content?.length ? (
      <Chip key="content" tone="brand">
        {t('canvas.content', { count: links.content.length })}
      </Chip>
    ) : null,
  ].filter(Boolean)
  return marks.length > 0 ? <span className={styles.marks}>{marks}</span> : null
}

function MilestoneMarks({ milestone }: { milestone: Milestone }) {
  const { t } = useTranslation('maps')
  return (
    <>
      {milestone.exit ? <Chip tone="healthy">{t('canvas.exit')}</Chip> : null}
      {milestone.condition === byWord ? <Chip tone="info">{t('canvas.byWord')}</Chip> : null}
      {milestone.usualDays === undefined ? null : <Chip>{t('canvas.dayOf', { days: milestone.usualDays })}</Chip>}
    </>
  )
}
