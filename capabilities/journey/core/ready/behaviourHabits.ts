import { byWord, type Phase } from '../map.ts'

/** Behavioural success: what people do every week has changed. */
export const changedHabits: Phase = {
  key: 'habits_changed',
  label: { ja: '習慣の変化', en: 'Habits changed' },
  aim: {
    ja: '決めた場面で、言われなくても使われている(行動の成功)',
    en: 'It is used on the occasions agreed on, without anybody asking (behavioural success)',
  },
  usualDays: 120,
  usualDaysByTouch: { high: 120, low: 120, tech: 90 },
  leave: 'ask',
  arrivesWhen: 'account.days_since_sign_up > 120 || today - contract.started_on > 120',
  milestones: [
    {
      key: 'weekly_occasion',
      label: { ja: '毎週の決まった場面で使われている', en: 'Used on a fixed occasion every week' },
      help: {
        ja: '会議や朝礼など、使う場面を先に決めます。直近12週のうち8週以上の利用で判定します。',
        en: 'Choose the meeting first. Told from use in at least 8 of the last 12 weeks.',
      },
      evidence: {
        ja: '定例会の資料や議事録に、こちらの画面や数字が使われている',
        en: 'Screens or figures of ours are in the papers of the weekly meeting',
      },
      exit: true,
      condition: 'metric.habit_weeks_12 >= 8',
      usualDays: 84,
    },
    {
      key: 'operators_alone',
      label: { ja: '運用担当が、助けを借りずに回している', en: 'The operators keep it going without help' },
      exit: true,
      condition: 'metric.active_days_28d >= 12 && inquiry.count_30d <= 3',
      usualDays: 90,
    },
    {
      key: 'old_way_gone',
      label: { ja: '元のやり方(表計算・紙・メール)をやめた', en: 'The old way (sheets, paper, mail) was given up' },
      evidence: {
        ja: '訪問で見た、または推進者から聞いた',
        en: 'Seen on a visit, or told by the promoter',
      },
      exit: true,
      condition: byWord,
      usualDays: 120,
    },
    {
      key: 'users_content',
      label: { ja: '使っている人が満足している', en: 'Those who use it are content' },
      exit: false,
      condition: 'survey.csat.latest >= 4 || survey.nps.latest >= 7',
      usualDays: 120,
    },
  ],
  obstacles: [
    {
      side: 'operation',
      label: { ja: '新旧の二つのやり方が並んで残る', en: 'The old way and the new one are both kept up' },
      hint: {
        ja: '古い様式の提出先をなくす日を、決裁者に宣言してもらう',
        en: 'Have the decision maker name the day from which the old form is not accepted',
      },
    },
    {
      side: 'staff',
      label: { ja: '熱心な一人だけが使い、周りが見ている', en: 'One keen person uses it, the others look on' },
      hint: {
        ja: 'その人の一日を五分の動画にして、となりの人に一つだけ真似してもらう',
        en: 'Show that person’s day in five minutes, and ask the next one to copy a single thing',
      },
    },
    {
      side: 'system',
      label: { ja: '入力が二重になり、続かない', en: 'Things have to be typed twice' },
      hint: {
        ja: '元のデータから取り込む連携を先に用意する',
        en: 'Connect the source first, so that nothing is typed again',
      },
    },
  ],
  support: {
    high: [
      {
        side: 'staff',
        ja: '使う会議に同席し、最初の三回を一緒に行う',
        en: 'Be there for the first three meetings in which it is used',
      },
      {
        side: 'operation',
        ja: 'やめる業務を一覧にし、月ごとに確かめる',
        en: 'List what is to be given up, and check every month',
      },
    ],
    low: [
      {
        side: 'operation',
        ja: '利用が二週続けて減ったら、理由を聞く',
        en: 'Ask why when use falls two weeks in a row',
      },
      { side: 'operation', ja: '同じ業種の使う場面の例を届ける', en: 'Send examples from the same industry' },
    ],
    tech: [
      {
        side: 'operation',
        ja: '使う曜日の朝に、見る画面を一つだけ知らせる',
        en: 'In the morning of the day, point to one screen',
      },
      { side: 'staff', ja: '続いた週の数を画面で讃える', en: 'Show how many weeks it has lasted' },
    ],
  },
}
