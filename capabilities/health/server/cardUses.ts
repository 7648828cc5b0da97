import type { TellUses } from '#capabilities/facts/server/index.ts'
import { factsOfMeasure } from '../core/scorecard.ts'
import { readCards } from './cards.ts'

/** Scorecards ask about facts: for whom they are meant, what they measure, and how fresh it is. */
export const cardUses: TellUses = async (tx, { workspaceId }) =>
  (await readCards(tx, workspaceId)).map(({ key, label, when, dimensions }) => ({
    kind: 'scorecard',
    id: key,
    name: label,
    conditions: when === null ? [] : [when],
    facts: dimensions.flatMap(({ measures }) => measures.flatMap(factsOfMeasure)),
  }))
