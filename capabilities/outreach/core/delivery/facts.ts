import type { FactDefinition } from '#capabilities/facts/core/fact.ts'

/** What is known of whether mail reaches a customer's people, and whether they want it. */
export const deliveryFacts: readonly FactDefinition[] = [
  {
    key: 'outreach.suppressed',
    type: 'number',
    unit: 'people',
    owner: 'outreach',
    label: { ja: 'メールの受け取りを停止している人', en: 'People who get no marketing mail' },
    help: {
      ja: '担当者のうち、一部でもご案内メールの配信を停止している人の数',
      en: 'Contacts whose address is suppressed for some of the marketing mail, or all of it',
    },
  },
  {
    key: 'outreach.bounced',
    type: 'number',
    unit: 'people',
    owner: 'outreach',
    label: { ja: 'メールが届かない人', en: 'People whom mail does not reach' },
    help: {
      ja: 'メールアドレスが存在しないと返ってきた担当者の数',
      en: 'Contacts whose address came back as not existing',
    },
  },
]
