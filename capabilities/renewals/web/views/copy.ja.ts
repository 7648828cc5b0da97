/** The board and the calendar of renewals, and what is in no sum. */
export const ja = {
  views: { label: '表示', list: '一覧', board: 'ボード', calendar: 'カレンダー' },
  sums: {
    converted_other: '{{currency}}の{{count}}件は{{day}}のレート(1 {{currency}} = {{rate}})で換算しています。',
    noRate_other: '{{currency}}の{{count}}件は合計に入っていません(為替レートがありません)。',
    noAmount_other: '金額のない{{count}}件は合計に入っていません。',
    toRates: '為替レートを登録する',
  },
  board: {
    label: '見立てごとの更新',
    how: 'カードは別の列へドラッグするか、カードのメニューから移せます。',
    column: '{{name}}: {{count}}件',
    expected: '見込み {{amount}}',
    empty: 'ここに更新はありません',
    menu: '{{name}}を移す',
    moveTo: '「{{column}}」へ移す',
    open: '更新の画面を開く',
    moved: '{{name}}を「{{column}}」に移しました',
    notice: '通知期限',
    termEnd: '更新日',
    more: '続きを読み込む',
  },
  calendar: {
    previous: '前の月',
    next: '次の月',
    thisMonth: '今月',
    weekdays: ['月', '火', '水', '木', '金', '土', '日'],
    legend: '日を選ぶと、その日のすべてが下に出ます。矢印キーで日を、Page Up・Page Downで月を動かせます。',
    termEnd: '更新日',
    notice: '解約通知の期限',
    ends_other: '更新日 {{count}}件',
    notices_other: '通知期限 {{count}}件',
    atStake: '対象 {{amount}}',
    more_other: 'ほか{{count}}件',
    day: '{{day}}の更新',
    close: '閉じる',
    emptyMonth: 'この月に更新日や解約通知の期限はありません。',
    emptyDay: 'この日に更新日や解約通知の期限はありません。',
    off: '休業日',
    today: '今日',
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    renewalViews: typeof ja
  }
}
