import type { Draft } from './draft.ts'
import type { Scorecard } from './scorecard.ts'

/** The key under which a card stands that has none yet. */
export const newKey = ''

/** Where a new card is tried: before the first that takes everybody, so that its turn comes at all. */
export function placeOfNew(cards: readonly Pick<Scorecard, 'when'>[]): number {
  const rest = cards.findIndex(({ when }) => when === null)
  return rest < 0 ? cards.length : rest
}

/** The cards with a draft in the place of the one of its key (nowhere, if there is none such), or as a new one. */
export function withDraft(cards: readonly Scorecard[], key: string, draft: Draft): Scorecard[] {
  const card = { ...draft, key }
  if (key !== newKey) return cards.map((one) => (one.key === key ? card : one))
  return cards.toSpliced(placeOfNew(cards), 0, card)
}
