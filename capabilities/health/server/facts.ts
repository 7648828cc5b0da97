import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { dimensionLabels } from '../core/ready/dear.ts'
import { dimensionKeys, gradeLabels, grades } from '../core/words.ts'

const owner = 'health'

/** What health says of an account. */
export const healthFacts: readonly FactDefinition[] = [
  {
    key: 'health.score',
    type: 'number',
    unit: 'points',
    owner,
    label: { ja: 'ヘルススコア', en: 'Health score' },
    help: {
      ja: '0から100。わかっている事実が少ないうちは空。上書きしている間は、その点数',
      en: '0 to 100; empty while too little is known. While it is overridden, what it is overridden with',
    },
  },
  {
    key: 'health.grade',
    type: 'choice',
    owner,
    label: { ja: '健康度', en: 'Health' },
    choices: grades.map((key) => ({ key, label: gradeLabels[key] })),
  },
  {
    key: 'health.computed_score',
    type: 'number',
    unit: 'points',
    owner,
    label: { ja: '計算によるスコア', en: 'Computed score' },
    help: { ja: '上書きしている間も、計算したままの点数', en: 'As it was computed, also while it is overridden' },
  },
  {
    key: 'health.computed_grade',
    type: 'choice',
    owner,
    label: { ja: '計算による健康度', en: 'Computed health' },
    choices: grades.map((key) => ({ key, label: gradeLabels[key] })),
  },
  {
    key: 'health.overridden_until',
    type: 'date',
    owner,
    label: { ja: 'スコアの上書きの期限', en: 'Score overridden until' },
    help: {
      ja: '上書きが続く最後の日。上書きしていなければ空',
      en: 'The last day of the override; empty where there is none',
    },
  },
  {
    key: 'health.confidence',
    type: 'percent',
    owner,
    label: { ja: '根拠の充足', en: 'Confidence' },
    help: { ja: '重みのうち、値がわかっている割合', en: 'Share of weight whose value is known' },
  },
  ...dimensionKeys.map(
    (key): FactDefinition => ({
      key: `health.${key}`,
      type: 'number',
      unit: 'points',
      owner,
      label: dimensionLabels[key],
    }),
  ),
  {
    key: 'health.change_7d',
    type: 'number',
    unit: 'points',
    owner,
    label: { ja: 'スコアの変化(7日)', en: 'Score change, 7 days' },
  },
  {
    key: 'health.change_28d',
    type: 'number',
    unit: 'points',
    owner,
    label: { ja: 'スコアの変化(28日)', en: 'Score change, 28 days' },
  },
]

/** What our own people feel about an account: an input of its own, which never overwrites the score. */
export const pulseFacts: readonly FactDefinition[] = [
  {
    key: 'pulse.latest',
    type: 'number',
    owner,
    label: { ja: '担当者の所感', en: 'Pulse' },
    help: { ja: '1(悪い)から5(良い)', en: '1 (bad) to 5 (good)' },
  },
  { key: 'pulse.on', type: 'date', owner, label: { ja: '所感の日', en: 'Pulse on' } },
]
