/** Words of the page on which all customers are followed along their map. Japanese is the source. */
export const ja = {
  title: 'ジャーニー',
  tabs: {
    maps: 'マップ',
    label: 'ジャーニーの見方',
    board: 'ボード',
  },
  leads: {
    board: 'どの顧客がどのフェーズにいて、どこで止まっているか',
  },
  filters: {
    label: '絞り込み',
    map: 'マップ',
    mapOf_other: '{{name}}({{count}}社)',
    segment: 'セグメント',
    everySegment: 'すべてのセグメント',
    noSegment: 'セグメントなし',
    touch: 'タッチモデル',
    everyTouch: 'すべてのタッチモデル',
    noTouch: 'タッチモデルなし',
    owner: '担当',
    everybody: 'すべての担当',
    nobody: '担当なし',
    state: '進み具合',
    everyState: 'すべての進み具合',
    clear: '絞り込みを外す',
  },
  states: {
    stalled: '停滞',
    watch: '遅れ気味',
    on_time: '予定どおり',
    may_leave: '進む確認待ち',
    blocked: '妨げあり',
  },
  empty: {
    title: 'まだ顧客がいません',
    text: '顧客を取り込むと、契約日と利用の記録から、いまいるフェーズが自動で決まります。',
    button: '顧客を取り込む',
  },
  board: {
    label: 'フェーズごとの顧客',
    how: 'カードは、ドラッグするか「…」のメニューで、ほかのフェーズに移せます。理由を書くと移り、あとから元に戻せます。',
    old: '(今の版にはない)',
    accounts_other: '{{count}}社',
    median: '中央値 {{days}}日',
    stalled_other: '■ 停滞 {{count}}社',
    watch_other: '▲ 遅れ気味 {{count}}社',
    mayLeave_other: '確認待ち {{count}}社',
    blocked_other: '妨げあり {{count}}社',
    blockedBy: { ours: '自社側で{{days}}日', customer: '顧客側で{{days}}日', both: '両方で{{days}}日' },
    struggle: '苦労 {{value}}点',
    struggleHelp: '苦労の度合い(100点満点)。日数の超過、戻り、助けを求めた回数から',
    regressed_other: '失われた到達点 {{count}}',
    empty: '当てはまる顧客はいません。',
    more: 'さらに表示する',
    menu: '{{name}}の操作',
    moveTo: '「{{phase}}」に移す…',
    open: '顧客ページを開く',
    days: '{{days}}日目',
    usual: '通常 {{days}}日',
    returns: '戻り {{count}}回',
    missing: '足りないもの:',
  },
  moving: {
    title: '{{name}}を「{{phase}}」に移す',
    reason: '理由',
    reasonHelp: '履歴に残り、あとから全員が見られます。',
    reasonMissing: '理由を入力してください',
    criteriaHold: '条件がそろったため',
    send: '移す',
    moved: '{{name}}を「{{phase}}」に移しました',
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    following: typeof ja
  }
}
