/** Words of the templates of plans and of business days. Japanese is the source; `copy.en.ts` has the same keys by type. */
export const ja = {
  title: 'プランのひな型',
  lead: '顧客のプランはここから作られます。公開した版は残り、進行中のプランは作られたときの版のまま進みます。',
  add: 'ひな型を作る',
  none: 'ひな型がありません。',
  more: '「{{name}}」の操作',
  remove: '取り除く',
  removed: '「{{name}}」を取り除きました',
  figures: '第{{version}}版 · {{steps}}ステップ · {{days}}営業日 · 進行中 {{running}} · 完了 {{done}}',
  name: 'ひな型の名前',
  aim: 'ねらい',
  publish: '公開する',
  published: '公開しました',
  publishText: 'これから作るプランに使われます。進行中のプランは変わりません。',
  note: '変えた理由',
  noteNeeded: '変えた理由を入力してください',
  circle: 'ステップがたがいに終わりを待っています: {{steps}}',
  versions: '版の履歴',
  version: '第{{version}}版',
  readyMade: '標準',
  ready: {
    text: '導入期の標準プラン(約3か月)を使い始められます。加えた後に、自社に合わせて変えられます。',
    add: '標準のひな型を加える',
    added: '標準のひな型を加えました',
  },
  stage: {
    add: '段階を加える',
    remove: '段階を消す',
    numbered: '段階{{number}}',
    nameOf: '段階「{{name}}」の名前',
    count_other: '{{count}}ステップ',
  },
  step: {
    add: 'ステップを加える',
    edit: '変える',
    take: '決める',
    up: '上へ',
    down: '下へ',
    remove: '外す',
    menu: '「{{name}}」の操作',
    byFacts: '自動で完了',
    figures: '{{offset}}営業日後に始め、{{days}}営業日で · 作業 {{hours}}時間',
    after: '先に終えるもの: {{names}}',
  },
  calendar: {
    title: '営業日',
    lead: '土日と祝日、年末年始(12月29日〜1月3日)、会社の休みを除いて日程を組みます。',
    holidays: '祝日',
    kinds: { JP: '日本の祝日と年末年始を休む', none: '土日だけを休む' },
    dayOff: '会社の休み',
    add: '加える',
    none: '会社の休みはありません。',
    remove: '{{day}}を休みから外す',
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    planTemplates: typeof ja
  }
}
