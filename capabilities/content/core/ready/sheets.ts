import { ask, choices, ends, help, required } from './ask.ts'
import type { ReadyItem } from './write.ts'

/** Ready-made hearing sheets for the beginning: before the kick-off, and of the work as it is today. */
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
]
