import { byWord, type JourneyMap } from '../map.ts'
import { changedHabits } from './behaviourHabits.ts'
import { changedWork } from './behaviourWork.ts'

/**
 * Ready-made: an environment that works, then other habits of the people, then another way of working. Customers with a
 * light aim are done with the habits; those with a deep one go on until the business itself is different.
 */
export const behaviour: JourneyMap = {
  key: 'behaviour',
  label: { ja: '習慣と業務を変えるジャーニー', en: 'From habits to the way of working' },
  watchAt: 1.5,
  stalledAt: 2,
  phases: [
    {
      key: 'environment',
      label: { ja: '環境の準備', en: 'Environment built' },
      aim: {
        ja: '使える環境が整い、だれが何のために使うかが決まっている',
        en: 'Everything works, and it is settled who uses it and what for',
      },
      usualDays: 60,
      usualDaysByTouch: { high: 60, low: 45, tech: 21 },
      leave: 'automatic',
      arrivesWhen: null,
      milestones: [
        {
          key: 'aim_agreed',
          label: { ja: '目指す成功がライトかディープか合意している', en: 'Light or deep: the aim is agreed on' },
          help: {
            ja: '現場の困りごとの解消ならライト、経営の課題の解決ならディープです。どちらを目指すかで、この先の時間と相手が変わります。',
            en: 'Light: a problem of those who work is solved. Deep: one of management is. It decides how long it takes, and with whom.',
          },
          exit: true,
          condition: 'has(account.success_type)',
          usualDays: 14,
        },
        {
          key: 'people_in_place',
          label: {
            ja: '推進者と運用担当が別の人として決まっている',
            en: 'Promoter and operator are two people, and known',
          },
          exit: true,
          condition: 'contacts.promoter.known && contacts.operator.known && !contacts.promoter_is_operator',
          usualDays: 21,
        },
        {
          key: 'environment_ready',
          label: { ja: '初期設定が済み、本番のデータで動いている', en: 'Set up, and working with real data' },
          exit: true,
          condition: 'has(metric.first_value_on)',
          usualDays: 45,
        },
        {
          key: 'baseline_taken',
          label: { ja: '導入前の数字を測ってある', en: 'The figures of before are taken down' },
          help: {
            ja: 'あとから比べられるように、いまのやり方にかかる時間や件数を記録します。',
            en: 'How long things take and how many there are today, so that there is something to compare with.',
          },
          evidence: { ja: '導入前の測定シート', en: 'The sheet with the figures of before' },
          exit: false,
          condition: byWord,
          usualDays: 45,
        },
      ],
      obstacles: [
        {
          side: 'system',
          label: {
            ja: '社内の審査や接続の許可に時間がかかる',
            en: 'Reviews and permissions inside the company take long',
          },
          hint: {
            ja: '審査で聞かれる項目を先に渡し、情報システム部門との打ち合わせを契約の週に入れる',
            en: 'Hand over what reviewers ask beforehand, and meet IT in the week of the contract',
          },
        },
        {
          side: 'operation',
          label: { ja: '今の業務の流れを誰も書き出せない', en: 'Nobody can write down how the work is done today' },
          hint: {
            ja: '一つの業務に絞り、担当者の隣で半日見せてもらう',
            en: 'Take one task, and sit beside whoever does it for half a day',
          },
        },
        {
          side: 'staff',
          label: { ja: '運用担当に選ばれた人が納得していない', en: 'Whoever was named operator was not asked' },
          hint: {
            ja: '本人の手間がどれだけ減るかを、本人の数字で最初に見せる',
            en: 'Show first how much work it saves that very person, in their own figures',
          },
        },
      ],
      support: {
        high: [
          {
            side: 'operation',
            ja: '現場を見て、変えたい習慣を三つに絞る',
            en: 'Watch the work, and choose three habits to change',
          },
          {
            side: 'system',
            ja: '設定を一緒に行い、その場で動かして見せる',
            en: 'Set it up together, and see it work at once',
          },
        ],
        low: [
          { side: 'system', ja: '合同の設定会で一気に終わらせる', en: 'Finish the set-up in a joint session' },
          {
            side: 'operation',
            ja: '目標を書くシートを送り、電話で確かめる',
            en: 'Send a sheet for the aims, and call about it',
          },
        ],
        tech: [
          {
            side: 'system',
            ja: '設定の進み具合を画面で示し、止まったところの手順を送る',
            en: 'Show progress, and send the step where it stopped',
          },
        ],
      },
    },
    changedHabits,
    changedWork,
  ],
}
