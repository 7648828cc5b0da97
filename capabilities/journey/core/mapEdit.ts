import type { Milestone } from './map.ts'
import type { DraftPhase, DraftSupport, MapDraft } from './mapDraft.ts'
import { type Touch, touches } from './words.ts'

/** The lists of cards that a phase has: its milestones, what hinders, and what we do by touch model. */
export const cardLists = ['milestones', 'obstacles', ...touches] as const
export type CardList = (typeof cardLists)[number]
export type Card = Milestone | DraftPhase['obstacles'][number] | DraftSupport

/** Where a card stands: in which phase (from 0), in which of its lists, at which place. */
export type Place = { phase: number; list: CardList; at: number }

export function cardsIn(phase: DraftPhase, list: CardList): readonly Card[] {
  if (list === 'milestones' || list === 'obstacles') return phase[list]
  return phase.support[list]
}

/** Where the card with a key stands; null: there is none such. */
export function placeOf(draft: MapDraft, key: string): Place | null {
  for (const [phase, one] of draft.phases.entries())
    for (const list of cardLists) {
      const at = cardsIn(one, list).findIndex((card) => card.key === key)
      if (at >= 0) return { phase, list, at }
    }
  return null
}

/** Whether cards of a list may stand in another: support goes from touch model to touch model, others stay what they are. */
export function mayStand(from: CardList, to: CardList): boolean {
  const isSupport = (list: CardList) => list !== 'milestones' && list !== 'obstacles'
  return from === to || (isSupport(from) && isSupport(to))
}

/** Puts a card somewhere else: before the card that stands at `to.at` once it is taken out. Nothing where it cannot stand. */
export function moveCard(draft: MapDraft, key: string, to: Place): MapDraft {
  const from = placeOf(draft, key)
  if (!from || !draft.phases[to.phase] || !mayStand(from.list, to.list)) return draft
  if (from.phase === to.phase && from.list === to.list && from.at === to.at) return draft
  const card = cardsIn(draft.phases[from.phase]!, from.list)[from.at]!
  const without = withCards(draft, from, (cards) => cards.toSpliced(from.at, 1))
  return withCards(without, to, (cards) => cards.toSpliced(Math.min(Math.max(0, to.at), cards.length), 0, card))
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * One step by keyboard: into the phase before or after at the same height, or a place up or down; support goes on into
 * the list of the next touch model. The same draft where there is nothing in that direction.
 */
export function stepCard(draft: MapDraft, key: string, direction: Direction): MapDraft {
  const from = placeOf(draft, key)
  if (!from) return draft
  const { phase, list, at } = from
  if (direction === 'left') return moveCard(draft, key, { ...from, phase: phase - 1 })
  if (direction === 'right') return moveCard(draft, key, { ...from, phase: phase + 1 })
  const by = direction === 'up' ? -1 : 1
  const next = at + by
  if (next >= 0 && next < cardsIn(draft.phases[phase]!, list).length) return moveCard(draft, key, { ...from, at: next })
  const touch = touches[touches.indexOf(list as Touch) + by]
  if (list === 'milestones' || list === 'obstacles' || !touch) return draft
  return moveCard(draft, key, { phase, list: touch, at: by < 0 ? Number.POSITIVE_INFINITY : 0 })
}

export function addCard(draft: MapDraft, place: Omit<Place, 'at'>, card: Card): MapDraft {
  return withCards(draft, place, (cards) => [...cards, card])
}

export function removeCard(draft: MapDraft, key: string): MapDraft {
  const from = placeOf(draft, key)
  return from ? withCards(draft, from, (cards) => cards.toSpliced(from.at, 1)) : draft
}

/** Changes what a card says. */
export function changeCard<Kind extends Card>(draft: MapDraft, key: string, change: (card: Kind) => Kind): MapDraft {
  const from = placeOf(draft, key)
  return from ? withCards(draft, from, (cards) => cards.with(from.at, change(cards[from.at] as Kind))) : draft
}

export function changePhase(draft: MapDraft, key: string, change: (phase: DraftPhase) => DraftPhase): MapDraft {
  return { ...draft, phases: draft.phases.map((phase) => (phase.key === key ? change(phase) : phase)) }
}

export function removePhase(draft: MapDraft, key: string): MapDraft {
  return { ...draft, phases: draft.phases.filter((phase) => phase.key !== key) }
}

/** Puts a phase at a place in the order; the same draft where it stands there. */
export function movePhase(draft: MapDraft, key: string, to: number): MapDraft {
  const from = draft.phases.findIndex((phase) => phase.key === key)
  if (from < 0 || from === to || to < 0 || to >= draft.phases.length) return draft
  return { ...draft, phases: draft.phases.toSpliced(from, 1).toSpliced(to, 0, draft.phases[from]!) }
}

function withCards(
  draft: MapDraft,
  { phase: number, list }: Omit<Place, 'at'>,
  change: (cards: readonly Card[]) => readonly Card[],
): MapDraft {
  const phase = draft.phases[number]
  if (!phase) return draft
  const cards = change(cardsIn(phase, list))
  const next =
    list === 'milestones' || list === 'obstacles'
      ? { ...phase, [list]: cards }
      : { ...phase, support: { ...phase.support, [list]: cards } }
  return { ...draft, phases: draft.phases.with(number, next) }
}
