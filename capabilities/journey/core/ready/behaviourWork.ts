import { byWord, type Phase } from '../map.ts'

/** Operational success: the business itself is different. It has no end of its own. */
export const changedWork: Phase = {
  key: 'work_changed',
  label: { ja: '業務の変化', en: 'Work changed' },
  aim: {
    ja: '業務の数字が変わり、経営の言葉で成果を語れる(業務の成功)',
    en: 'The figures of the business have changed, and management speaks of it (operational success)',
  },
  usualDays: null,
  usualDaysByTouch: {},
  leave: 'ask',
  arrivesWhen: 'account.days_since_sign_up > 400 || today - contract.started_on > 400',
  milestones: [
    {
      key: 'light_reached',
      label: {
        ja: 'ライトサクセス: 現場の困りごとが解消した',
        en: 'Light success: the problem of those who work is solved',
      },
      help: {
        ja: 'ライトを目指す顧客は、ここで次の目標(ディープ)を一緒に考えます。',
        en: 'With a light aim, this is where the next, deeper one is thought of together.',
      },
      evidence: { ja: '導入前の値と比べた数字', en: 'Figures against those of before' },
      exit: false,
      condition: 'account.success_type == "light" && (survey.nps.latest >= 9 || pulse.latest >= 4)',
    },
    {
      key: 'deep_reached',
      label: {
        ja: 'ディープサクセス: 経営の課題の数字が動いた',
        en: 'Deep success: a figure that management watches has moved',
      },
      evidence: {
        ja: '決裁者との会議で成果として報告された',
        en: 'Reported as a result in a meeting with the decision maker',
      },
      exit: false,
      condition: byWord,
    },
    {
      key: 'process_rewritten',
      label: { ja: '業務の手順書や規程が書き換わった', en: 'Manuals and rules have been rewritten' },
      evidence: { ja: '新しい手順書', en: 'The new manual' },
      exit: false,
      condition: byWord,
    },
    {
      key: 'decision_maker_sees',
      label: {
        ja: '決裁者と90日以内に成果を話した',
        en: 'Results were talked about with the decision maker within 90 days',
      },
      exit: false,
      condition: 'contacts.decision_maker.days_since_touch <= 90',
    },
  ],
  obstacles: [
    {
      side: 'staff',
      label: {
        ja: '成果の話が現場で止まり、経営に届かない',
        en: 'Results are known to those who work, and to nobody above',
      },
      hint: {
        ja: '現場の言葉を経営の指標に訳した一枚を、推進者と一緒に作る',
        en: 'With the promoter, turn it into one page in the figures that management uses',
      },
    },
    {
      side: 'operation',
      label: { ja: '評価や目標の仕組みが古いまま', en: 'Goals and appraisals are still the old ones' },
      hint: {
        ja: '次の期の目標に、変えた業務の数字を一つ入れてもらう',
        en: 'Ask for one figure of the changed work among next term’s goals',
      },
    },
    {
      side: 'staff',
      label: { ja: '長い取り組みに担当者が疲れている', en: 'The people are tired of the long way' },
      hint: {
        ja: '小さな成果を月に一度まとめ、関わった人の名前を出して報告する',
        en: 'Sum up small results once a month, with the names of those who made them',
      },
    },
  ],
  support: {
    high: [
      {
        side: 'operation',
        ja: '半期ごとに、経営の課題から目標を立て直す',
        en: 'Set goals anew every half-year, from what management worries about',
      },
      {
        side: 'staff',
        ja: '成果の数字をそろえ、役員に報告する場を開く',
        en: 'Bring the figures together, and report to the executives',
      },
    ],
    low: [{ side: 'operation', ja: '年に二回、成果の振り返りを行う', en: 'Look back on results twice a year' }],
    tech: [
      { side: 'operation', ja: '前後の比較を一枚にして自動で届ける', en: 'Send a page of before and after by itself' },
    ],
  },
}
