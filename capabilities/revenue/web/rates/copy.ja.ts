/** What other currencies are worth. */
export const ja = {
  title: '為替レート',
  lead: '{{currency}} 以外の契約を換算します。その月の最後のレートを使い、レートのない月は数えずに、その旨を示します。',
  none: '為替レートはまだありません',
  noneText: '{{currency}} 以外の契約がある場合に登録してください。',
  currency: '通貨',
  currencyForm: 'USD のような3文字で入力してください',
  own: 'ワークスペースの通貨です',
  on: '日付',
  onNeeded: '日付を入力してください',
  rate: '1単位あたりの {{currency}}',
  rateForm: '149.87 のような数で入力してください',
  add: '登録する',
  added: '為替レートを登録しました',
  removed: '為替レートを削除しました',
  remove: '{{currency}} {{on}} のレートを削除する',
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    rates: typeof ja
  }
}
