import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Question } from '../form.ts'
import type { ReadyItem } from './write.ts'

const none: Label = { ja: '', en: '' }

/** A question of a ready-made sheet; what is not said is as in most questions. */
const ask = (key: string, kind: Question['kind'], ja: string, en: string, rest: Partial<Question> = {}): Question => ({
  key,
  kind,
  label: { ja, en },
  help: none,
  required: false,
  choices: [],
  low: none,
  high: none,
  ...rest,
})
const required = { required: true }
const help = (ja: string, en: string) => ({ help: { ja, en } })
const choices = (...list: readonly (readonly [key: string, ja: string, en: string])[]) => ({
  choices: list.map(([key, ja, en]) => ({ key, label: { ja, en } })),
})
const ends = (low: Label, high: Label) => ({ low, high })

/** Ready-made hearing sheets: before the kick-off, of the work as it is today, of habits, and of results. */
export const sheets: readonly ReadyItem[] = [
  {
    key: 'hearing_kickoff',
    definition: {
      kind: 'understanding',
      title: { ja: 'キックオフ前のヒアリングシート', en: 'Hearing sheet before the kick-off' },
      summary: {
        ja: '当日の話し合いを短く、深くするための事前の質問です。10分ほどで終わります。',
        en: 'Questions that make the meeting shorter and better. They take about 10 minutes.',
      },
      purpose: {
        ja: '目的・体制・心配ごとを事前に知り、キックオフで合意すべき点を絞る',
        en: 'Know purpose, people and worries beforehand, and narrow down what the kick-off has to agree on',
      },
      phases: ['onboarding'],
      touch: [],
      roles: ['promoter'],
      body: {
        format: 'form',
        questions: [
          ask(
            'reason',
            'long_text',
            '導入を決めた一番の理由は何ですか',
            'What is the main reason for introducing the product?',
            required,
          ),
          ask(
            'in_half_a_year',
            'long_text',
            '半年後、何がどうなっていれば「導入してよかった」と言えますか',
            'What will have to be different in half a year for you to call it a success?',
            { ...required, ...help('数字があれば、あわせてお書きください。', 'With a figure, if there is one.') },
          ),
          ask(
            'first_task',
            'text',
            '最初に使いたい部署と業務はどこですか',
            'Which team and which task come first?',
            help('例: 営業2課の見積もり作成', 'For example: quotations in the second sales team'),
          ),
          ask('first_users', 'number', '最初に使う方は何人ですか', 'How many people will use it first?'),
          ask(
            'operator_hours',
            'choice',
            '運用担当の方は、週に何時間をあてられますか',
            'How many hours a week does the operator have?',
            {
              ...required,
              ...choices(
                ['none', 'まだ決まっていない', 'Not decided yet'],
                ['less_than_2', '2時間未満', 'Less than 2 hours'],
                ['from_2_to_4', '2〜4時間', '2 to 4 hours'],
                ['more_than_4', '4時間より多い', 'More than 4 hours'],
              ),
            },
          ),
          ask(
            'decision_maker_comes',
            'yes_no',
            'キックオフに決裁者の方は出席されますか',
            'Will the decision maker be at the kick-off?',
            required,
          ),
          ask(
            'tried_before',
            'yes_no',
            '同じ目的で、以前にほかの製品や仕組みを試したことがありますか',
            'Have you tried another product or way for this before?',
          ),
          ask(
            'tried_why',
            'long_text',
            '試したことがある場合、うまくいかなかった点は何ですか',
            'If so, what did not work?',
          ),
          ask(
            'worries',
            'choices',
            '心配なことはどれですか(いくつでも)',
            'What worries you? (as many as apply)',
            choices(
              ['time', '進める時間が足りない', 'Too little time'],
              ['people', '現場が使ってくれるか', 'Whether people will use it'],
              ['data', 'データの移行と品質', 'Moving the data, and its quality'],
              ['system', 'ほかのシステムとの連携', 'Working with other systems'],
              ['security', '情報セキュリティの社内手続き', 'Security approval in the company'],
              ['results', '成果を説明できるか', 'Showing results'],
            ),
          ),
          ask('fixed_day', 'date', '必ず間に合わせたい日はありますか', 'Is there a day by which it must be ready?'),
        ],
      },
    },
  },
  {
    key: 'hearing_current_work',
    definition: {
      kind: 'understanding',
      title: { ja: '現在の業務のヒアリングシート', en: 'Hearing sheet of the work as it is today' },
      summary: {
        ja: '導入前の時間や件数を書きとめます。あとで成果を比べるために使います。',
        en: 'Writes down hours and counts from before, so that results can be compared later.',
      },
      purpose: {
        ja: '導入前の値を、あとから同じ方法で測れる形で残す',
        en: 'Keep the figures from before in a form that can be measured again in the same way',
      },
      phases: ['onboarding'],
      touch: [],
      roles: ['promoter', 'operator'],
      body: {
        format: 'form',
        questions: [
          ask('task', 'text', '対象とする業務の名前', 'Name of the task', required),
          ask(
            'steps',
            'long_text',
            'いまの手順を、始まりから終わりまで順に書いてください',
            'The steps as they are now, from beginning to end',
            required,
          ),
          ask('people', 'number', '関わっている人数', 'People involved', required),
          ask('cases', 'number', '1か月の件数', 'Cases a month', required),
          ask('minutes', 'number', '1件にかかる時間(分)', 'Minutes a case', {
            ...required,
            ...help('5件ほど測り、その平均をお書きください。', 'Time about five and take the mean.'),
          }),
          ask('mistakes', 'number', '1か月のやり直し・差し戻しの件数', 'Cases a month that have to be done again'),
          ask(
            'tools',
            'text',
            'いま使っている道具(表計算、紙、ほかのシステムなど)',
            'What is used today (spreadsheets, paper, other systems)',
          ),
          ask('pain', 'scale', 'いまのやり方は、どのくらい負担ですか', 'How heavy is the way it is done today?', {
            ...required,
            ...ends({ ja: 'ほとんどない', en: 'Not at all' }, { ja: 'とても重い', en: 'Very' }),
          }),
          ask('measured_on', 'date', '数字を測った日', 'Day of measuring'),
          ask(
            'measured_how',
            'long_text',
            '数字の測り方',
            'How it was measured',
            help('あとで同じ方法で測ります。', 'It will be measured again in the same way.'),
          ),
        ],
      },
    },
  },
  {
    key: 'habit_check',
    definition: {
      kind: 'understanding',
      title: { ja: '定着の確認シート', en: 'Check of habits' },
      summary: {
        ja: '使い始めて1か月たったころに、日々の仕事に根付いているかを確かめます。',
        en: 'A month after the start: has it become part of the daily work?',
      },
      purpose: {
        ja: '習慣になっていない所を見つけ、使い方の決まりと支援を直す',
        en: 'Find where it has not become a habit, and mend the rules of use and the support',
      },
      phases: ['onboarding', 'adoption'],
      touch: [],
      roles: ['operator', 'promoter'],
      body: {
        format: 'form',
        questions: [
          ask(
            'first_thing',
            'scale',
            '利用者は、仕事の始まりに製品を開いていますか',
            'Do users open the product when they begin their work?',
            {
              ...required,
              ...ends({ ja: 'ほとんどいない', en: 'Hardly anybody' }, { ja: 'ほぼ全員', en: 'Nearly all' }),
            },
          ),
          ask(
            'old_way',
            'yes_no',
            'これまでの表や帳票への二重入力は、なくなりましたか',
            'Has double entry with the old lists stopped?',
            required,
          ),
          ask(
            'meeting',
            'yes_no',
            '定例会議で、製品の画面や数字を見ていますか',
            'Do regular meetings look at the product’s pages or figures?',
            required,
          ),
          ask(
            'new_people',
            'yes_no',
            '新しく加わった方が、周りの説明だけで使い始められますか',
            'Can newcomers start with the help of those around them?',
          ),
          ask(
            'rules_kept',
            'scale',
            '使い方の決まりは守られていますか',
            'Are the rules of use kept?',
            ends({ ja: '守られていない', en: 'No' }, { ja: '守られている', en: 'Yes' }),
          ),
          ask('stuck', 'long_text', '手が止まりやすい操作や場面はどこですか', 'Where do people get stuck?'),
          ask(
            'who_does_not',
            'text',
            'まだ使えていない部署や役割はありますか',
            'Are there teams or roles that do not use it yet?',
          ),
          ask('wish', 'long_text', '私たちに手伝ってほしいことは何ですか', 'What can we help with?'),
        ],
      },
    },
  },
  {
    key: 'results_review',
    definition: {
      kind: 'solving',
      title: { ja: '成果の振り返りシート', en: 'Review of results' },
      summary: {
        ja: '導入前の数字と比べ、次の目標を決めるためのシートです。',
        en: 'Compares with the figures from before, and sets the next goal.',
      },
      purpose: {
        ja: '決裁者への報告に使う数字と現場の声を、同じ形で集める',
        en: 'Collect figures and voices for the report to the decision maker, always in the same form',
      },
      phases: ['onboarding', 'adoption'],
      touch: [],
      roles: ['promoter'],
      body: {
        format: 'form',
        questions: [
          ask('cases', 'number', '1か月の件数(導入前と同じ数え方で)', 'Cases a month, counted as before', required),
          ask('minutes', 'number', '1件にかかる時間(分)', 'Minutes a case', required),
          ask('mistakes', 'number', '1か月のやり直し・差し戻しの件数', 'Cases a month that have to be done again'),
          ask('reached', 'scale', '導入の目的は、どのくらい実現しましたか', 'How far has the purpose been reached?', {
            ...required,
            ...ends({ ja: 'まだこれから', en: 'Not yet' }, { ja: '十分に実現した', en: 'Fully' }),
          }),
          ask(
            'voices',
            'long_text',
            '現場の声(よくなったこと・困っていること)',
            'What people say: what is better, what is not',
          ),
          ask(
            'unexpected',
            'long_text',
            '予想していなかった効果はありましたか',
            'Was there an effect that nobody expected?',
          ),
          ask('next', 'choice', '次に取り組みたいことはどれですか', 'What comes next?', {
            ...required,
            ...choices(
              ['deepen', '同じ部署で使い方を深める', 'Go deeper in the same team'],
              ['spread', 'ほかの部署に広げる', 'Spread to other teams'],
              ['task', '別の業務でも使う', 'Use it for another task'],
              ['rest', 'しばらくは今のまま続ける', 'Stay as it is for a while'],
            ),
          }),
          ask('next_goal', 'long_text', '次の目標と、その測り方', 'The next goal, and how it is measured'),
          ask(
            'as_a_case',
            'yes_no',
            '成果を事例として紹介させていただけますか',
            'May we speak of your results as a case?',
          ),
        ],
      },
    },
  },
]
