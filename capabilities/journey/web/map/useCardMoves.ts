import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  addCard,
  type Card,
  cardLists,
  type CardList,
  cardsIn,
  type Direction,
  moveCard,
  movePhase,
  type Place,
  placeOf,
  removeCard,
  removePhase,
  stepCard,
} from '#capabilities/journey/core/mapEdit.ts'
import { labelOf } from '#capabilities/journey/core/mapDiff.ts'
import {
  type DraftPhase,
  type MapDraft,
  newMilestone,
  newObstacle,
  newPhase,
  newSupport,
} from '#capabilities/journey/core/mapDraft.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { en } from './copy.en.ts'
import { ja } from './copy.ja.ts'
import { useEditing } from './editing.ts'

const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** The element of a card or a phase's head on the page. */
const elementOf = (key: string) => document.querySelector<HTMLElement>(`[data-card="${CSS.escape(key)}"]`)
const focusSoon = (key: string) => requestAnimationFrame(() => elementOf(key)?.focus())

/** What can be done with phases and cards by keyboard, menu and pointer; each is told to a screen reader as well. */
export function useCardMoves() {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  const { draft, change, select, undo, readOnly } = useEditing()
  const [told, tell] = useState('')
  const nameOf = (card: Card) => inLanguage(labelOf(card), language)

  const put = (next: MapDraft, key: string) => {
    const place = placeOf(next, key)
    if (next === draft || !place || readOnly) return
    change(null, () => next)
    const phase = next.phases[place.phase]!
    const name = nameOf(cardsIn(phase, place.list)[place.at]!)
    tell(t('canvas.moved', { name, phase: inLanguage(phase.label, language), place: place.at + 1 }))
    focusSoon(key)
  }
  const step = (key: string, direction: Direction) => put(stepCard(draft, key, direction), key)
  const place = (key: string, to: Place) => put(moveCard(draft, key, to), key)
  const placePhase = (key: string, to: number) => {
    const next = movePhase(draft, key, to)
    if (next === draft || readOnly) return
    change(null, () => next)
    const phase = next.phases[to]!
    tell(t('canvas.movedPhase', { name: inLanguage(phase.label, language), place: to + 1 }))
    focusSoon(key)
  }
  const add = (phase: number, list: CardList) => {
    const label = (words: typeof ja.fresh) => words[list === 'milestones' || list === 'obstacles' ? list : 'support']
    const name = { ja: label(ja.fresh), en: label(en.fresh) }
    const card =
      list === 'milestones'
        ? newMilestone(draft, name)
        : list === 'obstacles'
          ? newObstacle(draft, name)
          : newSupport(draft, name)
    change(null, (now) => addCard(now, { phase, list }, card))
    select({ is: 'card', key: card.key })
  }
  const addPhase = () => {
    const phase = newPhase(draft, { ja: ja.fresh.phase, en: en.fresh.phase })
    change(null, (now) => ({ ...now, phases: [...now.phases, phase] }))
    select({ is: 'phase', key: phase.key })
  }
  const remove = (key: string, name: string) => {
    if (readOnly) return
    const isPhase = draft.phases.some((phase) => phase.key === key)
    const next = neighbour(draft, key)
    change(null, (now) => (isPhase ? removePhase(now, key) : removeCard(now, key)))
    select(null)
    if (next) focusSoon(next)
    toast(t('done.removed', { name }), { undo })
  }

  const onCardKey = (event: KeyboardEvent, key: string, name: string) => {
    const direction = directions[event.key]
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    if (direction && event.altKey) step(key, direction)
    else if (direction) walk(draft, key, direction)
    else if (event.key === 'Delete') remove(key, name)
    else return
    event.preventDefault()
  }
  const onPhaseKey = (event: KeyboardEvent, key: string, at: number, name: string) => {
    const direction = directions[event.key]
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.altKey && direction === 'left') placePhase(key, at - 1)
    else if (event.altKey && direction === 'right') placePhase(key, at + 1)
    else if (direction && !event.altKey) walk(draft, key, direction)
    else if (event.key === 'Delete') remove(key, name)
    else return
    event.preventDefault()
  }
  return { told, step, place, placePhase, add, addPhase, remove, onCardKey, onPhaseKey, nameOf }
}

export type Moves = ReturnType<typeof useCardMoves>

/** What stands in a column from top to bottom: the phase's head and its cards. */
const columnOf = (phase: DraftPhase) => [
  phase.key,
  ...cardLists.flatMap((list) => cardsIn(phase, list).map((card) => card.key ?? '')),
]

/** Goes to the next card in a direction that is on the page; sideways to the same height, or the last there is. */
function walk(draft: MapDraft, key: string, direction: Direction): void {
  const columns = draft.phases.map((phase) => columnOf(phase).filter((one) => elementOf(one)))
  const at = columns.findIndex((column) => column.includes(key))
  const height = columns[at]?.indexOf(key) ?? 0
  const column = columns[at + (direction === 'left' ? -1 : direction === 'right' ? 1 : 0)]
  const by = direction === 'up' ? -1 : direction === 'down' ? 1 : 0
  const next = column?.[Math.min(height + by, column.length - 1)]
  if (next) elementOf(next)?.focus()
}

/** Which card is gone on with when one is taken away. */
function neighbour(draft: MapDraft, key: string): string | null {
  const column = draft.phases.map(columnOf).find((one) => one.includes(key)) ?? []
  const at = column.indexOf(key)
  return at <= 0 ? null : (column[at + 1] ?? column[at - 1] ?? null)
}
