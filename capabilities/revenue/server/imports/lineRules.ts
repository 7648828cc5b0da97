/** What can be wrong with rows of contracts, beside what can be wrong with any. */
export const lineImportRules = {
  currency_form: { ja: '通貨は JPY のような3文字です', en: 'A currency has three letters, such as JPY' },
  end_not_after_start: {
    ja: '終了日が開始日より後ではありません。アーカイブに入れ、金額には数えません',
    en: 'The end is not after the start: it is kept in the archive and not counted',
  },
  term_not_after_start: { ja: '契約満了日が開始日より前です', en: 'The term ends before it starts' },
  discount_wrong: {
    ja: '値引きが金額を超えているか、率と額の両方があるか、開始日より前に終わっています',
    en: 'The discount is more than the price, given twice, or over before the start',
  },
  amount_needed: { ja: '金額・MRR・ARR のどれかが必要です', en: 'An amount, an MRR or an ARR is needed' },
  amounts_differ: {
    ja: 'ARR が MRR の12倍ではありません。MRR を使います',
    en: 'The ARR is not twelve times the MRR; the MRR is taken',
  },
  versions_overlap: { ja: '同じ明細の別の行と期間が重なっています', en: 'It overlaps another row of the same line' },
  previous_price_ends: { ja: '前の価格はこの開始日で終わります', en: 'The price before it ends on this start' },
  other_account: { ja: 'この契約明細は別の顧客に登録されています', en: 'This line belongs to another account' },
  other_currency: { ja: 'この契約は別の通貨で登録されています', en: 'This contract is in another currency' },
  new_product: {
    ja: '製品の一覧にない名前です。新しい製品として加わります',
    en: 'No product is called so yet: it comes into the catalogue as a new one',
  },
  new_plan: {
    ja: 'この製品のプランにない名前です。新しいプランとして加わります',
    en: 'The product has no plan called so yet: it comes into the catalogue as a new one',
  },
  not_counted: {
    ja: 'ワークスペースの通貨ではないため、為替レートのある月だけ MRR に数えます',
    en: 'It is not in the currency of the workspace: MRR counts it in months with an exchange rate',
  },
}
