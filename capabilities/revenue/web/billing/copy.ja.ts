/** Words of billing sources. Japanese is the source. */
export const ja = {
  title: '請求データ連携',
  note: '請求書やサブスクリプションを受け取り、契約と MRR に反映します。',
  create: '連携を追加',
  none: '請求システムはまだつながっていません',
  noneText:
    'ChartMogul のライブラリで請求書を送るか、Stripe の Webhook をつなぐと、契約と MRR が自動で新しくなります。顧客は外部IDで見分け、いなければ作ります。',
  kinds: { chartmogul: 'ChartMogul 互換 API', stripe: 'Stripe' },
  kindHelp: {
    chartmogul: '自社の請求システムから、ChartMogul の公式ライブラリで請求書を送ります。',
    stripe: 'Stripe から Webhook でサブスクリプションと請求書を受け取ります。',
  },
  revoked: '停止中',
  noSecret: '署名シークレット未入力',
  facts: {
    never: 'まだ何も届いていません',
    last: '最後の受信: {{when}}',
    customers_other: '顧客 {{shown}}社',
    subscriptions_other: 'サブスクリプション {{shown}}件',
    invoices_other: '請求書 {{shown}}件',
    by: '{{name}}さんが追加({{when}})',
    made: '追加: {{when}}',
    source: '顧客IDの取り込み元: {{source}}',
  },
  address: '送り先',
  copy: 'コピー',
  revoke: '停止する',
  revokedDone: '「{{name}}」からの受け取りを停止しました。届いたデータと契約は残ります。',
  restore: '再開する',
  restoredDone: '「{{name}}」からの受け取りを再開しました。',
  form: {
    title: '請求データ連携を追加',
    kind: '種類',
    name: '名前',
    nameHelp: 'どの請求システムか分かる名前にします。',
    nameNeeded: '名前を入力してください',
    source: '顧客IDの取り込み元',
    sourceHelp:
      '請求システムの顧客IDを、この取り込み元の外部IDとして持つ顧客に結び付けます。すでに顧客を登録しているときは、その外部IDに合わせてください。',
    sourceForm: '文字・数字・「_」「.」「-」で40文字までにしてください',
    send: '追加する',
  },
  made: {
    title: 'APIキーができました',
    text: 'キーが表示されるのは今だけです。請求データを送る側に設定してください。',
    key: 'APIキー',
    code: '設定の例 (Node.js)',
    done: '閉じる',
  },
  secret: {
    enter: '署名シークレットを入力',
    change: '署名シークレットを変更',
    title: 'Stripe とつなぐ',
    steps: {
      address: 'Stripe のダッシュボードで Webhook エンドポイントを追加し、次の送り先を入れます。',
      events:
        '受け取るイベントに、customer.created / updated、customer.subscription.* と customer.discount.* のすべて、invoice.finalized / paid / voided を選びます。',
      secret: 'Stripe に表示された署名シークレット(whsec_ で始まるもの)を、ここに入力します。',
    },
    label: '署名シークレット',
    help: '暗号化して保管し、あとから表示することはありません。',
    form: 'whsec_ で始まるシークレットを入力してください',
    send: '保存する',
    done: '署名シークレットを保存しました。',
  },
  unused: {
    title_other: '使えなかったもの {{shown}}件',
    last: '最後 {{when}}',
    times_other: '{{shown}}件',
    about: '対象: {{subjects}}',
    rules: {
      no_period: 'サービス期間の終わりが、始まりより後になっていない明細',
      negative: '合計がマイナスになる明細',
      prorated: '日割りの明細で、次の期間の請求がまだ届いていないもの',
      replaced: '同じ日に始まる期間を、後の請求書が書き換えた明細',
      mixed_currency: '同じサブスクリプションの中で、通貨の違う明細',
      metered: '従量課金の価格(MRR には入りません)',
      no_unit_amount: '段階制などで、単価が決まっていない価格',
      unknown_discount: '中身の届いていない割引(割引前の価格で数えています)',
      second_discount: '2つめ以降の割引(1つめだけを引いています)',
      bad_signature: '署名が合わない通知(シークレットが違うか、5分より前のもの)',
      no_secret: '署名シークレットを入力する前に届いた通知',
      not_an_event: 'Stripe のイベントとして読めない通知',
      unknown_event: '契約に使わない種類のイベント',
    },
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    billing: typeof ja
  }
}
