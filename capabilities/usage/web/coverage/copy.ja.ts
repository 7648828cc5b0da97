/** Words of the chain from use to result. Japanese is the source. */
export const ja = {
  title: '利用から成果までの流れ',
  states: { measured: '計測', reported: '報告', blind: '不明' },
  stateHelp: {
    measured: '直近90日に製品の利用として届いています',
    reported: '直近90日に担当者が記録しています',
    blind: '直近90日、製品の計測も報告もありません',
  },
  last: '最終 {{day}}',
  blindShare: '見えていない割合 {{percent}}',
  question: '担当者に聞くとよいこと',
  ask: '「{{link}}」は、この3か月にありましたか。',
  report: {
    title: '製品の外での活動を記録する',
    link: '段階',
    on: '日付',
    note: 'メモ',
    notePlaceholder: '例: 役員会でレポートを使った',
    send: '記録する',
    done: '「{{link}}」を記録しました',
    withdrawn: '記録を取り消しました',
    withdraw: '{{day}}の記録「{{link}}」を取り消す',
    withdrawShort: '取り消す',
    by: '{{day}} {{link}}',
  },
  settings: {
    lead: '顧客が製品を使い始めてから成果が出るまでの段階です。イベントで見える段階は自動で計測し、見えない段階は担当者が顧客の画面で記録します。',
    none: '段階が決まっていません。例: 入力 → 実行 → 出力 → 社内での活用 → 成果',
    begin: '例から始める',
    example: { input: '入力', run: '実行', output: '出力', use: '社内での活用', result: '成果' },
    add: '段階を足す',
    name: '{{n}}番目の段階の名前',
    namePlaceholder: '段階の名前',
    events: '{{n}}番目の段階を示すイベント',
    eventsPlaceholder: 'イベントを選ぶ(なければ報告だけ)',
    up: '「{{name}}」を前へ',
    down: '「{{name}}」を後ろへ',
    remove: '「{{name}}」を外す',
    unnamed: '名前のない段階',
    save: '保存する',
    cancel: '変更をやめる',
    saved: '流れを保存しました',
    nameNeeded: '名前を入力してください',
  },
  all: {
    title: '段階ごとに見えている顧客',
    note_other: '直近90日、{{shown}}社のうち',
    link: '段階',
    blindOf: '不明の割合',
    none: '流れがまだ決まっていません。',
    settle: '流れを決める',
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    coverage: typeof ja
  }
}
