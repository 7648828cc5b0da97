import { Fragment, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftPhase } from '#capabilities/journey/core/mapDraft.ts'
import { type CardList, cardsIn } from '#capabilities/journey/core/mapEdit.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { CardView } from './CardView.tsx'
import { useEditing } from './editing.ts'
import { isCardShown, type Shown } from './Filters.tsx'
import styles from './map.module.css'
import type { Moves } from './useCardMoves.ts'
import { usePutCard } from './useDragging.ts'

type Props = { phase: DraftPhase; at: number; list: CardList; shown: Shown; moves: Moves }

/** One kind of cards in a phase, in their order; one can be put down here, or added. */
export function CardStack({ phase, at, list, shown, moves }: Props) {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  const { readOnly } = useEditing()
  const stack = useRef<HTMLUListElement>(null)
  const cards = cardsIn(phase, list)
  const put = (key: string, before: string) => {
    // Its own place does not count: it is taken out first.
    const others = cards.filter((card) => card.key !== key)
    const to = before === '' ? others.length : others.findIndex((card) => card.key === before)
    if (to >= 0) moves.place(key, { phase: at, list, at: to })
  }
  const before = usePutCard(stack, list, put, !readOnly)
  const visible = cards.filter((card) => isCardShown(shown, card))
  const what = t(`canvas.add.${list}`)
  return (
    <div className={styles.stack} data-list={list}>
      <div className={styles.stackHead}>
        <h3>{t(`lists.${list}`)}</h3>
        {readOnly ? null : (
          <button
            type="button"
            className={styles.add}
            aria-label={t('canvas.in', { phase: inLanguage(phase.label, language), what })}
            title={what}
            onClick={() => moves.add(at, list)}
          >
            <Icon name="plus" size={14} />
          </button>
        )}
      </div>
      <ul ref={stack} className={styles.cards}>
        {visible.map((card) => (
          <Fragment key={card.key}>
            {before === card.key ? <li className={styles.gap} aria-hidden="true" /> : null}
            <CardView card={card} list={list} phase={at} at={cards.indexOf(card)} of={cards.length} moves={moves} />
          </Fragment>
        ))}
        {before === '' ? <li className={styles.gap} aria-hidden="true" /> : null}
      </ul>
    </div>
  )
}
