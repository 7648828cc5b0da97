import type { PlanTemplate, TemplateStep } from '../template.ts'

type Usual = Pick<TemplateStep, 'offset' | 'weight' | 'condition' | 'evidence' | 'content'>
const ours: Usual = { offset: 0, weight: 1, condition: null, evidence: 'us', content: [] }
const theirs: Usual = { ...ours, evidence: 'customer' }
const seen = (condition: string): Usual => ({ ...ours, weight: 3, evidence: 'facts', condition })

/** Ready-made: 導入期 of a SaaS product in three months, from the signature to the day the customer works with it alone. */
export const onboardingPlan: PlanTemplate = {
  key: 'onboarding',
  name: { ja: '導入期の標準プラン', en: 'Standard onboarding' },
  aim: {
    ja: '目的を合意し、小さく始めて最初の成果を確かめ、自分たちだけで回る状態にする',
    en: 'Agree on the purpose, start small, see a first result, and end with a team that works on its own',
  },
  stages: [
    {
      key: 'agree',
      name: { ja: '合意する', en: 'Agree' },
      steps: [
        {
          ...ours,
          key: 'handover',
          name: { ja: '営業から引き継ぐ', en: 'Take over from sales' },
          help: {
            ja: '選ばれた理由、約束したこと、関係者を営業に聞く',
            en: 'Ask sales why we were chosen, what was promised, and who is who',
          },
          role: 'csm',
          days: 2,
          effortHours: 1,
          after: [],
        },
        {
          ...ours,
          key: 'roles',
          name: { ja: '推進者と運用担当を決めてもらう', en: 'Have promoter and operator named' },
          help: {
            ja: '別の人にお願いし、運用担当の週あたりの時間を決裁者と確かめる',
            en: 'Two different people; agree with the decision maker on the hours a week the operator has',
          },
          role: 'decision_maker',
          days: 4,
          effortHours: 1,
          weight: 2,
          evidence: 'facts',
          condition: 'contacts.promoter.known && contacts.operator.known && !contacts.promoter_is_operator',
          after: ['handover'],
        },
        {
          ...ours,
          key: 'kickoff',
          name: { ja: 'キックオフを開く', en: 'Hold the kick-off' },
          help: {
            ja: '目的・成果の測り方・役割・日程を、決裁者も入れて合意する',
            en: 'With the decision maker in the room: purpose, how results are measured, roles, dates',
          },
          role: 'csm',
          offset: 1,
          days: 3,
          effortHours: 3,
          weight: 3,
          after: ['roles'],
        },
        {
          ...theirs,
          key: 'before',
          name: { ja: '導入前の数字を測る', en: 'Measure the figures from before' },
          help: {
            ja: '今かかっている時間や件数を、あとで比べられる形で残す',
            en: 'Write down today’s hours and counts so that they can be compared later',
          },
          role: 'promoter',
          days: 5,
          effortHours: 3,
          weight: 2,
          after: ['kickoff'],
        },
      ],
    },
    {
      key: 'set_up',
      name: { ja: '準備する', en: 'Set up' },
      steps: [
        {
          ...theirs,
          key: 'pilot',
          name: { ja: '最初に使う部署と業務を決める', en: 'Choose the first team and task' },
          help: {
            ja: '困りごとが大きく、人数が少ない部署から始める',
            en: 'Begin where the pain is large and the team is small',
          },
          role: 'promoter',
          days: 3,
          effortHours: 2,
          weight: 2,
          after: ['kickoff'],
        },
        {
          ...theirs,
          key: 'accounts',
          name: { ja: '利用者を登録し、権限を決める', en: 'Register users and their rights' },
          help: {
            ja: '最初の部署の分だけを登録する。全社分は後でよい',
            en: 'Only the first team for now; everybody else can wait',
          },
          role: 'operator',
          days: 4,
          effortHours: 4,
          after: ['pilot'],
        },
        {
          ...ours,
          key: 'connect',
          name: { ja: 'データの移行と連携を設定する', en: 'Set up data migration and integration' },
          help: {
            ja: '直近の分だけを移し、件数が合うことを一緒に確かめる',
            en: 'Move recent data only, and check the counts together',
          },
          role: 'architect',
          days: 8,
          effortHours: 10,
          weight: 2,
          after: ['pilot'],
        },
        {
          ...theirs,
          key: 'rules_of_use',
          name: { ja: '使い方の決まりを一枚にまとめる', en: 'Write the rules of use on one page' },
          help: {
            ja: 'だれが、いつ、何を入力するか。例外の扱いも書く',
            en: 'Who enters what and when, and what happens with exceptions',
          },
          role: 'operator',
          days: 5,
          effortHours: 5,
          after: ['accounts'],
        },
      ],
    },
    {
      key: 'start',
      name: { ja: '使い始める', en: 'Start' },
      steps: [
        {
          ...ours,
          key: 'training',
          name: { ja: '最初の部署で勉強会を開く', en: 'Train the first team' },
          help: {
            ja: '実際の業務を題材に、その場で一件やり切ってもらう',
            en: 'With real work: everybody finishes one case on the spot',
          },
          role: 'csm',
          offset: 1,
          days: 3,
          effortHours: 4,
          weight: 2,
          after: ['connect', 'rules_of_use'],
        },
        {
          ...seen('has(metric.first_value_on)'),
          key: 'first_value',
          name: { ja: '最初の成果を出す', en: 'Reach the first result' },
          help: {
            ja: '決めた業務を製品で一巡させる。利用の記録から自動で完了になります',
            en: 'One round of the chosen task in the product; closed by itself once use shows it',
          },
          role: 'user',
          days: 8,
          effortHours: 6,
          after: ['training'],
        },
        {
          ...ours,
          key: 'look_back',
          name: { ja: '一か月目を振り返る', en: 'Look back on the first month' },
          help: {
            ja: 'つまずいた所を聞き、使い方の決まりを直す',
            en: 'Hear where people stumbled, and mend the rules of use',
          },
          role: 'csm',
          offset: 5,
          days: 2,
          effortHours: 2,
          after: ['first_value'],
        },
      ],
    },
    {
      key: 'take_root',
      name: { ja: '自分たちで回す', en: 'Run it alone' },
      steps: [
        {
          ...seen('metric.features_used_28d >= 3'),
          key: 'basics',
          name: { ja: '基本の機能を三つ使いこなす', en: 'Use three basic features' },
          help: {
            ja: '直近28日に使われた機能の数で、自動で完了になります',
            en: 'Closed by itself from the features used in the last 28 days',
          },
          role: 'user',
          days: 10,
          effortHours: 6,
          after: ['first_value'],
        },
        {
          ...seen('metric.active_days_28d >= 8'),
          key: 'habit',
          name: { ja: '週に二日の利用が続く', en: 'Use it on two days a week' },
          help: {
            ja: '28日のうち8日以上使われると、自動で完了になります',
            en: 'Closed by itself once the product is in use on 8 of 28 days',
          },
          role: 'user',
          days: 12,
          effortHours: 8,
          after: ['look_back'],
        },
        {
          ...theirs,
          key: 'compare',
          name: { ja: '導入前の数字と比べる', en: 'Compare with the figures from before' },
          help: {
            ja: '導入前に測った数字を同じ方法で測り、差を出す',
            en: 'Measure again in the same way, and tell the difference',
          },
          role: 'promoter',
          days: 3,
          effortHours: 3,
          weight: 2,
          after: ['habit', 'before'],
        },
        {
          ...ours,
          key: 'report',
          name: {
            ja: '決裁者に成果を報告し、次の目標を決める',
            en: 'Report to the decision maker and set the next goal',
          },
          help: {
            ja: '数字と現場の声を一枚にまとめ、次の部署や業務を相談する',
            en: 'Figures and voices on one page; talk about the next team or task',
          },
          role: 'csm',
          offset: 2,
          days: 3,
          effortHours: 4,
          weight: 3,
          after: ['compare', 'basics'],
        },
      ],
    },
  ],
}
