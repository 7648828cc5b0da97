import { proof } from '../proof/copy.ja.ts'
import { rules } from '../rules.ja.ts'

/** Before one is inside: signing in, joining by invitation, making the first administrator. */
export const ja = {
  tagline: 'お客さまの成功に、伴走する。',
  signIn: {
    title: 'サインイン',
    email: 'メールアドレス',
    password: 'パスワード',
    send: 'サインインする',
    passkey: 'パスキーでサインインする',
    ended: 'サインインすると、先ほどの画面に戻ります。',
    way: '{{workspace}}の「{{name}}」でサインインする',
    refused: {
      expired: '時間がかかりすぎたか、別のブラウザで開かれました。もう一度お試しください。',
      provider:
        '会社のIDプロバイダーからの返事を確かめられませんでした。もう一度お試しください。続くときは管理者にお問い合わせください。',
      unverified: 'メールアドレスが、会社のIDプロバイダーで確認されていません。管理者にお問い合わせください。',
      domain: 'このIDプロバイダーでは、そのメールアドレスのドメインは使えません。管理者にお問い合わせください。',
      unknown: 'まだメンバーになっていません。管理者に招待を依頼してください。',
      suspended: '利用が停止されています。管理者にお問い合わせください。',
      other: 'サインイン中とは別の人として確認されたか、確認が古いものでした。もう一度お試しください。',
      unasked:
        'このサインインは、伴走の画面から始めてください。下にメールアドレスを入力すると、会社のアカウントのボタンが現れます。',
    },
    forgot: 'パスワードを忘れた場合は、管理者にパスワードを決め直すリンクを依頼してください。',
  },
  proven: {
    title: 'ご本人の確認ができました',
    text: 'このタブを閉じて、元のタブに戻ってください。操作の続きができます。',
  },
  setup: {
    title: '最初の管理者をつくる',
    lead: 'この伴走を使う会社と、最初の管理者を登録します。あとから設定で変えられます。',
    company: '会社(ワークスペース)の名前',
    you: 'あなたについて',
    name: 'お名前',
    email: 'メールアドレス',
    password: 'パスワード',
    passwordHelp: '15文字以上をおすすめします。文章のような長いものが安全です。',
    more: '暦と通貨',
    locale: '会社の言語',
    timeZone: 'タイムゾーン',
    currency: '通貨',
    fiscal: '会計年度の始まり',
    month_other: '{{count}}月',
    send: 'はじめる',
    done: 'この伴走にはすでに管理者がいます。',
    noToken: '管理者をつくるには、起動したときに画面に表示された一度きりのアドレスを開いてください。',
    toSignIn: 'サインインへ',
  },
  invite: {
    title: '{{workspace}}に参加する',
    lead: '{{email}} として、役割「{{role}}」で招待されています。',
    known: 'すでにお使いのパスワードを入力してください。',
    name: 'お名前',
    password: 'パスワード',
    passwordHelp: '15文字以上をおすすめします。文章のような長いものが安全です。',
    send: '参加する',
    againTitle: '新しいパスワードを決める',
    againLead: '{{name}}さん({{email}})の新しいパスワードを決めてください。ほかの端末はサインアウトします。',
    againSend: '決めてサインインする',
    broken: 'この招待は使えません',
    brokenText: '期限が切れたか、取り消されたか、すでに使われています。招待した人に、もう一度招待を依頼してください。',
  },
  needed: '入力してください',
  notEmail: 'メールアドレスの形ではありません',
  proof,
  rules,
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    entry: typeof ja
  }
}
