import type { FindingKind, findingKinds } from './check.ts'

type Label = { readonly ja: string; readonly en: string }

/** What each kind of finding is called. */
export const findingLabels: Record<FindingKind, Label> = {
  end_not_after_start: { ja: '終わりが始まりより後でない', en: 'The end is not after the start' },
  unknown_currency: { ja: '通貨が分からない', en: 'Unknown currency' },
  versions_overlap: { ja: '価格の期間が重なっている', en: 'Prices overlap' },
  no_rate: { ja: '為替レートがない', en: 'No exchange rate' },
  outside_term: { ja: '価格が契約期間の外にある', en: 'A price lies outside of the term' },
  versions_gap: { ja: '価格のない期間がある', en: 'Days without a price' },
  contracts_overlap: { ja: '同じ製品の契約が重なっている', en: 'Contracts of one product overlap' },
}

/** What can be done about each kind of finding. */
export const findingAdvice: Record<FindingKind, Label> = {
  end_not_after_start: {
    ja: '開始日か終了日を直すか、誤りならアーカイブしてください。',
    en: 'Correct the start or the end, or archive it if it is a mistake.',
  },
  unknown_currency: {
    ja: '正しい通貨の契約を作り直し、この契約をアーカイブしてください。',
    en: 'Write the contract down again in the right currency and archive this one.',
  },
  versions_overlap: {
    ja: '明細の履歴で、誤りの変更を取り消してください。',
    en: 'Take the change that is a mistake back in the history of the line.',
  },
  no_rate: {
    ja: '設定の「MRRの数え方」に、その月の為替レートを加えてください。',
    en: 'Add the exchange rates of these months in the settings, under “How MRR is told”.',
  },
  outside_term: {
    ja: '契約期間か、価格の適用日を直してください。',
    en: 'Correct the term of the contract or the days of the price.',
  },
  versions_gap: {
    ja: '止めていたのなら「休止」に、誤りなら変更を取り消してください。',
    en: 'If it was halted, write down a pause; if it is a mistake, take the change back.',
  },
  contracts_overlap: {
    ja: '前の契約を終えるか、追加の契約ならそのままで構いません。',
    en: 'End the earlier contract; if the later one was sold in addition, all is well.',
  },
}

/** What comes of a finding. */
export const findingWeights: Record<(typeof findingKinds)[FindingKind], Label> = {
  uncounted: { ja: '数えていません', en: 'Not counted' },
  doubtful: { ja: '要確認', en: 'To be looked at' },
}
