import { rules } from '../rules.ja.ts'

/** The company's own fields: the settings page for them. */
export const ja = {
  lead: '顧客や担当者について、自社で決めた項目を持てます。追加するとすぐに、一覧・条件・取り込み・API で使えます。',
  subjects: { account: '顧客の項目', contact: '担当者の項目' },
  count_other: '{{count}}項目',
  add: '項目を追加する',
  addTo: { account: '顧客の項目を追加する', contact: '担当者の項目を追加する' },
  empty: {
    account: '顧客の項目はまだありません。たとえば「契約の決め手」を選択肢にすると、決め手ごとに解約率を比べられます。',
    contact: '担当者の項目はまだありません。たとえば「好む連絡方法」を持てます。',
  },
  types: {
    text: '文字',
    long_text: '長い文章',
    number: '数',
    money: '金額',
    date: '日付',
    yes_no: 'はい・いいえ',
    choice: '選択肢(1つ)',
    choices: '選択肢(複数)',
    person: 'メンバー',
    url: 'URL',
  },
  use_other: '{{shown}}件で使用中',
  unused: '未使用',
  choicesOf_other: '選択肢{{count}}個',
  sensitive: '機微',
  archived: 'アーカイブ済み',
  showArchived: 'アーカイブした項目({{count}})',
  menu: '「{{name}}」の操作',
  edit: '編集する',
  archive: 'アーカイブする',
  restore: '元に戻す',
  up: '上へ移す',
  down: '下へ移す',
  readOnly: '項目を変えられるのは、項目の管理ができる役割の人です。',
  form: {
    labelJa: '名前(日本語)',
    labelEn: '名前(英語)',
    labelEnHelp: '空にすると日本語と同じになります。',
    key: 'キー',
    keyHelp: '条件や API で使う名前です。英小文字・数字・_ で、あとから変えられません。',
    type: '種類',
    typeHelp: 'あとから変えられません。',
    sensitive: '機微な項目にする',
    sensitiveHelp: '「機微な項目」を見られる役割の人だけに値が見えます。絞り込みにも書き出しにも現れません。',
    help: '説明',
    helpHelp: '入力する人に見せる一言です。',
    choices: '選択肢',
    choiceJa: '名前(日本語)',
    choiceEn: '名前(英語)',
    choiceKey: 'キー',
    addChoice: '選択肢を足す',
    removeChoice: '「{{name}}」を外す',
    keyForm: '英小文字で始まる、英小文字・数字・_ の40字までにしてください',
    choicesNeeded: '選択肢を1つ以上入れてください',
    choiceIncomplete: '名前とキーの両方を入れてください',
    create: '追加する',
  },
  done: {
    created: '項目「{{name}}」を追加しました',
    saved: '項目「{{name}}」を保存しました',
    archived: '項目「{{name}}」をアーカイブしました。値は残っています',
    restored: '項目「{{name}}」を元に戻しました',
  },
  rules,
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    fields: typeof ja
  }
}
