import type { Phase } from '../map.ts'

/** Ready-made 拡大・更新期: results are felt, the contract goes on, and use is extended. It has no end of its own. */
export const renewal: Phase = {
  key: 'renewal',
  label: { ja: '拡大・更新期', en: 'Renewal and expansion' },
  aim: {
    ja: '成果を実感し、契約を続け、使う範囲を広げている',
    en: 'Results are felt, the contract goes on, and use is extended',
  },
  usualDays: null,
  usualDaysByTouch: {},
  leave: 'ask',
  arrivesWhen: 'account.days_since_sign_up > 365 || today - contract.started_on > 365',
  milestones: [
    {
      key: 'results_felt',
      label: { ja: '成果を実感している', en: 'Results are felt' },
      help: {
        ja: '推奨度の回答が9以上、または担当者の所感が4以上です。',
        en: 'A recommendation of 9 or more, or a pulse of 4 or more.',
      },
      exit: false,
      condition: 'survey.nps.latest >= 9 || pulse.latest >= 4',
    },
    {
      key: 'renewal_secured',
      label: { ja: '次の更新まで90日より長くある', en: 'The next renewal is more than 90 days away' },
      exit: false,
      condition: 'contract.days_to_renewal > 90',
    },
    {
      key: 'extended',
      label: { ja: '90日前より契約が広がっている', en: 'The contract has grown over the last 90 days' },
      exit: false,
      condition: 'contract.arr > contract.arr_90d_ago',
    },
  ],
  obstacles: [
    {
      side: 'staff',
      label: {
        ja: '成果が出ていても、決裁者に伝わっていない',
        en: 'There are results, but the decision maker does not know',
      },
      hint: {
        ja: '更新の半年前に、数字で成果を報告する場を持つ',
        en: 'Half a year before renewal, report results in figures',
      },
    },
    {
      side: 'operation',
      label: {
        ja: '最初の目的を果たし、次の目的がない',
        en: 'The first purpose is fulfilled, and there is no next one',
      },
      hint: {
        ja: '経営の課題から、次の目標を一緒に立てる',
        en: 'Set the next goal together, from what management worries about',
      },
    },
    {
      side: 'system',
      label: { ja: '更新の直前まで、条件の話が始まらない', en: 'Terms are not talked about until just before renewal' },
      hint: {
        ja: '解約通知の期限より60日前に意向を確かめる',
        en: 'Ask for their intention 60 days before the notice date',
      },
    },
  ],
  support: {
    high: [
      {
        side: 'staff',
        ja: '役員どうしの会議で、次の一年の目標を決める',
        en: 'Agree on the goals of the next year between executives',
      },
      {
        side: 'operation',
        ja: '拡大の提案を、成果の数字と一緒に出す',
        en: 'Propose an extension together with figures of what was reached',
      },
    ],
    low: [
      { side: 'staff', ja: '更新の120日前に意向を確かめる', en: 'Ask for their intention 120 days before renewal' },
      { side: 'operation', ja: '成果のまとめを一枚で送る', en: 'Send the results on one page' },
    ],
    tech: [
      { side: 'operation', ja: '更新と成果の案内を自動で送る', en: 'Send notice of renewal and results by itself' },
      { side: 'staff', ja: '事例として紹介させてもらえるか聞く', en: 'Ask whether they would stand as a reference' },
    ],
  },
}
