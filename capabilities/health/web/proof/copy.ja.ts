/** Words of what is proven on the past. Japanese is the source; `copy.en.ts` has the same keys by type. */
export const ja = {
  parts: {
    title: '内訳',
    by: '何で分けるか',
    byMeasure: '指標ごと',
    byTenure: '契約の長さごと',
    byKind: '{{name}}ごと',
    measures: 'その指標の点だけで、解約した顧客をどれだけ見分けられたかです。見分けられていないものから並べています。',
    kinds: 'その顧客の中だけで、点数が解約をどれだけ見分けられたかです。見分けられていないものから並べています。',
    asOfToday: '当時どれに当たったか分からない月末は、今の値で分けています。',
    none: '調べられる点数がまだありません。',
    allFew: '解約が少ないため、まだどれも判断できません。',
    few_other: '解約が足りず、まだ判断できないもの({{count}})',
    needed: 'あと{{count}}社の解約が必要',
    card: '{{measure}}({{card}})',
    unknown: '不明',
    others: 'そのほか',
    tenure: { months0: '6か月未満', months6: '6〜12か月', months12: '12〜24か月', months24: '24か月以上' },
    column: { name: '対象', auc: '見分けた割合', accounts: '顧客', lost: 'うち解約', verdict: '読み方' },
    auc: '{{share}}({{low}}〜{{high}})',
    verdict: {
      tells: '見分けられている',
      nothing: '偶然と区別できない',
      wrong: '逆を向いている',
    },
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    proof: typeof ja
  }
}
