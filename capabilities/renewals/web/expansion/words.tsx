import { useTranslation } from 'react-i18next'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip, type Tone } from '#web/ui/Chip.tsx'
import { useFactText } from '#web/ui/FactValue.tsx'
import type { Opportunity } from './apis.ts'

const tones = {
  found: 'unknown',
  talked: 'info',
  proposed: 'brand',
  won: 'healthy',
  lost: 'plain',
} satisfies Record<Opportunity['stage'], Tone>

/** How far it has come; what was found and is not to be proposed yet is held back. */
export function StageChip({ opportunity }: { opportunity: Pick<Opportunity, 'stage' | 'heldBack'> }) {
  const { t } = useTranslation('expansion')
  const { stage, heldBack } = opportunity
  if (heldBack) return <Chip tone="watch">{t('held')}</Chip>
  return <Chip tone={tones[stage]}>{t(`stages.${stage}`)}</Chip>
}

/** What would be sold: another product by its name, else more of what they have. */
export function useOffered(): (one: Pick<Opportunity, 'kind' | 'product'>) => string {
  const { t } = useTranslation('expansion')
  return ({ kind, product }) => (product === null ? t(`kinds.${kind}`) : `${t(`kinds.${kind}`)}: ${product}`)
}

/** Why it is not proposed yet, in a line: what has to be first. */
export function useNotYet(): (heldBack: Opportunity['heldBack']) => string | null {
  const { t } = useTranslation('expansion')
  const { language } = useFormat()
  return (heldBack) =>
    heldBack === null
      ? null
      : t('notYet', {
          grounds: heldBack.map(({ label }) => inLanguage(label, language)).join(language === 'ja' ? '、' : ', '),
        })
}

/** The same, each ground with the facts that say so. */
export function HeldBack({ heldBack }: { heldBack: NonNullable<Opportunity['heldBack']> }) {
  const { t } = useTranslation('expansion')
  const { language } = useFormat()
  const text = useFactText()
  return (
    <div role="note">
      <strong>{t('heldTitle')}</strong>
      <ul>
        {heldBack.map(({ label, facts }) => (
          <li key={label.ja}>
            <strong>{inLanguage(label, language)}</strong>{' '}
            <span className="quiet">
              {facts
                .map((seen) => `${inLanguage(seen.label, language)}: ${text(shownFact(seen), seen.value)}`)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
