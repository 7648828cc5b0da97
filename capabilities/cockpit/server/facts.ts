import type { FactDefinition } from '#capabilities/facts/core/fact.ts'

const owner = 'cockpit'

/** What there is to do about an account. */
export const ctaFacts: readonly FactDefinition[] = [
  {
    key: 'cta.open_count',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: '未完了のCTA', en: 'Open CTAs' },
    help: { ja: '後回しにしているものは数えない', en: 'Snoozed ones are not counted' },
  },
  {
    key: 'cta.open_risk_count',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: '未完了のリスクCTA', en: 'Open risk CTAs' },
  },
  {
    key: 'cta.next_due_on',
    type: 'date',
    owner,
    label: { ja: 'CTAの次の期限', en: 'Next CTA due on' },
  },
]
