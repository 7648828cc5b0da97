import type { SignalRule } from '../rule.ts'

const usual = { scope: '!(contract.state in ["ended"])', coolDownDays: 30 }

const operatorWithoutTime: SignalRule = {
  ...usual,
  key: 'operator_without_time',
  label: { ja: '運用担当に時間がない', en: 'Operator without time' },
  help: {
    ja: '導入プランの運用担当の時間が、週0時間か、いま着手できる作業に足りない',
    en: 'The operator of the plan has no hours a week, or too few for what can be begun now',
  },
  condition: 'plan.operator_without_time',
  holdDays: 0,
  raises: {
    kind: 'risk',
    title: { ja: '運用担当の時間を決裁者と確保する', en: 'Have the decision maker free time for the operator' },
    because: {
      ja: '運用担当がプランにあてられる時間は週{plan.operator_hours}で、着手できる作業が予定の日数で終わりません。',
      en: 'The operator has {plan.operator_hours} hours a week: what can be begun will not be done in time.',
    },
    effortMinutes: 30,
    dueBusinessDays: 3,
    sharePercent: 80,
    chancePercent: 40,
  },
}

const planStuck: SignalRule = {
  ...usual,
  key: 'plan_stuck',
  label: { ja: 'プランが止まっている', en: 'Plan stuck' },
  help: {
    ja: '着手できるステップが、期限から10営業日以上たっても終わっていない',
    en: 'A step that can be done is ten or more business days late',
  },
  condition: 'plan.state == "stuck"',
  holdDays: 0,
  raises: {
    kind: 'lifecycle',
    title: { ja: '「{plan.held_up_by}」を動かす', en: 'Get “{plan.held_up_by}” moving' },
    because: {
      ja: '「{plan.held_up_by}」で止まり、完了の見込みは当初から{plan.slip_days}ずれています。',
      en: 'Held up at “{plan.held_up_by}”; the finish has slipped by {plan.slip_days}.',
    },
    effortMinutes: 30,
    dueBusinessDays: 3,
    sharePercent: 60,
    chancePercent: 40,
  },
}

const planDecisionMakerMissing: SignalRule = {
  ...usual,
  key: 'plan_decision_maker_missing',
  label: { ja: 'プランに決裁者がいない', en: 'No decision maker in the plan' },
  help: {
    ja: '進行中のプランで、決裁者が3日以上決まっていない',
    en: 'A running plan has had no decision maker for three days',
  },
  condition: 'plan.decision_maker_missing',
  holdDays: 3,
  raises: {
    kind: 'relationship',
    title: { ja: '決裁者を紹介してもらう', en: 'Have the decision maker introduced' },
    because: {
      ja: '{plan.kick_off_on}キックオフのプランに、決裁者がいません。',
      en: 'The plan that was kicked off on {plan.kick_off_on} has no decision maker.',
    },
    effortMinutes: 20,
    dueBusinessDays: 5,
    sharePercent: 60,
    chancePercent: 35,
  },
}

const promoterIsOperator: SignalRule = {
  ...usual,
  key: 'promoter_is_operator',
  label: { ja: '推進者と運用担当が同じ人', en: 'Promoter and operator are one person' },
  help: {
    ja: '進行中のプランで、推進者と運用担当を同じ人が兼ねている',
    en: 'One person is both promoter and operator of a running plan',
  },
  condition: 'plan.promoter_is_operator',
  holdDays: 0,
  raises: {
    kind: 'risk',
    title: { ja: '推進者と運用担当を別の人にしてもらう', en: 'Ask for a second person beside the promoter' },
    because: {
      ja: '推進者が運用担当を兼ねています。手が回らず、立ち上がりが止まりやすくなります。',
      en: 'The promoter is the operator as well: such starts stall easily.',
    },
    effortMinutes: 20,
    dueBusinessDays: 5,
    sharePercent: 50,
    chancePercent: 35,
  },
}

const planAgreementMissing: SignalRule = {
  ...usual,
  key: 'plan_agreement_missing',
  label: { ja: 'キックオフ後も合意がない', en: 'Agreement missing after the kick-off' },
  help: {
    ja: 'キックオフから3日を過ぎても、プランへの合意が記録されていない役割がある',
    en: 'Three days after the kick-off somebody has still not agreed to the plan',
  },
  condition: 'plan.agreement_late',
  holdDays: 3,
  raises: {
    kind: 'relationship',
    title: { ja: 'プランへの合意をもらう', en: 'Get their agreement to the plan' },
    because: {
      ja: '{plan.kick_off_on}にキックオフしましたが、{plan.agreement_missing}の合意がまだ記録されていません。',
      en: 'Kicked off on {plan.kick_off_on}, but the agreement of {plan.agreement_missing} is not recorded.',
    },
    effortMinutes: 15,
    dueBusinessDays: 3,
    sharePercent: 50,
    chancePercent: 35,
  },
}

/** What people stall a start by, seen in the plan that the customer follows. */
export const planRules: readonly SignalRule[] = [
  operatorWithoutTime,
  planStuck,
  planDecisionMakerMissing,
  promoterIsOperator,
  planAgreementMissing,
]
