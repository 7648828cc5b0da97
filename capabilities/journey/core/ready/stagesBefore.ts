import { byWord, type Phase } from '../map.ts'

/** The first four stages of the lifecycle: from hearing of us to the contract. */
export const stagesBefore: readonly [Phase, ...Phase[]] = [
  {
    key: 'awareness',
    label: { ja: '認知', en: 'Awareness' },
    aim: { ja: '自社の名前と、解ける困りごとを知っている', en: 'They know of us, and of the problem we solve' },
    usualDays: 30,
    usualDaysByTouch: {},
    leave: 'automatic',
    arrivesWhen: null,
    milestones: [
      {
        key: 'stage_known',
        label: { ja: '顧客として登録され、業種がわかっている', en: 'On record, with its industry known' },
        exit: true,
        condition: 'has(account.industry)',
        usualDays: 14,
      },
      {
        key: 'stage_contact',
        label: { ja: '連絡できる担当者が一人以上いる', en: 'There is somebody to talk to' },
        exit: true,
        condition: 'contacts.count >= 1',
        usualDays: 30,
      },
    ],
    obstacles: [
      {
        side: 'staff',
        label: { ja: '誰に話せばよいかわからない', en: 'Nobody knows whom to talk to' },
        hint: {
          ja: '同じ業種の顧客から、役割の名前を教えてもらう',
          en: 'Ask customers of the same industry who that usually is',
        },
      },
    ],
    support: {
      high: [
        { side: 'operation', ja: '業種ごとの課題の記事を一緒に読む', en: 'Read what troubles the industry together' },
      ],
      low: [{ side: 'staff', ja: '共催の勉強会に招く', en: 'Invite to a joint session' }],
      tech: [{ side: 'operation', ja: '困りごと別の案内を届ける', en: 'Send what fits their problem' }],
    },
  },
  {
    key: 'nurture',
    label: { ja: '育成', en: 'Nurture' },
    aim: {
      ja: '困りごとを自分の言葉で話し、情報を受け取っている',
      en: 'They speak of the problem in their own words, and listen',
    },
    usualDays: 60,
    usualDaysByTouch: {},
    leave: 'automatic',
    arrivesWhen: null,
    milestones: [
      {
        key: 'stage_two_way',
        label: { ja: '直近90日に二回以上やり取りがあった', en: 'Talked at least twice in the last 90 days' },
        exit: true,
        condition: 'touch.count_90d >= 2',
        usualDays: 45,
      },
      {
        key: 'stage_promoter',
        label: { ja: '推進者になる人がわかっている', en: 'Who would promote it is known' },
        exit: true,
        condition: 'contacts.promoter.known',
        usualDays: 60,
      },
    ],
    obstacles: [
      {
        side: 'operation',
        label: { ja: '困りごとが緊急でない', en: 'The problem is not pressing' },
        hint: { ja: '放っておくとかかる費用を一緒に見積もる', en: 'Reckon together what it costs to do nothing' },
      },
    ],
    support: {
      high: [
        {
          side: 'operation',
          ja: '現場を見て、困りごとを一枚にまとめる',
          en: 'See the work, and put the problem on one page',
        },
      ],
      low: [{ side: 'operation', ja: '月に一度、役に立つ事例を届ける', en: 'Send a useful case once a month' }],
      tech: [
        {
          side: 'operation',
          ja: '読んだ内容に合わせて次の案内を変える',
          en: 'Choose what comes next by what was read',
        },
      ],
    },
  },
  {
    key: 'desire',
    label: { ja: '欲求', en: 'Desire' },
    aim: {
      ja: '自社にとっての価値を描き、試してみたいと思っている',
      en: 'They see what it would be worth, and want to try',
    },
    usualDays: 45,
    usualDaysByTouch: {},
    leave: 'ask',
    arrivesWhen: null,
    milestones: [
      {
        key: 'stage_decision_maker',
        label: { ja: '決裁者と話した', en: 'Talked with the decision maker' },
        exit: true,
        condition: 'has(contacts.decision_maker.last_touch_on)',
        usualDays: 30,
      },
      {
        key: 'stage_trial',
        label: { ja: '試用が始まった', en: 'A trial has begun' },
        exit: false,
        condition: 'contract.state == "trial" || contract.state == "active"',
        usualDays: 45,
      },
    ],
    obstacles: [
      {
        side: 'system',
        label: { ja: '試すためのデータが用意できない', en: 'There are no data to try it with' },
        hint: { ja: '手元の一件だけで試せる形を用意する', en: 'Make it work with a single case of theirs' },
      },
    ],
    support: {
      high: [{ side: 'operation', ja: '期待する価値を金額で一緒に描く', en: 'Draw the value in money, together' }],
      low: [{ side: 'staff', ja: '試用の山場に電話をする', en: 'Call at the turning points of the trial' }],
      tech: [{ side: 'system', ja: '試用の七日間の案内を送る', en: 'Guide through seven days of trial' }],
    },
  },
  {
    key: 'purchase',
    label: { ja: '購入', en: 'Purchase' },
    aim: {
      ja: '契約を結び、始める日と役割が決まっている',
      en: 'The contract is signed, with a day and roles to begin',
    },
    usualDays: 30,
    usualDaysByTouch: {},
    leave: 'automatic',
    arrivesWhen: 'contract.state == "active"',
    milestones: [
      {
        key: 'stage_signed',
        label: { ja: '契約が有効になった', en: 'The contract is in force' },
        exit: true,
        condition: 'contract.state == "active"',
        usualDays: 14,
      },
      {
        key: 'stage_roles',
        label: { ja: '決裁者・推進者・運用担当が決まっている', en: 'Decision maker, promoter and operator are known' },
        exit: true,
        condition: 'contacts.decision_maker.known && contacts.promoter.known && contacts.operator.known',
        usualDays: 30,
      },
      {
        key: 'stage_handover',
        label: { ja: '営業からの引き継ぎが済んだ', en: 'Handed over by sales' },
        evidence: { ja: '引き継ぎの記録', en: 'The record of the hand-over' },
        exit: false,
        condition: byWord,
        usualDays: 14,
      },
    ],
    obstacles: [
      {
        side: 'operation',
        label: { ja: '営業で約束したことが伝わっていない', en: 'What sales promised was not passed on' },
        hint: { ja: '引き継ぎの場に顧客にも入ってもらう', en: 'Have the customer there at the hand-over' },
      },
    ],
    support: {
      high: [
        {
          side: 'operation',
          ja: 'キックオフで目的・役割・日程を合意する',
          en: 'Agree on purpose, roles and dates at the kick-off',
        },
      ],
      low: [{ side: 'staff', ja: '合同の説明会に招く', en: 'Invite to the joint introduction' }],
      tech: [{ side: 'system', ja: '始め方を一歩ずつ画面で示す', en: 'Show how to begin, step by step' }],
    },
  },
]
