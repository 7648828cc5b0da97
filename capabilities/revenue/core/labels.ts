import type { MovementKind } from './ledger/movement.ts'

/** What files call the kinds of movements. */
export const movementLabels: Record<MovementKind, { readonly ja: string; readonly en: string }> = {
  new: { ja: '新規', en: 'New' },
  reactivation: { ja: '再開', en: 'Reactivation' },
  upsell: { ja: 'アップセル', en: 'Upsell' },
  cross_sell: { ja: 'クロスセル', en: 'Cross-sell' },
  contraction: { ja: '縮小', en: 'Contraction' },
  churn: { ja: '解約', en: 'Churn' },
  fx: { ja: '為替', en: 'Exchange rates' },
  uncounted: { ja: 'レートなし', en: 'No rate' },
}
