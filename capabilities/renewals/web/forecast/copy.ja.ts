/** What kept forecasts were worth. */
export const ja = {
  title: '予測の当たり方',
  lead: '更新日の{{days}}日前に記録した予測と、実際の結果を比べます。結果が出た更新だけを数えます。',
  horizon: '比べる時点',
  days: '更新日の{{days}}日前',
  empty: '更新日の{{days}}日前に記録した予測のうち、結果が出たものはまだありません。予測は毎週はじめに記録されます。',
  emptySince: '{{day}}以降に更新日を迎える契約から、比べられるようになります。',
  who: '予測した人',
  all: '全員',
  nobody: '担当なし',
  model: 'モデルのみ(人の判断なし)',
  columns: {
    count: '件数',
    right: '当たった割合',
    forecast: '予測(加重見込み)',
    actual: '結果',
    error: '金額のずれ',
    brier: 'ブライアスコア',
  },
  calibration: '言った確率と、実際の更新率',
  calibrationOf: '誰の予測か',
  said: '言った確率',
  came: '実際に更新した割合',
  interval: '95%区間',
  range: '{{from}}〜{{until}}%',
  inside: '言ったとおり',
  over: '楽観的(言ったより少ない)',
  under: '慎重(言ったより多い)',
  few: '件数が少なく、まだ何とも言えません',
  verdict: '読み方',
  how: '「当たった割合」は、確率50%以上と言って更新された、または50%未満と言って失注した割合です。ブライアスコアは、確率と結果の差の二乗の平均で、0に近いほどよく、いつも50%と言うと0.25になります。区間はウィルソンの方法によるものです。担当が途中で替わった更新は、最後の担当に数えます。',
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    renewalAccuracy: typeof ja
  }
}
