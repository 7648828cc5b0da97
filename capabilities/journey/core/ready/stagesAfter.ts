import { byWord, type Phase } from '../map.ts'

/** The last four stages of the lifecycle: from the first use to renewal. */
export const stagesAfter: readonly [Phase, ...Phase[]] = [
  {
    key: 'support',
    label: { ja: 'サポート', en: 'Support' },
    aim: { ja: '困らずに使い始め、最初の成果が出ている', en: 'They use it without trouble, and have a first result' },
    usualDays: 120,
    usualDaysByTouch: {},
    leave: 'automatic',
    arrivesWhen: 'account.days_since_sign_up > 60 && contract.state == "active"',
    milestones: [
      {
        key: 'stage_first_value',
        label: { ja: '最初の成果が出た', en: 'The first result is there' },
        exit: true,
        condition: 'has(metric.first_value_on)',
        usualDays: 45,
      },
      {
        key: 'stage_calm',
        label: { ja: '問い合わせが落ち着いている', en: 'Inquiries have calmed down' },
        exit: true,
        condition: 'inquiry.open_count <= 2 && inquiry.escalated_30d == 0',
        usualDays: 90,
      },
      {
        key: 'stage_regular',
        label: { ja: '週に二日は使っている', en: 'In use two days a week' },
        exit: true,
        condition: 'metric.active_days_28d >= 8',
        usualDays: 120,
      },
    ],
    obstacles: [
      {
        side: 'system',
        label: { ja: '同じ質問が繰り返される', en: 'The same is asked again and again' },
        hint: {
          ja: '答えを一枚にして、画面のその場所に置く',
          en: 'Put the answer on one page, where the question comes up',
        },
      },
    ],
    support: {
      high: [
        {
          side: 'staff',
          ja: '週次の打ち合わせで困りごとを先に聞く',
          en: 'Ask for troubles before they are reported, weekly',
        },
      ],
      low: [{ side: 'staff', ja: '問い合わせが三件続いたら電話をする', en: 'Call after three inquiries in a row' }],
      tech: [{ side: 'system', ja: 'つまずく画面に手引きを出す', en: 'Show help on the screens that are hard' }],
    },
  },
  {
    key: 'loyalty',
    label: { ja: 'ロイヤルティ', en: 'Loyalty' },
    aim: {
      ja: '毎週の仕事に根づき、ほかに替えるつもりがない',
      en: 'It is part of every week, and they think of nothing else',
    },
    usualDays: 180,
    usualDaysByTouch: {},
    leave: 'ask',
    arrivesWhen: 'account.days_since_sign_up > 180 && contract.state == "active"',
    milestones: [
      {
        key: 'stage_habit',
        label: { ja: '直近12週のうち9週以上使われている', en: 'In use in at least 9 of the last 12 weeks' },
        exit: true,
        condition: 'metric.habit_weeks_12 >= 9',
        usualDays: 90,
      },
      {
        key: 'stage_spread',
        label: { ja: '契約した席の6割以上が使っている', en: 'At least 60 % of the seats are in use' },
        exit: true,
        condition: '!has(contract.seats) || metric.licence_use >= 60',
        usualDays: 150,
      },
      {
        key: 'stage_results',
        label: { ja: '成果を実感している', en: 'Results are felt' },
        exit: true,
        condition: 'survey.nps.latest >= 7 || pulse.latest >= 4',
        usualDays: 180,
      },
    ],
    obstacles: [
      {
        side: 'staff',
        label: { ja: '推進者の異動で熱が冷める', en: 'The promoter moves on, and it cools down' },
        hint: { ja: '推進者を二人にしておく', en: 'See to it that there are two promoters' },
      },
    ],
    support: {
      high: [
        {
          side: 'staff',
          ja: '四半期ごとに決裁者へ成果を報告する',
          en: 'Report results to the decision maker every quarter',
        },
      ],
      low: [{ side: 'system', ja: '使っていない機能を一つずつ紹介する', en: 'Introduce one unused feature at a time' }],
      tech: [{ side: 'staff', ja: '続いた週の数を知らせる', en: 'Tell how many weeks it has lasted' }],
    },
  },
  {
    key: 'advocacy',
    label: { ja: '支持', en: 'Advocacy' },
    aim: { ja: 'よさを自分から人に話している', en: 'They tell others of their own accord' },
    usualDays: 120,
    usualDaysByTouch: {},
    leave: 'ask',
    arrivesWhen: 'account.days_since_sign_up > 365 && survey.nps.latest >= 9 && contract.state == "active"',
    milestones: [
      {
        key: 'stage_recommends',
        label: { ja: '推奨度が9以上', en: 'Would recommend: 9 or more' },
        exit: true,
        condition: 'survey.nps.latest >= 9',
        usualDays: 60,
      },
      {
        key: 'stage_spoke',
        label: { ja: '事例・紹介・登壇のどれかに応じてくれた', en: 'Gave a case, an introduction or a talk' },
        evidence: { ja: '公開された事例、紹介の記録', en: 'The published case, the record of the introduction' },
        exit: true,
        condition: byWord,
        usualDays: 120,
      },
    ],
    obstacles: [
      {
        side: 'operation',
        label: { ja: '社内の許可が下りない', en: 'The company does not permit it' },
        hint: { ja: '名前を出さない形から始める', en: 'Begin without the name' },
      },
    ],
    support: {
      high: [{ side: 'staff', ja: '本人の名前が立つ形で事例をつくる', en: 'Make a case in which the person shines' }],
      low: [{ side: 'staff', ja: '利用者の集まりで話してもらう', en: 'Ask to speak at the user meeting' }],
      tech: [{ side: 'system', ja: '紹介の入り口を画面に置く', en: 'Put a way to introduce others on the screen' }],
    },
  },
  {
    key: 'renewal_stage',
    label: { ja: '更新', en: 'Renewal' },
    aim: { ja: '迷わず契約を続け、使う範囲を広げている', en: 'The contract goes on without question, and grows' },
    usualDays: null,
    usualDaysByTouch: {},
    leave: 'ask',
    arrivesWhen: 'account.days_since_sign_up > 330 && contract.days_to_renewal <= 120',
    milestones: [
      {
        key: 'stage_intent',
        label: { ja: '更新の意向を確かめた', en: 'Asked whether they go on' },
        evidence: { ja: '更新の打ち合わせの記録', en: 'The record of the renewal meeting' },
        exit: false,
        condition: byWord,
      },
      {
        key: 'stage_secured',
        label: { ja: '次の更新まで90日より長くある', en: 'The next renewal is more than 90 days away' },
        exit: false,
        condition: 'contract.days_to_renewal > 90',
      },
      {
        key: 'stage_grown',
        label: { ja: '90日前より契約が広がっている', en: 'The contract has grown over the last 90 days' },
        exit: false,
        condition: 'contract.arr > contract.arr_90d_ago',
      },
    ],
    obstacles: [
      {
        side: 'staff',
        label: { ja: '更新を決める人と会えていない', en: 'Whoever decides has not been met' },
        hint: { ja: '更新の半年前に、成果の報告を理由に会う', en: 'Meet half a year before, to report results' },
      },
    ],
    support: {
      high: [{ side: 'staff', ja: '次の一年の目標を役員と決める', en: 'Agree on the next year with the executives' }],
      low: [{ side: 'staff', ja: '更新の120日前に意向を聞く', en: 'Ask 120 days before renewal' }],
      tech: [{ side: 'operation', ja: '更新の案内を自動で送る', en: 'Send notice of renewal by itself' }],
    },
  },
]
