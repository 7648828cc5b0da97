import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Bands, Scorecard } from '../scorecard.ts'
import type { DimensionKey } from '../words.ts'
import { measures, weigh } from './measures.ts'

export const dimensionLabels: Record<DimensionKey, Label> = {
  deployment: { ja: '導入完了度', en: 'Deployment' },
  engagement: { ja: '関係性', en: 'Engagement' },
  adoption: { ja: '活用度', en: 'Adoption' },
  roi: { ja: '費用対効果', en: 'ROI' },
}

const bands: Bands = { healthyFrom: 70, watchFrom: 50, hysteresis: 2 }
const m = measures

/** Ready made for the onboarding phase: set-up, pace and contact count; results are not judged yet. */
export const dearOnboarding: Scorecard = {
  key: 'dear_onboarding',
  label: { ja: 'DEAR(導入期)', en: 'DEAR (onboarding)' },
  when: 'phase.key == "onboarding"',
  bands,
  confidenceNeeded: 30,
  dimensions: [
    {
      key: 'deployment',
      label: dimensionLabels.deployment,
      weight: 50,
      measures: [weigh(m.milestones, 40), weigh(m.onPlan, 40), weigh(m.firstValue, 20)],
    },
    {
      key: 'engagement',
      label: dimensionLabels.engagement,
      weight: 25,
      measures: [weigh(m.touch, 40), weigh(m.decisionMaker, 25), weigh(m.inquirySatisfaction, 15), weigh(m.pulse, 20)],
    },
    {
      key: 'adoption',
      label: dimensionLabels.adoption,
      weight: 25,
      measures: [weigh(m.activeDays, 50), weigh(m.features, 30), weigh(m.lastSeen, 20)],
    },
  ],
}

/** Ready made for every later phase: use weighs most, then the relationship, then results and how it was deployed. */
export const dear: Scorecard = {
  key: 'dear',
  label: { ja: 'DEAR(定着期以降)', en: 'DEAR (after onboarding)' },
  when: null,
  bands,
  confidenceNeeded: 30,
  dimensions: [
    {
      key: 'deployment',
      label: dimensionLabels.deployment,
      weight: 15,
      measures: [weigh(m.licences, 50), weigh(m.onPlan, 30), weigh(m.onboarding, 20)],
    },
    {
      key: 'engagement',
      label: dimensionLabels.engagement,
      weight: 25,
      measures: [
        weigh(m.decisionMaker, 25),
        weigh(m.touch, 20),
        weigh(m.csat, 20),
        weigh(m.inquirySatisfaction, 15),
        weigh(m.escalations, 10),
        weigh(m.pulse, 10),
      ],
    },
    {
      key: 'adoption',
      label: dimensionLabels.adoption,
      weight: 40,
      measures: [
        weigh(m.weeklyChange, 30),
        weigh(m.habit, 20),
        weigh(m.features, 20),
        weigh(m.stickiness, 15),
        weigh(m.lastSeen, 15),
      ],
    },
    {
      key: 'roi',
      label: dimensionLabels.roi,
      weight: 20,
      measures: [weigh(m.recommendation, 60), weigh(m.results, 40)],
    },
  ],
}

/** In the order they are tried. */
export const readyCards: readonly Scorecard[] = [dearOnboarding, dear]
