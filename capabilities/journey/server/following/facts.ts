import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { blockedSideLabels, blockedSides } from '#capabilities/journey/core/words.ts'

const owner = 'journey'

/** What is told of how an account gets on, beside where it is. */
export const followingFacts: readonly FactDefinition[] = [
  {
    key: 'journey.struggle',
    type: 'number',
    unit: 'points',
    owner,
    label: { ja: '苦労の度合い', en: 'Struggle index' },
    help: {
      ja: '今のフェーズの苦労。日数の超過、戻り、助けを求めた回数から、0〜100点',
      en: 'How hard the phase is: time over the usual stay, returns, help asked; 0 to 100 points',
    },
  },
  {
    key: 'journey.percentile',
    type: 'percent',
    owner,
    label: { ja: '同じ層の中での遅さ', en: 'Slowness among customers like it' },
    help: {
      ja: '同じタッチモデルの顧客のうち、もっと短い日数でこのフェーズを終えた割合',
      en: 'Share of customers of the same touch model who left the phase in fewer days',
    },
    kept: false, // it moves with the days and with what others do
  },
  {
    key: 'journey.times_back',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: '前のフェーズに戻った回数', en: 'Times it went back' },
  },
  {
    key: 'journey.last_back_on',
    type: 'date',
    owner,
    label: { ja: '前のフェーズに戻った日', en: 'Last went back on' },
  },
  {
    key: 'journey.blocked_side',
    type: 'choice',
    owner,
    label: { ja: '妨げがある側', en: 'Blocked on the side of' },
    help: { ja: '先に進めない原因がどちらにあるか', en: 'Where what keeps the account from going on lies' },
    choices: blockedSides.map((key) => ({ key, label: blockedSideLabels[key] })),
  },
  {
    key: 'journey.blocked_since',
    type: 'date',
    owner,
    label: { ja: '妨げが始まった日', en: 'Blocked since' },
  },
  {
    key: 'journey.blocked_days',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: '妨げの日数', en: 'Days blocked' },
    derived: { measure: 'days_since', of: 'journey.blocked_since' },
  },
  {
    key: 'journey.onboarding_percentile',
    type: 'percent',
    owner,
    label: { ja: '導入の遅さ(同じ層の中で)', en: 'Slowness of the onboarding' },
    help: {
      ja: '同じタッチモデルの顧客のうち、もっと短い日数で最初のフェーズを終えた割合。終えたときの値のまま残る',
      en: 'Share of customers of the same touch model whose first phase took fewer days; kept as it was then',
    },
  },
  {
    key: 'journey.onboarding_struggle',
    type: 'number',
    unit: 'points',
    owner,
    label: { ja: '導入の苦労の度合い', en: 'Struggle of the onboarding' },
    help: { ja: '最初のフェーズを終えたときの値のまま残る', en: 'As it was when the first phase was left' },
  },
  {
    key: 'journey.onboarding_returns',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: '導入に戻った回数', en: 'Returns to the onboarding' },
  },
  {
    key: 'journey.onboarding_reason',
    type: 'text',
    owner,
    label: { ja: '導入を妨げたもの', en: 'What blocked the onboarding' },
  },
  {
    key: 'journey.last_phase_on',
    type: 'date',
    owner,
    label: { ja: '最後のフェーズに入った日', en: 'Last phase reached on' },
    help: {
      ja: '最後のフェーズにいる間だけ分かる',
      en: 'Known for as long as the account is in the last phase of its map',
    },
  },
  {
    key: 'journey.days_since_last_phase',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: '最後のフェーズに入ってからの日数', en: 'Days since the last phase was reached' },
    derived: { measure: 'days_since', of: 'journey.last_phase_on' },
  },
  {
    key: 'journey.light_old_on',
    type: 'date',
    owner,
    label: { ja: '次の目標が要る日', en: 'Next goal due on' },
    help: {
      ja: 'ライトサクセスのままなら次の目標が要る日。最後のフェーズに入ってから製品のディープサクセスの目安の日数、なければ2年後',
      en: 'From then on a light success calls for a deep one: the usual days to a deep success of its product after the last phase was reached, else two years',
    },
  },
  {
    key: 'journey.days_since_light_old',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: '次の目標が要る日からの日数', en: 'Days since the next goal was due' },
    derived: { measure: 'days_since', of: 'journey.light_old_on' },
  },
  {
    key: 'journey.fatigue_watch_on',
    type: 'date',
    owner,
    label: { ja: '現場の疲れを見始める日', en: 'Fatigue is watched from' },
    help: {
      ja: '登録から、製品のディープサクセスの目安の半分、なければ180日後',
      en: 'Half of the usual days to a deep success of its product after signing up, else 180 days',
    },
  },
  {
    key: 'journey.days_of_fatigue_watch',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: '現場の疲れを見始めてからの日数', en: 'Days that fatigue has been watched' },
    derived: { measure: 'days_since', of: 'journey.fatigue_watch_on' },
  },
]
