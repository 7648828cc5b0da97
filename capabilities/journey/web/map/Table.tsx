import { useTranslation } from 'react-i18next'
import { byWord } from '#capabilities/journey/core/map.ts'
import type { DraftPhase } from '#capabilities/journey/core/mapDraft.ts'
import { type Card, cardLists, type CardList, cardsIn, stepCard } from '#capabilities/journey/core/mapEdit.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { fieldOf } from './CardView.tsx'
import { useEditing } from './editing.ts'
import { isCardShown, isListShown, type Shown } from './Filters.tsx'
import styles from './map.module.css'
import { Wrong } from './Wrong.tsx'
import { type Moves, useCardMoves } from './useCardMoves.ts'
import { useScopeText } from './useScopeText.ts'

/** The same map as a table: a line for each card, phase by phase. */
export function Table({ shown }: { shown: Shown }) {
  const { t } = useTranslation('maps')
  const { draft, readOnly } = useEditing()
  const moves = useCardMoves()
  if (draft.phases.length === 0) return <EmptyState compact>{t('canvas.none')}</EmptyState>
  return (
    <div className={styles.tableFrame}>
      <div role="status" className="visually-hidden">
        {moves.told}
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('table.kind')}</th>
            <th scope="col">{t('table.name')}</th>
            <th scope="col">{t('table.told')}</th>
            <th scope="col">{t('table.side')}</th>
            <th scope="col">{t('table.days')}</th>
            {readOnly ? null : (
              <th scope="col">
                <span className="visually-hidden">{t('table.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        {draft.phases.map((phase, at) => (
          <PhaseLines key={phase.key} phase={phase} at={at} shown={shown} moves={moves} />
        ))}
      </table>
    </div>
  )
}

function PhaseLines({ phase, at, shown, moves }: { phase: DraftPhase; at: number; shown: Shown; moves: Moves }) {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  const { draft, select, readOnly } = useEditing()
  const name = inLanguage(phase.label, language) || t('fresh.phase')
  return (
    <tbody>
      <tr className={styles.phaseRow}>
        <th scope="rowgroup" colSpan={2}>
          <span className="quiet num">{at + 1}</span>{' '}
          <LinkButton onClick={() => select({ is: 'phase', key: phase.key })}>{name}</LinkButton>
        </th>
        <td>{inLanguage(phase.aim, language)}</td>
        <td>{phase.leave === 'ask' ? t('canvas.ask') : ''}</td>
        <td className="num">{phase.usualDays ?? '—'}</td>
        {readOnly ? null : (
          <td>
            <MoreMenu
              label={t('canvas.cardMenu', { name })}
              choices={[
                ...(at > 0 ? [{ label: t('canvas.up'), onChoose: () => moves.placePhase(phase.key, at - 1) }] : []),
                ...(at < draft.phases.length - 1
                  ? [{ label: t('canvas.down'), onChoose: () => moves.placePhase(phase.key, at + 1) }]
                  : []),
                ...cardLists.map((list) => ({ label: t(`canvas.add.${list}`), onChoose: () => moves.add(at, list) })),
                { label: t('canvas.remove'), onChoose: () => moves.remove(phase.key, name), danger: true },
              ]}
            />
          </td>
        )}
      </tr>
      {cardLists
        .filter((list) => isListShown(shown, list))
        .flatMap((list) =>
          cardsIn(phase, list).map((card, place) =>
            isCardShown(shown, card) ? (
              <CardLine key={card.key} card={card} list={list} phase={at} at={place} moves={moves} />
            ) : null,
          ),
        )}
    </tbody>
  )
}

type LineProps = { card: Card; list: CardList; phase: number; at: number; moves: Moves }

function CardLine({ card, list, phase, at, moves }: LineProps) {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  const { draft, select, issues, readOnly } = useEditing()
  const said = useScopeText()
  const key = card.key ?? ''
  const name = moves.nameOf(card) || '—'
  const told =
    'condition' in card
      ? card.condition === byWord
        ? t('canvas.byWord')
        : said(card.condition)
      : 'hint' in card
        ? inLanguage(card.hint, language)
        : ''
  return (
    <tr>
      <td className="quiet">{t(`lists.${list}`)}</td>
      <td>
        <LinkButton onClick={() => select({ is: 'card', key })}>{name}</LinkButton>
        {issues.some((issue) => issue.field.startsWith(`${fieldOf(phase, list, at)}.`)) ? <Wrong /> : null}
        {'exit' in card && card.exit ? <div className="quiet small">{t('canvas.exit')}</div> : null}
      </td>
      <td>{told}</td>
      <td>{'side' in card && card.side ? t(`sides.${card.side}`) : ''}</td>
      <td className="num">{'usualDays' in card ? (card.usualDays ?? '—') : ''}</td>
      {readOnly ? null : (
        <td>
          <MoreMenu
            label={t('canvas.cardMenu', { name })}
            choices={[
              ...(['left', 'right', 'up', 'down'] as const)
                .filter((direction) => stepCard(draft, key, direction) !== draft)
                .map((direction) => ({ label: t(`canvas.${direction}`), onChoose: () => moves.step(key, direction) })),
              { label: t('canvas.remove'), onChoose: () => moves.remove(key, name), danger: true },
            ]}
          />
        </td>
      )}
    </tr>
  )
}
