/** The stream of a customer: notes, meetings, inquiries, answers. */
export const ja = {
  write: 'メモを書く',
  writeWords: 'めも きろく note write かいぎ',
  placeholder: 'メモ、会議の記録、電話の内容を書く',
  kind: '種類',
  with: '相手を選ぶ',
  keep: '残す',
  written: '経緯に残しました',
  edit: '記録を編集する',
  titleField: '題名',
  body: '内容',
  archive: '保管する',
  archived: '記録を保管しました',
  all: 'すべて',
  filter: '表示するもの',
  inquiries: '問い合わせ',
  surveys: 'アンケート',
  older: 'さらに前を見る',
  more: '続きを読む',
  less: 'たたむ',
  colon: ':',
  empty: 'まだ何もありません。メモを書くか、会議や問い合わせを取り込むと、ここに並びます。',
  noInquiries: '問い合わせはありません。',
  inquiryTitle: '問い合わせ{{number}} {{subject}}',
  surveyTitle: '{{kind}} {{score}}点({{high}}点満点)',
  solved: '解決済み',
  open: '未解決',
  escalated: 'エスカレーション',
  satisfaction: '満足度 {{score}}',
  hours_other: '{{shown}}時間',
  days_other: '{{count}}日',
  table: {
    subject: '件名',
    state: '状態',
    opened: '受付',
    answer: '最初の回答まで',
    topic: '話題',
    severity: '重さ',
    satisfaction: '満足度',
    contact: '担当者',
    number: '番号',
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    timeline: typeof ja
  }
}
