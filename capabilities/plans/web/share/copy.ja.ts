import type { CopyOf } from '#web/i18n/copy.ts'

/** What our own people read about sharing a plan. */
export const ja = {
  title: '顧客との共有',
  empty:
    'まだ共有していません。担当者ごとのリンクを作ると、アカウントなしでプランを見て、ステップの完了や質問ができます。',
  share: 'リンクを作る',
  make: '作る',
  preview: '顧客の画面を見る',
  previewTitle: '顧客に見えている画面',
  language: '言語',
  who: '担当者',
  whoHelp: 'リンクはこの人専用です。転送された人は開けません。',
  choose: '選んでください',
  role: '役割',
  roleHelp: '見える範囲とできることが役割で変わります',
  roleUsual: '{{role}}(プランの役割)',
  endLabel: '有効期限',
  endHelp: 'この日まで開けます',
  end: '有効期限を変える',
  needed: '入力してください',
  files: '顧客から届いたファイル',
  seen: '{{when}}に閲覧',
  sent: '{{when}}に送付、未開封',
  notSent: 'まだ送っていません',
  until: '{{day}}まで',
  states: { expired: '期限切れ', revoked: '取り消し済み' },
  menu: '{{name}}さんのリンクの操作',
  mail: 'メールで送る',
  mailAgain: 'もう一度メールで送る',
  noAddress: 'メールアドレスが登録されていません',
  copy: 'リンクをコピー',
  code: '確認コードを作る',
  codeAsk: '{{name}}さんに電話などで直接伝えるコードを作ります。本人と確かめてから伝えてください。',
  codeMake: 'コードを作る',
  codeAgain: '作り直す',
  codeLabel: '確認コード',
  codeText: '{{name}}さんに伝えてください。{{minutes}}分間、1回だけ使えます。',
  revoke: '取り消す',
  revokeText:
    '{{name}}さんのリンクはすぐに使えなくなり、開いている画面も閉じられます。元には戻せません。必要になったら新しく作ります。',
  threads: '顧客とのやりとり',
  threadsEmpty: 'まだ質問はありません。',
  open_other: '未回答 {{count}}件',
  answeredOnes_other: '回答済み・連絡 {{count}}件',
  write: '連絡を書く',
  answer: '回答する',
  mark: '回答済みにする',
  reopen: '未回答に戻す',
  body: '顧客に見える文章',
  bodyHelp: '送ると顧客の画面に表示されます',
  send: '送る',
  page: {
    title: '公開ページ',
    on: 'このひな型を公開する',
    text: 'URLを知っている人ならだれでも、顧客側のステップと説明を読めます。名前や日付は載りません。チェックは読む人のブラウザーだけに残ります。',
    content: 'ステップのコンテンツ',
    contentText:
      'コンテンツの編集画面で「公開ページにも載せる」に印を付けて公開したものだけが載ります。ヒアリングシートは載りません。',
    shown: '載る',
    hidden: '載らない',
    copy: 'URLをコピー',
    copied: 'URLをコピーしました',
    published: '公開しました',
    withdrawn: '公開をやめました',
  },
  told: {
    shared: 'リンクを作りました',
    end: '有効期限を変えました',
    revoked: '{{name}}さんのリンクを取り消しました',
    mailed: '{{name}}さんへのメールを送信待ちに入れました',
    copied: '{{name}}さんのリンクをコピーしました',
    answered: '顧客の画面に載せました',
    marked: '回答済みにしました',
    reopened: '未回答に戻しました',
  },
}
export type ShareCopy = CopyOf<typeof ja>

declare module 'i18next' {
  interface ResourceNamespaceMap {
    planShare: typeof ja
  }
}
