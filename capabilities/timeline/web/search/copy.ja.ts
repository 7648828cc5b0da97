/** The search over everything said with customers. */
export const ja = {
  title: '会話と記録を探す',
  box: '探す言葉',
  placeholder: 'メモ、会議、問い合わせ、アンケートの言葉(空白で区切るとすべてを含むもの)',
  begin: '顧客とのやりとりを、言葉の一部からまとめて探せます。かなとカナ、全角と半角は区別しません。',
  nothing: '「{{query}}」を含む記録はありません。',
  everywhere: '絞り込みを外して探す',
  results: '見つかった記録',
  count_other: '{{count}}件見つかりました',
  countMore_other: '新しい順に{{count}}件を表示しています',
  older: 'さらに前を見る',
  partly: '古い記録を検索できるように準備しています。終わるまで、見つからない記録があります。',
  inquiry: '問い合わせ',
  survey: 'アンケート',
  filters: {
    label: '絞り込み',
    kind: '種類',
    everyKind: 'すべての種類',
    customer: '顧客',
    everyCustomer: 'すべての顧客',
    noCustomer: '当たる顧客がありません',
    by: '記録した人',
    everybody: 'すべての人',
    from: 'この日から',
    to: '〜',
    until: 'この日まで',
    clear: '絞り込みを外す',
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    search: typeof ja
  }
}
