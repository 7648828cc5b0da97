/** Contracts, their lines and prices. */
export const ja = {
  title: '契約',
  add: '契約を追加',
  added: '契約を追加しました',
  edit: '契約を編集する',
  none: '契約はありません',
  noneText: '契約を追加するか、契約明細を取り込むと、ARR と更新日が分かります。',
  unnamed: '契約',
  name: '契約の名前',
  start: '開始日',
  end: '最終日',
  endHelp: '空のときは期限なし',
  endBeforeStart: '開始日より前です',
  autoRenews: '更新の仕方',
  noticeDays: '解約通知(更新の何日前まで)',
  unknown: '分からない',
  term: '期間',
  openEnded: '期限なし',
  renewal: '更新日',
  inDays_other: 'あと{{count}}日',
  auto: '自動更新',
  notAuto: '自動更新なし',
  noticeBy: '解約通知の期限',
  asOf: '{{day}} 時点',
  perMonth: '{{amount}}/月',
  churns: '解約の記録',
  reactivated: '再開',
  noLines: '契約明細はありません。',
  states: { upcoming: '開始前', active: '契約中', ended: '終了' },
  line: {
    product: '製品',
    plan: 'プラン',
    quantity: '数量',
    price: '金額',
    amount: '金額(税抜)',
    interval: '支払いの間隔',
    months_other: '{{count}}か月ごと',
    from: '適用開始',
    per_other: '{{amount}} / {{count}}か月',
    versions_other: '(変更 {{count}}回)',
  },
  notCounted: {
    one_time: '一時収益',
    trial: '試用',
    not_started: '開始前',
    ended: '終了',
    other_currency: '別の通貨',
    archived: '保管中',
    no_price: '金額なし',
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    revenue: typeof ja
  }
}
