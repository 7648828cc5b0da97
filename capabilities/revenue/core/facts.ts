import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { successFacts } from './successFacts.ts'

const owner = 'revenue'

/** Where an account stands by its contracts. */
export const accountStates = ['active', 'trial', 'ended', 'none'] as const
export type AccountState = (typeof accountStates)[number]

/** Whose values are names of plans. */
export const planFact: FactDefinition = {
  key: 'contract.plan',
  type: 'text',
  label: { ja: 'プラン', en: 'Plan' },
  owner,
}
/** Whose values are names of products. */
export const productsFact: FactDefinition = {
  key: 'contract.products',
  type: 'list',
  label: { ja: '契約中の製品', en: 'Products' },
  owner,
}

/** What contracts tell of each customer. Money counts lines in the workspace's own currency only. */
export const contractFacts: readonly FactDefinition[] = [
  {
    key: 'contract.state',
    type: 'choice',
    label: { ja: '契約の状態', en: 'Contract state' },
    choices: [
      { key: 'active', label: { ja: '契約中', en: 'Active' } },
      { key: 'trial', label: { ja: '試用中', en: 'Trial' } },
      { key: 'ended', label: { ja: '終了', en: 'Ended' } },
      { key: 'none', label: { ja: '契約なし', en: 'No contract' } },
    ],
    owner,
  },
  {
    key: 'contract.mrr',
    type: 'money',
    label: { ja: 'MRR', en: 'MRR' },
    help: {
      ja: '月次経常収益です。契約の月額から、消費税・一時収益・試用を除いた合計です。',
      en: 'Monthly recurring revenue: what is paid a month, without tax, one-time items and trials.',
    },
    owner,
  },
  {
    key: 'contract.arr',
    type: 'money',
    label: { ja: 'ARR', en: 'ARR' },
    help: {
      ja: '年間経常収益です。MRRの12倍で、契約の年額にあたります。',
      en: 'Annual recurring revenue: twelve times MRR, what is paid a year.',
    },
    owner,
  },
  { key: 'contract.arr_90d_ago', type: 'money', label: { ja: '90日前の ARR', en: 'ARR 90 days ago' }, owner },
  { key: 'contract.started_on', type: 'date', label: { ja: '契約開始日', en: 'Contract start' }, owner },
  { key: 'contract.renewal_on', type: 'date', label: { ja: '更新日', en: 'Renewal date' }, owner },
  {
    key: 'contract.days_to_renewal',
    type: 'number',
    unit: 'days',
    label: { ja: '更新までの日数', en: 'Days to renewal' },
    derived: { measure: 'days_until', of: 'contract.renewal_on' },
    owner,
  },
  { key: 'contract.auto_renews', type: 'yes_no', label: { ja: '自動更新', en: 'Renews by itself' }, owner },
  { key: 'contract.seats', type: 'number', unit: 'seats', label: { ja: '契約数量(席数)', en: 'Seats' }, owner },
  planFact,
  productsFact,
  ...successFacts,
  { key: 'contract.churned_on', type: 'date', label: { ja: '解約日', en: 'Churned on' }, owner },
]
