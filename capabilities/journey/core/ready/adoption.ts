import type { Phase } from '../map.ts'

/** Ready-made 定着期: use becomes a habit, people become proficient, and it spreads. */
export const adoption: Phase = {
  key: 'adoption',
  label: { ja: '定着期', en: 'Adoption' },
  aim: {
    ja: '毎週の仕事の中で当たり前に使われ、社内に広がっている',
    en: 'In use every week as a matter of course, and spreading inside the company',
  },
  usualDays: 180,
  usualDaysByTouch: { high: 180, low: 180, tech: 120 },
  leave: 'automatic',
  arrivesWhen: 'account.days_since_sign_up > 180 || today - contract.started_on > 180',
  milestones: [
    {
      key: 'habit',
      label: { ja: '毎週の利用が習慣になっている', en: 'Weekly use has become a habit' },
      help: { ja: '直近12週のうち9週以上使われています。', en: 'In use in at least 9 of the last 12 weeks.' },
      exit: true,
      condition: 'metric.habit_weeks_12 >= 9',
      steps: ['habit'],
      usualDays: 90,
    },
    {
      key: 'proficiency',
      label: { ja: '機能を使いこなしている', en: 'The features are put to good use' },
      help: {
        ja: '直近28日に5つ以上の機能が使われています。',
        en: 'At least five features were used in the last 28 days.',
      },
      exit: true,
      condition: 'metric.features_used_28d >= 5',
      usualDays: 120,
    },
    {
      key: 'spread',
      label: { ja: '契約した席の6割以上が使っている', en: 'At least 60 % of the seats are in use' },
      help: { ja: '席数の決まりがない契約では、問いません。', en: 'Contracts without a number of seats pass.' },
      exit: true,
      condition: '!has(contract.seats) || metric.licence_use >= 60',
      usualDays: 180,
    },
    {
      key: 'content_users',
      label: { ja: '利用者が満足している', en: 'The users are content' },
      exit: false,
      condition: 'survey.csat.latest >= 4 || survey.nps.latest >= 7 || inquiry.satisfaction_90d >= 4',
      usualDays: 180,
    },
  ],
  obstacles: [
    {
      side: 'staff',
      label: { ja: '推進者の異動・退職で、使い方が引き継がれない', en: 'The promoter moves on, and nobody takes over' },
      hint: {
        ja: '後任を早めに紹介してもらい、引き継ぎの打ち合わせに同席する',
        en: 'Ask for the successor early, and join the hand-over meeting',
      },
    },
    {
      side: 'operation',
      label: { ja: '一つの部署だけで使われ、広がらない', en: 'One department uses it, and no other' },
      hint: {
        ja: 'うまくいった部署の使い方を、隣の部署に見せてもらう',
        en: 'Let the department where it works show it to the next one',
      },
    },
    {
      side: 'operation',
      label: { ja: '元のやり方(表計算やメール)に戻ってしまう', en: 'People fall back to spreadsheets and mail' },
      hint: { ja: '会議や報告の決まりの中に、使う場面を組み込む', en: 'Make it a part of a regular meeting or report' },
    },
  ],
  support: {
    high: [
      {
        side: 'operation',
        ja: '月次の定例会で利用状況と成果を一緒に見る',
        en: 'Look at use and results together every month',
      },
      {
        side: 'staff',
        ja: '決裁者に四半期ごとに成果を報告する',
        en: 'Report results to the decision maker every quarter',
      },
    ],
    low: [
      { side: 'operation', ja: '利用が減ったときに電話で理由を聞く', en: 'Call and ask when use falls' },
      { side: 'staff', ja: '活用の勉強会に招く', en: 'Invite to sessions on better use' },
    ],
    tech: [
      { side: 'system', ja: '使っていない機能の案内を届ける', en: 'Point to features that are not used yet' },
      { side: 'staff', ja: '利用者の集まりに招く', en: 'Invite to the user community' },
    ],
  },
}
