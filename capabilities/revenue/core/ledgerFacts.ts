import type { FactDefinition } from '#capabilities/facts/core/fact.ts'

const owner = 'revenue'

/** What the ledger tells of each customer: what last moved its MRR, exchange rates apart. */
export const ledgerFacts: readonly FactDefinition[] = [
  {
    key: 'contract.last_movement',
    type: 'choice',
    label: { ja: '直近のMRR増減', en: 'Last MRR movement' },
    choices: [
      { key: 'new', label: { ja: '新規', en: 'New' } },
      { key: 'reactivation', label: { ja: '再開', en: 'Reactivation' } },
      { key: 'upsell', label: { ja: 'アップセル', en: 'Upsell' } },
      { key: 'cross_sell', label: { ja: 'クロスセル', en: 'Cross-sell' } },
      { key: 'contraction', label: { ja: '縮小', en: 'Contraction' } },
      { key: 'churn', label: { ja: '解約', en: 'Churn' } },
    ],
    owner,
  },
  {
    key: 'contract.last_movement_on',
    type: 'date',
    label: { ja: '直近のMRR増減の日', en: 'Last MRR movement on' },
    owner,
  },
]
