import type { Label } from '#capabilities/facts/core/fact.ts'

/** What a customer would buy more of: more of what they have, another product, or seats. */
export const expansionKinds = ['upsell', 'cross_sell', 'seats'] as const
export type ExpansionKind = (typeof expansionKinds)[number]

/** How far an opportunity has come. */
export const openStages = ['found', 'talked', 'proposed'] as const
export const closedStages = ['won', 'lost'] as const
export const shownStages = [...openStages, ...closedStages] as const
/** `watched`: the rule's condition holds, not for long enough yet. `withdrawn`: it held no longer before anybody took it up. */
export const stages = ['watched', ...shownStages, 'withdrawn'] as const
export type Stage = (typeof stages)[number]
export type OpenStage = (typeof openStages)[number]
export type ShownStage = (typeof shownStages)[number]

export const isOpen = (stage: Stage): stage is OpenStage => (openStages as readonly Stage[]).includes(stage)
export const isClosed = (stage: Stage): boolean => stage === 'won' || stage === 'lost'

/** Why an opportunity came to nothing. */
export const refusals = [
  'no_need',
  'no_budget',
  'not_now',
  'value_unclear',
  'competitor',
  'no_answer',
  'other',
] as const
export type Refusal = (typeof refusals)[number]

export const kindLabels: Record<ExpansionKind, Label> = {
  upsell: { ja: 'アップセル', en: 'Upsell' },
  cross_sell: { ja: 'クロスセル', en: 'Cross-sell' },
  seats: { ja: '席の追加', en: 'More seats' },
}

export const stageLabels: Record<ShownStage, Label> = {
  found: { ja: '発見', en: 'Found' },
  talked: { ja: '打診済み', en: 'Talked' },
  proposed: { ja: '提案中', en: 'Proposed' },
  won: { ja: '成立', en: 'Won' },
  lost: { ja: '見送り', en: 'Lost' },
}

export const refusalLabels: Record<Refusal, Label> = {
  no_need: { ja: '必要がない', en: 'No need' },
  no_budget: { ja: '予算がない', en: 'No budget' },
  not_now: { ja: '時期が合わない', en: 'Not now' },
  value_unclear: { ja: '効果が見えない', en: 'Value unclear' },
  competitor: { ja: '他社の製品を使っている', en: 'Another product in use' },
  no_answer: { ja: '返事がない', en: 'No answer' },
  other: { ja: 'そのほか', en: 'Something else' },
}
