/** How people of the workspace sign in. */
export const policy = {
  title: 'サインインの決まり',
  lead: '保存すると、全員の次の操作から効きます',
  secondFactor: '二つ目の確認方法を必須にする',
  secondFactorHelp:
    'まだ設定していない人には、次に開いたときに設定の画面だけを表示します。設定が済むと、そのまま使えます。',
  without_other: '未設定の人: {{count}}名。',
  ownFirst: '必須にする前に、自分の設定（自分の設定›サインインの確認方法）を済ませてください。',
  onlyProvider: '会社のアカウントだけでサインインする',
  onlyProviderHelp:
    'パスワードとパスキーでのサインインを止めます。止めた時点で、IDプロバイダーを使わずにサインインしている人はサインアウトします。',
  providerFirst:
    '先に、IDプロバイダーをつなぎ、あなた自身が一度そこからサインインしてください。誰も入れなくなったときは、運用担当者が banso unlock で戻せます。',
  mailDomains: '招待できるメールのドメイン',
  mailDomainsHelp: '1行に1つ。空にすると、どのドメインにも招待できます。すでにいる人には影響しません。',
  idle: '使わないときのサインアウト',
  idleHelp: '最後の操作からこの時間がたつと、サインインし直しになります。',
  lifetime: 'サインインの有効期間',
  lifetimeHelp: '使い続けていても、この時間がたつとサインインし直しになります。',
  minutes_other: '{{count}}分',
  hours_other: '{{count}}時間',
  days_other: '{{count}}日',
  saved: 'サインインの決まりを保存しました',
}

/** For whoever still owes a second factor. */
export const owed = {
  title: '二つ目の確認方法を設定してください',
  lead: '{{workspace}}では、パスワードのほかにもう一つの確認が必要です。設定が済むと、そのまま使えます。',
  help: '認証アプリ（Google Authenticator、Microsoft Authenticator など）は、スマートフォンに入れて使います。困ったときは管理者にお問い合わせください。',
  elsewhere: '{{workspace}}に切り替える',
}
