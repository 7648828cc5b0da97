import { ask, choices, ends, required } from './ask.ts'
import type { ReadyItem } from './write.ts'

/** Ready-made hearing sheets for later: of habits, and of results. */
export const reviews: readonly ReadyItem[] = [
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
