import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useEditing } from './editing.ts'
import type { Shown } from './Filters.tsx'
import styles from './map.module.css'
import { PhaseColumn } from './PhaseColumn.tsx'
import { useCardMoves } from './useCardMoves.ts'

/** The map as a canvas: phases side by side, each with its milestones, obstacles and support as cards. */
export function Canvas({ shown, title }: { shown: Shown; title: string }) {
  const { t } = useTranslation('maps')
  const { draft, readOnly } = useEditing()
  const moves = useCardMoves()
  return (
    <section aria-label={t('canvas.label', { map: title })}>
      {readOnly ? null : <p className={`quiet small no-print ${styles.keys}`}>{t('canvas.keys')}</p>}
      <div role="status" className="visually-hidden">
        {moves.told}
      </div>
      {draft.phases.length === 0 ? <EmptyState compact>{t('canvas.none')}</EmptyState> : null}
      <ol className={styles.canvas}>
        {draft.phases.map((phase, at) => (
          <PhaseColumn key={phase.key} phase={phase} at={at} shown={shown} moves={moves} />
        ))}
        {readOnly ? null : (
          <li className={styles.more}>
            <Button variant="default" size="xs" onClick={moves.addPhase}>
              {t('canvas.addPhase')}
            </Button>
          </li>
        )}
      </ol>
    </section>
  )
}
