import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { agreeing, roleLabels, stateLabels } from '#capabilities/plans/core/words.ts'

const owner = 'plans'

/** What is known of a customer's plan: the running one that was kicked off last, else the last there was. */
export const planFacts: readonly FactDefinition[] = [
  {
    key: 'plan.state',
    type: 'choice',
    owner,
    label: { ja: 'プランの状態', en: 'State of the plan' },
    help: { ja: 'プランのない顧客では空です', en: 'Missing where a customer has no plan' },
    choices: Object.entries(stateLabels).map(([key, label]) => ({ key, label })),
  },
  {
    key: 'plan.finish_forecast_on',
    type: 'date',
    owner,
    label: { ja: 'プランの完了見込み日', en: 'Expected finish of the plan' },
  },
  {
    key: 'plan.slip_days',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: 'プランの当初からのずれ(営業日)', en: 'Slip of the plan (business days)' },
    help: {
      ja: '当初の完了予定日と完了見込み日の差。マイナスは前倒し',
      en: 'From the first planned finish to the expected one; negative: ahead',
    },
  },
  {
    key: 'plan.late_steps',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: '遅れているステップの数', en: 'Late steps of the plan' },
  },
  {
    key: 'plan.done_percent',
    type: 'percent',
    owner,
    label: { ja: 'プランの進み', en: 'Progress of the plan' },
    help: { ja: '終えたステップの割合(重みつき)', en: 'Share of the steps that are done, by weight' },
  },
  {
    key: 'plan.agreement_missing',
    type: 'list',
    owner,
    label: { ja: 'プランの合意が済んでいない役割', en: 'Roles that have not agreed to the plan' },
    choices: agreeing.map((key) => ({ key, label: roleLabels[key] })),
  },
  {
    key: 'plan.kick_off_on',
    type: 'date',
    owner,
    label: { ja: 'プランのキックオフ日', en: 'Kick-off of the plan' },
  },
  {
    key: 'plan.held_up_by',
    type: 'text',
    owner,
    label: { ja: 'プランが止まっているステップ', en: 'Step the plan is held up at' },
  },
  {
    key: 'plan.agreement_late',
    type: 'yes_no',
    owner,
    label: { ja: 'キックオフ後も合意が済んでいない', en: 'Agreement missing after the kick-off' },
  },
  {
    key: 'plan.decision_maker_missing',
    type: 'yes_no',
    owner,
    label: { ja: 'プランに決裁者がいない', en: 'No decision maker in the plan' },
  },
  {
    key: 'plan.promoter_is_operator',
    type: 'yes_no',
    owner,
    label: { ja: 'プランの推進者と運用担当が同じ人', en: 'Promoter and operator of the plan are one person' },
  },
  {
    key: 'plan.operator_without_time',
    type: 'yes_no',
    owner,
    label: { ja: '運用担当の時間が足りない', en: 'Operator without time' },
    help: {
      ja: '週あたりの時間が0、または着手できるステップを予定の日数で終えられない',
      en: 'No hours a week, or too few to end what can be begun in the days it may take',
    },
  },
  {
    key: 'plan.operator_hours',
    type: 'number',
    owner,
    label: { ja: '運用担当の週あたりの時間', en: 'Hours a week of the operator' },
  },
  {
    key: 'plan.onboarding_days',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: '立ち上がりにかかった日数', en: 'Days of onboarding' },
    help: { ja: 'キックオフからプランの完了まで', en: 'From the kick-off to the end of the plan' },
  },
  {
    key: 'plan.first_value_days',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: 'キックオフから最初の成果までの日数', en: 'Days from the kick-off to the first value' },
  },
  {
    key: 'plan.self_started',
    type: 'yes_no',
    owner,
    label: { ja: '人手をかけずに立ち上がった', en: 'Started without a person' },
    help: {
      ja: 'プランを終えるまで、自社が完了にしたステップ・会話・対応したCTAがない',
      en: 'The plan was done with no step closed by us, no touch and no CTA worked on',
    },
  },
]
