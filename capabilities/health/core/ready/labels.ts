import type { Label } from '#capabilities/facts/core/fact.ts'

/** What a new card and a new dimension are called until somebody names them. */
export const newCardLabel: Label = { ja: '新しい採点表', en: 'New scorecard' }
export const newDimensionLabel: Label = { ja: '新しい観点', en: 'New dimension' }
