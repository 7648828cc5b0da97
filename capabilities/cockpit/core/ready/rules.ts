import type { SignalRule } from '../rule.ts'
import { planRules } from './planRules.ts'
import { successRules } from './successRules.ts'

/** Customers whose contract has ended are no longer watched; those without a contract are. */
const scope = '!(contract.state in ["ended"])'

const usageFell: SignalRule = {
  key: 'usage_fell',
  label: { ja: '利用が急に減った', en: 'Usage fell' },
  help: {
    ja: '週次利用者が前の週より30%以上減った(前の週が5名以上のとき)',
    en: 'Weekly users fell by 30% or more against the week before (of at least 5 people)',
  },
  condition: 'metric.weekly_active_users.change <= -30 && metric.weekly_active_users.previous >= 5',
  scope,
  holdDays: 0,
  coolDownDays: 28,
  raises: {
    kind: 'risk',
    title: { ja: '利用低下の理由を確かめ、立て直す', en: 'Find out why usage fell, and turn it round' },
    because: {
      ja: '週次利用者が{metric.weekly_active_users.previous}から{metric.weekly_active_users}に減りました({metric.weekly_active_users.change})。',
      en: 'Weekly users went from {metric.weekly_active_users.previous} to {metric.weekly_active_users} ({metric.weekly_active_users.change}).',
    },
    effortMinutes: 30,
    dueBusinessDays: 2,
    sharePercent: 100,
    chancePercent: 40,
  },
}

const decisionMakerSilent: SignalRule = {
  key: 'decision_maker_silent',
  label: { ja: '決裁者と90日話していない', en: 'Decision maker silent for 90 days' },
  help: {
    ja: '決裁者との最後の接点から90日以上たった',
    en: 'The decision maker was last spoken to 90 or more days ago',
  },
  condition: 'contacts.decision_maker.days_since_touch >= 90',
  scope,
  holdDays: 0,
  coolDownDays: 30,
  raises: {
    kind: 'relationship',
    title: { ja: '決裁者と話す機会をつくる', en: 'Get to talk with the decision maker' },
    because: {
      ja: '決裁者との接点が{contacts.decision_maker.days_since_touch}ありません(最後は{contacts.decision_maker.last_touch_on})。',
      en: 'No contact with the decision maker for {contacts.decision_maker.days_since_touch} (last on {contacts.decision_maker.last_touch_on}).',
    },
    effortMinutes: 30,
    dueBusinessDays: 5,
    sharePercent: 50,
    chancePercent: 30,
  },
}

const phaseStalled: SignalRule = {
  key: 'phase_stalled',
  label: { ja: 'フェーズが停滞している', en: 'Phase stalled' },
  help: {
    ja: 'いまのフェーズに、通常の2倍以上の日数いる',
    en: 'The account has been in its phase for twice the usual time',
  },
  condition: 'phase.lateness == "stalled"',
  scope,
  holdDays: 0,
  coolDownDays: 60,
  raises: {
    kind: 'lifecycle',
    title: { ja: '{phase.key}で止まっている理由を取り除く', en: 'Remove what keeps them in {phase.key}' },
    because: {
      ja: '{phase.key}に入って{phase.days}たちました(通常は{phase.expected_days})。残っているのは「{phase.missing}」です。',
      en: 'In {phase.key} for {phase.days} (usually {phase.expected_days}). What is missing: {phase.missing}.',
    },
    effortMinutes: 45,
    dueBusinessDays: 5,
    sharePercent: 60,
    chancePercent: 35,
  },
}

const unhappyAnswer: SignalRule = {
  key: 'unhappy_answer',
  label: { ja: '批判的な回答・低い満足度', en: 'Detractor or low satisfaction' },
  help: {
    ja: '30日以内の推奨度が6以下、満足度が2以下、または問い合わせの満足度が平均2以下',
    en: 'Within 30 days a recommendation of 6 or less or a satisfaction of 2 or less, or support rated 2 or less on average',
  },
  condition:
    '(survey.nps.latest <= 6 && survey.nps.on >= today - 30) || (survey.csat.latest <= 2 && survey.csat.on >= today - 30) || inquiry.satisfaction_90d <= 2',
  scope,
  holdDays: 0,
  coolDownDays: 14,
  raises: {
    kind: 'risk',
    title: { ja: '回答の背景を聞き、返事をする', en: 'Ask what is behind the answer, and reply' },
    because: null,
    effortMinutes: 20,
    dueBusinessDays: 1,
    sharePercent: 100,
    chancePercent: 35,
  },
}

