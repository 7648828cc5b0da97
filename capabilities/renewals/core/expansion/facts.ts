import type { FactDefinition } from '#capabilities/facts/core/fact.ts'

const owner = 'renewals'

/** Whose value is the name of a product. */
export const nextProductFact: FactDefinition = {
  key: 'expansion.next_product',
  type: 'text',
  owner,
  label: { ja: '次に合いそうな製品', en: 'Likeliest next product' },
  help: {
    ja: '同じ製品を契約している顧客が最もよく持っていて、この顧客が持っていない製品',
    en: 'What customers with the same products have most often, and this one lacks',
  },
}

/** What a customer could have more of, and what is being done about it. */
export const expansionFacts: readonly FactDefinition[] = [
  {
    key: 'expansion.white_space',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: '未導入の製品数', en: 'Products not bought' },
    help: {
      ja: 'ほかの顧客が契約していて、この顧客がまだ契約していない製品の数(ホワイトスペース)。契約中の顧客だけに付く',
      en: 'Products that other customers pay for and this one does not (white space); of paying customers only',
    },
  },
  nextProductFact,
  {
    key: 'expansion.next_share',
    type: 'percent',
    owner,
    label: { ja: '次の製品を持つ割合', en: 'Share having the next product' },
    help: {
      ja: '同じ製品を契約している顧客のうち、その製品も契約している割合',
      en: 'Of the customers with the same products, those who have that one, too',
    },
  },
  {
    key: 'expansion.open_count',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: '進行中の拡大機会', en: 'Open expansion opportunities' },
    help: { ja: '提案の前提を満たさず保留しているものは数えない', en: 'Those held back are not counted' },
  },
  {
    key: 'expansion.held_count',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: '保留中の拡大機会', en: 'Expansion opportunities held back' },
    help: {
      ja: '価値を得てもらう前なので、まだ提案しない機会',
      en: 'Not to be proposed yet: value has to be had first',
    },
  },
  {
    key: 'expansion.amount',
    type: 'money',
    owner,
    label: { ja: '拡大機会の見込みARR', en: 'ARR of expansion opportunities' },
    help: {
      ja: '進行中の拡大機会の合計。ワークスペースの通貨のものだけを数え、保留中は除く',
      en: "Sum of those open, in the workspace's currency, those held back left out",
    },
  },
]
