import type { ExpansionRule, Ground } from './rule.ts'

/** Nothing is offered to a customer whose contract has ended or is still being tried. */
const paying = 'contract.state == "active"'

/** Value is had before more is proposed: what holds until a workspace says otherwise. What has no grade is not at risk. */
export const usualGuard: readonly Ground[] = [
  { label: { ja: '導入を終えている', en: 'Onboarding is over' }, condition: 'has(onboarding.days)' },
  { label: { ja: '製品を一度は活用した', en: 'First value was reached' }, condition: 'has(metric.first_value_on)' },
  { label: { ja: '健康度が危険でない', en: 'Health is not at risk' }, condition: '!(health.grade in ["risk"])' },
]

/** The rules that every workspace has until it changes them. */
export const readyRules: readonly ExpansionRule[] = [
  {
    key: 'seats_exceeded',
    label: { ja: '契約より多い利用者がいる', en: 'More users than seats' },
    help: {
      ja: '28日間の利用者数が契約数量を超えた状態が7日続いた',
      en: 'For 7 days more people have used the product in 28 days than there are seats',
    },
    condition: `metric.licence_use > 100 && ${paying}`,
    kind: 'seats',
    offered: { is: 'same' },
    sharePercent: 25,
    holdDays: 7,
    coolDownDays: 90,
  },
  {
    key: 'seats_nearly_full',
    label: { ja: 'ライセンス利用率が90%を超えている', en: 'Licence use over 90%' },
    help: {
      ja: '契約数量の90%を超える利用が28日続いた',
      en: 'More than 90% of the seats have been in use for 28 days',
    },
    condition: `metric.licence_use > 90 && ${paying}`,
    kind: 'seats',
    offered: { is: 'same' },
    sharePercent: 20,
    holdDays: 28,
    coolDownDays: 120,
  },
  {
    key: 'promoter',
    label: { ja: '推奨者が上位プランに向いている', en: 'Promoters ready for more' },
    help: {
      ja: '90日以内の推奨度が9以上で、健康度が良好',
      en: 'A recommendation of 9 or more within 90 days, and healthy',
    },
    condition: `survey.nps.latest >= 9 && survey.nps.on >= today - 90 && health.grade == "healthy" && ${paying}`,
    kind: 'upsell',
    offered: { is: 'same' },
    sharePercent: 15,
    holdDays: 0,
    coolDownDays: 180,
  },
  {
    key: 'white_space',
    label: { ja: '同じような顧客が使う製品をまだ持っていない', en: 'Lacks what customers alike have' },
    help: {
      ja: '同じ製品を使う顧客の30%以上が持つ製品を契約しておらず、健康度が良好',
      en: 'Lacks a product that at least 30% of the customers with the same products have, and is healthy',
    },
    condition: `expansion.next_share >= 30 && health.grade == "healthy" && ${paying}`,
    kind: 'cross_sell',
    offered: { is: 'next' },
    sharePercent: 30,
    holdDays: 14,
    coolDownDays: 180,
  },
]