const inquirySpike: SignalRule = {
  key: 'inquiry_spike',
  label: { ja: '問い合わせが急に増えた', en: 'Inquiry spike' },
  help: {
    ja: '7日間の問い合わせが3件以上で、ふだんの週の2倍以上',
    en: 'Three or more inquiries in 7 days, and twice as many as in a usual week',
  },
  condition: 'inquiry.count_7d >= 3 && (!has(inquiry.usual_7d) || inquiry.count_7d >= 2 * inquiry.usual_7d)',
  scope,
  holdDays: 0,
  coolDownDays: 14,
  raises: {
    kind: 'risk',
    title: { ja: '問い合わせが増えた原因をつかむ', en: 'Find what is behind the inquiries' },
    because: {
      ja: '7日間に{inquiry.count_7d}の問い合わせがありました(ふだんは週{inquiry.usual_7d})。未解決は{inquiry.open_count}です。',
      en: '{inquiry.count_7d} inquiries in 7 days (usually {inquiry.usual_7d} a week), {inquiry.open_count} of them open.',
    },
    effortMinutes: 30,
    dueBusinessDays: 1,
    sharePercent: 60,
    chancePercent: 35,
  },
}

const renewalWithoutContact: SignalRule = {
  key: 'renewal_without_contact',
  label: { ja: '更新が近いのに接点がない', en: 'Renewal near without contact' },
  help: {
    ja: '更新まで90日以内で、30日以上接点がない',
    en: 'The renewal is within 90 days, and nobody has been in touch for 30',
  },
  condition:
    'contract.days_to_renewal >= 0 && contract.days_to_renewal <= 90 && (!has(touch.last_on) || touch.days_since > 30)',
  scope,
  holdDays: 0,
  coolDownDays: 30,
  raises: {
    kind: 'risk',
    title: { ja: '更新の意向を確かめる', en: 'Ask whether they will renew' },
    because: {
      ja: '更新日({contract.renewal_on})まで{contract.days_to_renewal}です。最後の接点から{touch.days_since}たっています。',
      en: 'Renewal on {contract.renewal_on}, in {contract.days_to_renewal}. The last touch was {touch.days_since} ago.',
    },
    effortMinutes: 20,
    dueBusinessDays: 3,
    sharePercent: 100,
    chancePercent: 45,
  },
}

const winBackDue: SignalRule = {
  key: 'win_back_due',
  label: { ja: '再提案の時期が来た', en: 'Win-back date reached' },
  help: {
    ja: '失った契約について、振り返りで決めた再提案の日になった',
    en: 'The win-back date decided when the customer was lost has come',
  },
  condition: 'renewal.days_to_win_back <= 0',
  // Lost customers are whom it is about.
  scope: '',
  holdDays: 0,
  coolDownDays: 180,
  raises: {
    kind: 'opportunity',
    title: { ja: 'もう一度声をかける', en: 'Approach them again' },
    because: {
      ja: '振り返りで、{renewal.win_back_on}に再提案すると決めました。',
      en: 'The post-mortem says to approach them again on {renewal.win_back_on}.',
    },
    effortMinutes: 30,
    dueBusinessDays: 5,
    sharePercent: 50,
    chancePercent: 20,
  },
}

const licencesNearlyFull: SignalRule = {
  key: 'licences_nearly_full',
  label: { ja: '席がほぼ埋まった', en: 'Licences nearly full' },
  help: { ja: '契約した席の90%以上が使われている', en: 'At least 90% of the seats are in use' },
  condition: 'metric.licence_use >= 90',
  scope,
  holdDays: 0,
  coolDownDays: 60,
  raises: {
    kind: 'opportunity',
    title: { ja: '席の追加を提案する', en: 'Propose more seats' },
    because: {
      ja: '契約した{contract.seats}のうち{metric.licence_use}が使われています。',
      en: '{metric.licence_use} of {contract.seats} are in use.',
    },
    effortMinutes: 20,
    dueBusinessDays: 5,
    sharePercent: 20,
    chancePercent: 40,
  },
}

const ownerMissing: SignalRule = {
  key: 'owner_missing',
  label: { ja: '担当者が決まっていない', en: 'Owner missing' },
  help: { ja: '顧客を受け持つCSMがいない', en: 'No CSM looks after the account' },
  condition: '!account.has_owner',
  scope,
  holdDays: 0,
  coolDownDays: 7,
  raises: {
    kind: 'relationship',
    title: { ja: '担当者を決める', en: 'Name an owner' },
    because: { ja: 'この顧客を受け持つ人がいません。', en: 'Nobody looks after this account.' },
    effortMinutes: 5,
    dueBusinessDays: 3,
    sharePercent: 10,
    chancePercent: 20,
  },
}

/** The rules that every workspace starts with. */
export const readyRules: readonly SignalRule[] = [
  usageFell,
  decisionMakerSilent,
  phaseStalled,
  unhappyAnswer,
  inquirySpike,
  renewalWithoutContact,
  winBackDue,
  licencesNearlyFull,
  ownerMissing,
  ...planRules,
  ...successRules,
]
