/** Texts of what is used of what there is. */
export const ja = {
  notice: {
    near: 'ディスクの空きが少なくなっています（残り {{free}}）。',
    full: 'ディスクの空きがほとんどありません（残り {{free}}）。まもなく書き込めなくなります。',
    look: '利用状況を見る',
  },
  disk: {
    title: '保存容量',
    note: 'このサーバー全体の使用量です。8割を超えると管理者に知らせます。',
    disk: 'ディスク',
    of: '{{used}} / {{limit}}（{{share}}）',
    fullOn: 'このペースでは {{day}} に満杯になります。',
    unknown: '満杯になる時期は、データが入り始めると示します。',
    never: 'このペースなら、当分満杯になりません。',
    database: 'データベース',
    events: '利用データの保管庫',
    files: 'アップロードされたファイル',
    away: 'いまは確認できません',
  },
  work: {
    title: 'このワークスペース',
    note: '上限のあるものは、上限に対する割合も示します。',
    accounts: '顧客数',
    accountsNote: '{{limit}} 社までの動作を計測済みです。超えても止まりません。',
    events: '1日あたりのイベント数',
    eventsNote: '直近7日の平均。最も多い日は {{most}} 件。上限はありません。',
    mails: 'メールの送信数（毎分）',
    mailsNote: '直近24時間で最も多かった1分間。上限を超える分は、次の1分に送ります。',
    noServer: 'このワークスペースのメールサーバーは未設定です。',
  },
  keys: {
    title: 'APIキーの呼び出し数（毎分）',
    note: '直近10分に使われたキーの、最後の1分間の回数です。上限を超えた呼び出しは断られます。',
    none: '直近10分に使われたキーはありません。',
  },
  level: { fine: '余裕あり', near: '残りわずか', full: 'ほぼ満杯' },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    limits: typeof ja
  }
}
