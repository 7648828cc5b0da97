/** Words of the journey. Japanese is the source; `copy.en.ts` has the same keys by type. */
export const ja = {
  path: {
    title: '成功までの道のり',
    map: '{{map}}・第{{version}}版',
    move: 'フェーズを変える',
    waiting: 'まだ計算していません。数秒で表示されます。',
    days: '{{days}}日目',
    spent: '{{days}}日',
    usual: '通常 {{days}}日',
    noUsual: '期間の決まりなし',
    returns: '{{count}}回戻っています',
    done: '到達点 {{percent}}',
    statuses: { done: '通過', current: '現在', ahead: 'これから', skipped: '通っていない' },
    lateness: { on_time: '予定どおり', watch: '遅れ気味', stalled: '停滞' },
    asks: '条件がそろいました。「{{phase}}」に進めますか。',
    goOn: '「{{phase}}」に進める',
    goOnReason: '条件がそろったため',
  },
  milestone: {
    exit: '進むための条件',
    met: '満たしている',
    missing: 'まだ',
    facts: '利用などの事実から自動で判定',
    person: '{{name}}さんが確認',
    customer: '顧客が確認({{name}}さんが記録)',
    import: '取り込みによる',
    reachedOn: '{{day}}に到達',
    reachedBefore: '一度は{{day}}に到達',
    confirm: '到達を確認する',
    unconfirm: '確認を取り消す',
    confirmed: '到達を確認しました',
    unconfirmed: '確認を取り消しました',
    who: 'だれが確認しましたか',
    whos: { person: '自分たち', customer: '顧客' },
    note: 'どのように確認したか(任意)',
    why: '判定のもと',
    of: '「{{milestone}}」の',
  },
  help: {
    obstacles: 'つまずきやすいところ',
    support: 'このフェーズでの支援',
    sides: { system: 'システム', operation: '運用', staff: '人' },
    open: '助けになること',
  },
  history: {
    title: 'これまで',
    undone: '取り消し済み',
    causes: {
      start: '開始',
      criteria: '条件がそろったため',
      person: '{{name}}さんが変更',
      import: '取り込み',
      undo: '{{name}}さんが元に戻した',
      map: 'ジャーニーマップが変わったため',
    },
    range: '{{from}} 〜 {{to}}',
    now: '現在',
    undo: '直前の変更を取り消す',
    open: 'これまでの経過',
  },
  moving: {
    title: 'フェーズを変える',
    phase: '新しいフェーズ',
    reason: '理由',
    reasonHelp: '履歴に残り、あとから全員が見られます。',
    send: 'フェーズを変える',
    moved: '「{{phase}}」に変えました',
    reasonMissing: '理由を入力してください',
  },
  rules: {
    journey: {
      same_phase: 'すでにこのフェーズにいます',
      unknown_phase: '道のりにないフェーズです',
      nothing_to_undo: '取り消せる変更がありません',
      unknown_milestone: '道のりにない到達点です',
      already_confirmed: 'すでに確認されています',
      not_confirmed: '人が確認したものではないため、取り消せません',
    },
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    journey: typeof ja
  }
}
