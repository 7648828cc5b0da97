/** Proofs beside the password; the pages before the sign-in need these as well as those behind it. */
export const proof = {
  title: 'もう一つの確認',
  lead: 'パスワードは確認できました。続けて、ご本人であることを確認します。',
  code: '認証アプリのコード',
  codeHelp: '6桁の数字です。スマートフォンがない場合は、控えておいた回復コードを入力してください。',
  recovery: '回復コード',
  recoveryHelp: '控えておいた回復コードを入力してください。1つのコードは1回だけ使えます。',
  useRecovery: '回復コードを使う',
  send: '確認する',
  passkey: 'パスキーで確認する',
  declined: 'パスキーでの確認が取り消されました。もう一度お試しください。',
  none: '認証アプリもパスキーもない場合は、管理者に設定の解除を依頼してください。',
  again: 'ご本人の確認',
  againLead: '大切な操作の前に、もう一度ご本人であることを確認します。確認すると、そのまま続きます。',
  password: 'パスワード',
  provider: '会社のアカウントで確認する',
  providerLead:
    '会社のアカウントでサインインし直してください。別のタブで開きます。終わったら、このタブに戻ると続きます。',
  needed: '入力してください',
}
