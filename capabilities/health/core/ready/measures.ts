import type { Measure } from '../scorecard.ts'

type Ready = Omit<Measure, 'weight'>
const leaveOut = { then: 'leave_out' } as const

/** The measures that the ready-made scorecards are put together from; a card gives each its weight. */
export const measures = {
  milestones: {
    key: 'milestones',
    label: { ja: 'フェーズの到達点', en: 'Milestones of the phase' },
    fact: 'milestone.done_percent',
    curve: {
      shape: 'line',
      corners: [
        { at: 0, points: 30 },
        { at: 50, points: 70 },
        { at: 100, points: 100 },
      ],
    },
    missing: leaveOut,
  },
  /** The same for results: none reached yet is no failure while the phase is young. */
  results: {
    key: 'results',
    label: { ja: 'フェーズの成果', en: 'Results of the phase' },
    fact: 'milestone.done_percent',
    curve: {
      shape: 'line',
      corners: [
        { at: 0, points: 50 },
        { at: 100, points: 100 },
      ],
    },
    missing: leaveOut,
  },
  onPlan: {
    key: 'on_plan',
    label: { ja: 'フェーズの進み方', en: 'Pace through the phase' },
    fact: 'phase.lateness',
    curve: { shape: 'choice', points: { on_time: 100, watch: 45, stalled: 10 } },
    missing: leaveOut,
  },
  firstValue: {
    key: 'first_value',
    label: { ja: '最初の成果までの日数', en: 'Days to the first result' },
    fact: 'metric.days_to_first_value',
    curve: {
      shape: 'line',
      corners: [
        { at: 14, points: 100 },
        { at: 30, points: 75 },
        { at: 60, points: 40 },
        { at: 120, points: 10 },
      ],
    },
    missing: leaveOut,
  },
  onboarding: {
    key: 'onboarding',
    label: { ja: '導入にかかった日数', en: 'Days the onboarding took' },
    fact: 'onboarding.days',
    curve: {
      shape: 'line',
      corners: [
        { at: 60, points: 100 },
        { at: 90, points: 85 },
        { at: 180, points: 40 },
        { at: 365, points: 10 },
      ],
    },
    missing: leaveOut,
  },
  licences: {
    key: 'licences',
    label: { ja: '利用している席の割合', en: 'Share of seats in use' },
    fact: 'metric.licence_use',
    curve: {
      shape: 'line',
      corners: [
        { at: 0, points: 0 },
        { at: 30, points: 40 },
        { at: 60, points: 80 },
        { at: 85, points: 100 },
      ],
    },
    missing: leaveOut,
  },
  decisionMaker: {
    key: 'decision_maker',
    label: { ja: '決裁者と話してからの日数', en: 'Days since the decision maker was met' },
    fact: 'contacts.decision_maker.days_since_touch',
    curve: {
      shape: 'line',
      corners: [
        { at: 30, points: 100 },
        { at: 60, points: 80 },
        { at: 90, points: 40 },
        { at: 180, points: 0 },
      ],
    },
    missing: leaveOut,
  },
  touch: {
    key: 'touch',
    label: { ja: '最後の接点からの日数', en: 'Days since the last touch' },
    fact: 'touch.days_since',
    curve: {
      shape: 'line',
      corners: [
        { at: 14, points: 100 },
        { at: 30, points: 80 },
        { at: 60, points: 45 },
        { at: 120, points: 0 },
      ],
    },
    missing: leaveOut,
  },
  csat: {
    key: 'csat',
    label: { ja: '満足度の回答', en: 'Satisfaction (CSAT)' },
    fact: 'survey.csat.latest',
    curve: {
      shape: 'line',
      corners: [
        { at: 1, points: 0 },
        { at: 2, points: 20 },
        { at: 3, points: 50 },
        { at: 4, points: 85 },
        { at: 5, points: 100 },
      ],
    },
    missing: leaveOut,
    fresh: { by: 'survey.csat.on', days: 180 },
  },
  inquirySatisfaction: {
    key: 'inquiry_satisfaction',
    label: { ja: '問い合わせの満足度', en: 'Satisfaction with support' },
    fact: 'inquiry.satisfaction_90d',
    curve: {
      shape: 'line',
      corners: [
        { at: 1, points: 0 },
        { at: 2, points: 20 },
        { at: 3, points: 50 },
        { at: 4, points: 85 },
        { at: 5, points: 100 },
      ],
    },
    missing: { then: 'hold', days: 180 },
  },
  escalations: {
    key: 'escalations',
    label: { ja: '30日間のエスカレーション', en: 'Escalations in 30 days' },
    fact: 'inquiry.escalated_30d',
    curve: {
      shape: 'bands',
      below: 100,
      bands: [
        { from: 0, points: 100 },
        { from: 1, points: 40 },
        { from: 2, points: 15 },
        { from: 4, points: 0 },
      ],
    },
    missing: leaveOut,
  },
  pulse: {
    key: 'pulse',
    label: { ja: '担当者の所感', en: 'Pulse' },
    fact: 'pulse.latest',
    curve: {
      shape: 'line',
      corners: [
        { at: 1, points: 0 },
        { at: 3, points: 50 },
        { at: 5, points: 100 },
      ],
    },
    missing: leaveOut,
    fresh: { by: 'pulse.on', days: 90 },
  },
  weeklyChange: {
    key: 'weekly_change',
    label: { ja: '週次利用者の変化', en: 'Change in weekly users' },
    fact: 'metric.weekly_active_users.change',
    curve: {
      shape: 'line',
      corners: [
        { at: -60, points: 0 },
        { at: -30, points: 25 },
        { at: -10, points: 65 },
        { at: 0, points: 85 },
        { at: 20, points: 100 },
      ],
    },
    missing: leaveOut,
  },
  habit: {
    key: 'habit',
    label: { ja: '12週のうち使われた週', en: 'Weeks in use of the last 12' },
    fact: 'metric.habit_weeks_12',
    curve: {
      shape: 'line',
      corners: [
        { at: 0, points: 0 },
        { at: 6, points: 45 },
        { at: 9, points: 80 },
        { at: 11, points: 100 },
      ],
    },
    missing: leaveOut,
  },
  features: {
    key: 'features',
    label: { ja: '28日間に使われた機能', en: 'Features used in 28 days' },
    fact: 'metric.features_used_28d',
    curve: {
      shape: 'line',
      corners: [
        { at: 0, points: 0 },
        { at: 3, points: 55 },
        { at: 5, points: 80 },
        { at: 8, points: 100 },
      ],
    },
    missing: leaveOut,
  },
  stickiness: {
    key: 'stickiness',
    label: { ja: '月次利用者のうち日次の割合', en: 'Daily share of monthly users' },
    fact: 'metric.stickiness',
    curve: {
      shape: 'line',
      corners: [
        { at: 0, points: 0 },
        { at: 10, points: 45 },
        { at: 20, points: 75 },
        { at: 40, points: 100 },
      ],
    },
    missing: leaveOut,
  },
  lastSeen: {
    key: 'last_seen',
    label: { ja: '最後に使われてからの日数', en: 'Days since last use' },
    fact: 'metric.days_since_seen',
    curve: {
      shape: 'line',
      corners: [
        { at: 3, points: 100 },
        { at: 7, points: 75 },
        { at: 14, points: 40 },
        { at: 30, points: 0 },
      ],
    },
    missing: leaveOut,
  },
  activeDays: {
    key: 'active_days',
    label: { ja: '28日間に使われた日数', en: 'Days in use of the last 28' },
    fact: 'metric.active_days_28d',
    curve: {
      shape: 'line',
      corners: [
        { at: 0, points: 0 },
        { at: 4, points: 45 },
        { at: 8, points: 80 },
        { at: 16, points: 100 },
      ],
    },
    missing: leaveOut,
  },
  recommendation: {
    key: 'recommendation',
    label: { ja: '推奨度の回答(NPS)', en: 'Recommendation (NPS)' },
    fact: 'survey.nps.latest',
    curve: {
      shape: 'line',
      corners: [
        { at: 0, points: 0 },
        { at: 6, points: 35 },
        { at: 7, points: 60 },
        { at: 9, points: 90 },
        { at: 10, points: 100 },
      ],
    },
    missing: leaveOut,
    fresh: { by: 'survey.nps.on', days: 365 },
  },
} satisfies Record<string, Ready>

/** A ready-made measure with its weight in a card. */
export function weigh(measure: Ready, weight: number): Measure {
  return { ...measure, weight }
}
