import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Bar } from '#web/ui/Because.tsx'
import type { Tone } from '#web/ui/Chip.tsx'
import { Delta } from '#web/ui/Delta.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import type { WhyDimension } from './apis.ts'
import styles from './health.module.css'
import { Measures } from './Measures.tsx'

/** Points as a colour; the figure beside it says the same. */
export function toneOf(points: number | null): Tone {
  if (points === null) return 'unknown'
  return points >= 70 ? 'healthy' : points >= 50 ? 'watch' : 'risk'
}

/** One dimension as a bar; it opens into its measures. `change` is against a week before; `hatched`: it stands on little. */
export function Dimension({
  dimension,
  change,
  hatched,
  isOpen,
  onToggle,
}: {
  dimension: WhyDimension
  change: number | null
  hatched: boolean
  isOpen: boolean
  onToggle: () => void
}) {
  const { t } = useTranslation('health')
  const { language, number } = useFormat()
  const id = useId()
  const name = inLanguage(dimension.label, language)
  return (
    <div>
      <button
        type="button"
        className={styles.dimension}
        aria-expanded={isOpen}
        aria-controls={id}
        title={`${t('why.open', { dimension: name })} (${t('why.share', { share: number(dimension.share) })})`}
        onClick={onToggle}
      >
        <Icon name="chevronRight" size={14} className={styles.turn} />
        <span>{name}</span>
        <Bar value={dimension.score} tone={toneOf(dimension.score)} hatched={hatched} />
        <b className="num">{number(dimension.score)}</b>
        <span className="small">
          <Delta value={change} />
        </span>
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen ? <Measures measures={dimension.measures} /> : null}
      </div>
    </div>
  )
}
