/** Keys by which programs call the API. */
export const ja = {
  title: 'APIキー',
  note: '作った人の権限を超えることはできません',
  create: 'APIキーを作る',
  createTitle: 'APIキーを作る',
  name: '名前',
  nameHelp: 'どのシステムが使うかが分かる名前にします。変更の記録にも残ります。例: 基幹システム連携',
  nameNeeded: '名前を入力してください',
  permissions: 'できること',
  permissionsHelp: '必要なものだけを選びます。あなたの権限が減ると、このキーでできることも減ります。',
  permissionNeeded: '1つ以上選んでください',
  ownCustomers: '自分の担当顧客だけに限る',
  ownCustomersHelp: '担当していない顧客は、このキーでは見ることも変えることもできません。',
  days: '有効期限',
  inDays_other: '{{count}}日',
  forEver: '期限なし',
  madeTitle: 'APIキーができました',
  madeText: 'キーはこの画面を閉じると二度と表示されません。いまコピーして、安全な場所に保管してください。',
  copy: 'キーをコピー',
  done: '閉じる',
  none: 'APIキーはまだありません',
  noneText:
    'ほかのシステムから顧客の情報を読み書きするには、APIキーを作ります。使い方は「APIとWebhook」の手引きにあります。',
  by: '{{name}}が作成（{{when}}）',
  used: '最後の使用: {{when}}',
  never: 'まだ使われていません',
  until: '{{when}}まで',
  own: '担当顧客のみ',
  may_other: 'できること {{count}}件',
  and: '、',
  states: { active: '有効', expired: '期限切れ', revoked: '無効' },
  revoke: '無効にする',
  revokeTitle: 'このAPIキーを無効にしますか',
  revokeText: '「{{name}}」を使うシステムは、すぐに接続できなくなります。元に戻せません。',
  revokedDone: '無効にしました',
  rules: { key: { permission: 'ご自身にない権限は渡せません' } },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    apiKeys: typeof ja
  }
}
