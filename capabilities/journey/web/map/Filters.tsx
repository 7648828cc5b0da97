import { useTranslation } from 'react-i18next'
import { type CardList, type Card } from '#capabilities/journey/core/mapEdit.ts'
import { type Side, sides, type Touch, touches } from '#capabilities/journey/core/words.ts'
import styles from './map.module.css'

/** Of the cards, those that are looked at: from one side, for one touch model; null: all. */
export type Shown = { side: Side | null; touch: Touch | null }
export const shownAll: Shown = { side: null, touch: null }

/** Whether a list of cards is looked at, and a card in it. Milestones are seen from every side. */
export const isListShown = ({ touch }: Shown, list: CardList): boolean =>
  list === 'milestones' || list === 'obstacles' || touch === null || touch === list
export const isCardShown = ({ side }: Shown, card: Card): boolean =>
  side === null || !('side' in card) || card.side === undefined || card.side === side

/** Chooses from which side and for which touch model the map is looked at. */
export function Filters({ shown, onChange }: { shown: Shown; onChange: (shown: Shown) => void }) {
  const { t } = useTranslation('maps')
  return (
    <>
      <fieldset className={styles.choice} aria-label={t('filters.side')}>
        {[null, ...sides].map((side) => (
          <button
            key={side}
            type="button"
            aria-pressed={shown.side === side}
            onClick={() => onChange({ ...shown, side })}
          >
            {side === null ? `${t('filters.side')}: ${t('filters.all')}` : t(`sides.${side}`)}
          </button>
        ))}
      </fieldset>
      <fieldset className={styles.choice} aria-label={t('filters.touch')}>
        {[null, ...touches].map((touch) => (
          <button
            key={touch}
            type="button"
            aria-pressed={shown.touch === touch}
            onClick={() => onChange({ ...shown, touch })}
          >
            {touch === null ? `${t('filters.touch')}: ${t('filters.all')}` : t(`touches.${touch}`)}
          </button>
        ))}
      </fieldset>
    </>
  )
}
