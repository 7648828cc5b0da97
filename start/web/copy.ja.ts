/** The words of the composition itself: names of places, parts of the settings, the guide. */
export const ja = {
  today: '今日',
  todayWords: 'きょう today home ほーむ',
  customers: '顧客',
  customersWords: 'こきゃく customers accounts かすたまー',
  adoption: '活用分析',
  adoptionWords: 'かつようぶんせき adoption りてんしょん ふぁねる 継続 機能',
  imports: '取り込み',
  importsWords: 'とりこみ import csv いんぽーと',
  ingest: '計測',
  ingestWords: 'けいそく ingest events いべんと usage',
  settings: '設定',
  settingsWords: 'せってい settings',
  settingsGroups: { mine: '自分', company: '会社', known: '顧客のデータ', judged: '健康度とシグナル' },
  settingsParts: {
    profile: '自分の設定',
    workspace: 'ワークスペース',
    people: 'メンバーと役割',
    fields: '独自の項目',
    metrics: '利用の指標',
    facts: '条件に使える項目',
    segments: 'セグメント',
    scorecards: '採点表',
    proof: '点数の検証と解約の分析',
    rules: 'シグナルのルール',
    changes: '変更の記録',
  },
  settingsPartWords: {
    profile: 'じぶんのせってい ぱすわーど profile password',
    workspace: 'わーくすぺーす workspace 会社 通貨 タイムゾーン',
    people: 'めんばーとやくわり people roles 招待 権限',
    fields: 'どくじのこうもく custom fields カスタム',
    metrics: 'りようのしひょう usage metrics',
    facts: 'じょうけんにつかえるこうもく こうもくのいちらん facts 項目の一覧 ファクト',
    segments: 'せぐめんと segments 軸 分類',
    scorecards: 'さいてんひょう scorecards health 健康度 ヘルススコア',
    proof: 'てんすうのけんしょう かいやくのぶんせき proof studies 検証 調査 チャーン',
    rules: 'しぐなるのるーる signal rules 通知 アラート',
    changes: 'へんこうのきろく audit log 監査 履歴',
  },
  shortcuts: {
    part: '設定: {{part}}',
    newSegment: '新しいセグメントを作る',
    newSegmentWords: 'あたらしいせぐめんと new segment 分類',
    newRule: '新しいシグナルのルールを作る',
    newRuleWords: 'あたらしいしぐなるのるーる new signal rule 通知 アラート',
    newMetric: '新しい利用の指標を作る',
    newMetricWords: 'りようのしひょう しひょうをつくる new metric usage',
    newScorecard: '新しい採点表を作る',
    newScorecardWords: 'あたらしいさいてんひょう new scorecard health 健康度',
    backTest: '採点表を過去で確かめる',
    backTestWords: 'かこでたしかめる back-test backtest 検証',
  },
  guide: {
    title: 'はじめに',
    lead: '顧客と利用のデータが入ると、健康度と今日やることが自動で出てきます。',
    count_other: '{{shown}}社',
    customers: {
      title: '1. 顧客を取り込む',
      text: 'お手元の表(CSV・TSV)をそのまま読み込めます。文字コードや列の名前は自動で見分け、取り込む前に結果を確かめられます。',
      import: '顧客を取り込む',
    },
    contracts: {
      title: '2. 契約と担当者を加える',
      text: '契約明細があると ARR と更新日が、担当者があると決裁者との接点が分かります。',
      import: '契約・担当者を取り込む',
    },
    usage: {
      title: '3. 製品の利用をつなぐ',
      text: 'Segment 互換の SDK の送り先を変えるだけで届きます。日ごとの集計を CSV で取り込むこともできます。',
      connect: '計測をつなぐ',
      import: '利用の記録を取り込む',
    },
    scores: {
      title: '4. 最初の健康度を見る',
      text: 'データが届いた顧客から順に、健康度とその理由が計算されます。',
      needs: 'まだ根拠が足りません。契約・担当者・利用の記録を加えると、計算が始まります。',
      see: '健康度の低い順に見る',
      today: '今日やることを見る',
    },
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    app: typeof ja
  }
}
