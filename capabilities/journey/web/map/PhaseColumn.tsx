import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftPhase } from '#capabilities/journey/core/mapDraft.ts'
import { cardLists } from '#capabilities/journey/core/mapEdit.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { CardStack } from './CardStack.tsx'
import { useEditing } from './editing.ts'
import { isListShown, type Shown } from './Filters.tsx'
import styles from './map.module.css'
import { useCarry, usePutPhase } from './useDragging.ts'
import type { Moves } from './useCardMoves.ts'
import { Wrong } from './Wrong.tsx'

/** A phase as a column: its head, and its cards below it. */
export function PhaseColumn({
  phase,
  at,
  shown,
  moves,
}: {
  phase: DraftPhase
  at: number
  shown: Shown
  moves: Moves
}) {
  const { readOnly } = useEditing()
  const column = useRef<HTMLLIElement>(null)
  const over = usePutPhase(column, (key) => moves.placePhase(key, at), !readOnly)
  return (
    <li ref={column} className={styles.column} data-over={over || undefined}>
      <Head phase={phase} at={at} moves={moves} />
      {cardLists
        .filter((list) => isListShown(shown, list))
        .map((list) => (
          <CardStack key={list} phase={phase} at={at} list={list} shown={shown} moves={moves} />
        ))}
    </li>
  )
}

function Head({ phase, at, moves }: { phase: DraftPhase; at: number; moves: Moves }) {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  const { draft, selected, select, readOnly, issues } = useEditing()
  const head = useRef<HTMLDivElement>(null)
  const carrying = useCarry(head, { is: 'phase', key: phase.key }, !readOnly)
  const name = inLanguage(phase.label, language) || t('fresh.phase')
  const isWrong = issues.some(
    ({ field }) =>
      /^phases\.\d+\.(?!milestones\.|obstacles\.|support\.)/.test(field) && field.startsWith(`phases.${at}.`),
  )
  const isSelected = selected?.is === 'phase' && selected.key === phase.key
  return (
    <div
      ref={head}
      className={styles.phaseHead}
      data-carrying={carrying || undefined}
      data-selected={isSelected || undefined}
    >
      <button
        type="button"
        data-card={phase.key}
        className={styles.opener}
        aria-pressed={isSelected}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Delete"
        onClick={() => select({ is: 'phase', key: phase.key })}
        onKeyDown={(event) => moves.onPhaseKey(event, phase.key, at, name)}
      >
        <b>
          <span className="quiet num">{at + 1}</span> {name} {isWrong ? <Wrong /> : null}
        </b>
        <span className={styles.aim}>{inLanguage(phase.aim, language)}</span>
        <span className={styles.marks}>
          <Chip>{phase.usualDays === null ? t('canvas.noDays') : t('canvas.days', { days: phase.usualDays })}</Chip>
          {phase.leave === 'ask' ? <Chip tone="info">{t('canvas.ask')}</Chip> : null}
          {phase.plans?.length ? <Chip tone="brand">{t('canvas.plans', { count: phase.plans.length })}</Chip> : null}
          {phase.content?.length ? (
            <Chip tone="brand">{t('canvas.content', { count: phase.content.length })}</Chip>
          ) : null}
        </span>
      </button>
      {readOnly ? null : (
        <MoreMenu
          label={t('canvas.cardMenu', { name })}
          choices={[
            ...(at > 0 ? [{ label: t('canvas.left'), onChoose: () => moves.placePhase(phase.key, at - 1) }] : []),
            ...(at < draft.phases.length - 1
              ? [{ label: t('canvas.right'), onChoose: () => moves.placePhase(phase.key, at + 1) }]
              : []),
            { label: t('canvas.remove'), onChoose: () => moves.remove(phase.key, name), danger: true },
          ]}
        />
      )}
    </div>
  )
}
