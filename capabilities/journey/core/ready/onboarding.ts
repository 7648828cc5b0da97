import type { Phase } from '../map.ts'

/** Ready-made 導入期: from the signature to the day the customer works with the product alone. */
export const onboarding: Phase = {
  key: 'onboarding',
  label: { ja: '導入期', en: 'Onboarding' },
  aim: {
    ja: '設定が終わり、操作を覚え、自分たちだけで使い始められる',
    en: 'Everything is set up, the basics are learned, and the customer works without our help',
  },
  usualDays: 90,
  usualDaysByTouch: { high: 90, low: 60, tech: 30 },
  leave: 'automatic',
  arrivesWhen: null,
  milestones: [
    {
      key: 'roles_known',
      label: { ja: '決裁者・推進者・運用担当が決まっている', en: 'Decision maker, promoter and operator are known' },
      help: {
        ja: '三つの役割がそろわない導入は、途中で止まりやすくなります。',
        en: 'Onboardings without these three roles tend to stop half way.',
      },
      exit: false,
      condition: 'contacts.decision_maker.known && contacts.promoter.known && contacts.operator.known',
      usualDays: 14,
    },
    {
      key: 'first_value',
      label: { ja: '初期設定が終わり、最初の成果が出た', en: 'Set up, and the first result is there' },
      exit: true,
      condition: 'has(metric.first_value_on)',
      steps: ['first_value'],
      usualDays: 30,
    },
    {
      key: 'basics',
      label: { ja: '基本の機能を理解して使っている', en: 'The basic features are understood and in use' },
      help: {
        ja: '直近28日に3つ以上の機能が使われています。',
        en: 'At least three features were used in the last 28 days.',
      },
      exit: true,
      condition: 'metric.features_used_28d >= 3',
      usualDays: 60,
    },
    {
      key: 'operation',
      label: { ja: '運用を覚え、週に2日は使っている', en: 'Operation is learned: in use two days a week' },
      help: { ja: '直近28日のうち8日以上使われています。', en: 'In use on at least 8 of the last 28 days.' },
      exit: true,
      condition: 'metric.active_days_28d >= 8',
      usualDays: 90,
    },
  ],
  obstacles: [
    {
      side: 'staff',
      label: {
        ja: '推進者が運用担当を兼ねていて、手が回らない',
        en: 'The promoter is the operator as well, and has no time',
      },
      hint: {
        ja: '運用担当を一人決めてもらい、週1時間を確保する',
        en: 'Have one operator named, with an hour a week of their own',
      },
    },
    {
      side: 'system',
      label: { ja: 'データの移行や連携の設定で止まる', en: 'Data migration or integration gets stuck' },
      hint: {
        ja: '全件ではなく、一つの部署のデータから始める',
        en: 'Start with the data of one department, not with all of it',
      },
    },
    {
      side: 'operation',
      label: {
        ja: '何のために使うのかが現場に伝わっていない',
        en: 'The people who use it have not been told what for',
      },
      hint: {
        ja: '決裁者の言葉で、目的を現場に伝える場を作る',
        en: 'Let the decision maker say the purpose to the team, in their own words',
      },
    },
  ],
  support: {
    high: [
      {
        side: 'operation',
        ja: 'キックオフで目的・役割・日程を合意する',
        en: 'Kick-off: agree on purpose, roles and dates',
      },
      { side: 'system', ja: '週次の打ち合わせで設定を一緒に進める', en: 'Set up together in a weekly meeting' },
      { side: 'staff', ja: '操作の勉強会を部署ごとに開く', en: 'Run a training for each department' },
    ],
    low: [
      { side: 'staff', ja: '合同の導入説明会に招く', en: 'Invite to the joint onboarding session' },
      {
        side: 'operation',
        ja: '2週ごとに進み具合を確かめ、止まっていれば声をかける',
        en: 'Check progress every two weeks, and call where it stopped',
      },
    ],
    tech: [
      { side: 'operation', ja: '進み具合に合わせた案内メールを送る', en: 'Send guidance that follows their progress' },
      { side: 'system', ja: '設定の手順を動画で案内する', en: 'Offer the set-up steps as videos' },
    ],
  },
}
