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
  compare: {
    title: '過去で比べる',
    lead: '同じ月末・同じ顧客を2つの版で採点し直し、そのあとの解約をどちらがよく見分けていたかを比べます。',
    first: '比べるもと',
    second: '比べる相手',
    draft: '編集中の内容',
    inForce: '第{{version}}版(公開中)',
    without: 'この採点表がない場合',
    act: '過去で比べる',
    wrong: '編集中の内容に誤りがあるあいだは比べられません。',
    tooYoung: '月末から{{days}}日が過ぎた記録がまだないため、比べられません。',
    tooFew: 'この採点表の対象では解約がまだ{{lost}}社しかないため、比べられません。あと{{count}}社分の記録が必要です。',
    says: {
      first: '「{{first}}」の方が、解約をよく見分けています。偶然の差ではありません。',
      second: '「{{second}}」の方が、解約をよく見分けています。偶然の差ではありません。',
      neither: 'どちらがよいとは言えません。この差は偶然でも起こります。',
    },
    difference: '差は{{value}}ポイントです(95%の確からしさで{{low}}〜{{high}})。',
    ground: '{{from}}〜{{to}}の月末、{{accounts}}社のうち、{{days}}日以内に解約した{{lost}}社で調べました。',
    column: { what: '調べたもの' },
    auc: '見分けた割合',
    interval: '{{low}}〜{{high}}',
    hits: '{{judged}}件中{{lost}}件が解約',
  },
  weights: {
    title: '過去から見た重み',
    lead: '過去の解約を最もよく見分ける重みを計算し、計算に使っていない新しい月で確かめます。自動では変わりません。',
    act: '重みを計算する',
    tooFew: 'この採点表の対象では解約が足りないため、計算できません。あと{{count}}社分の記録が必要です。',
    tooShort:
      '記録の期間が短いか、解約を見分けられる指標がないため、計算できません。計算する月・選ぶ月・確かめる月のそれぞれに、{{days}}日後までの結果が必要です。',
    fitted: '{{from}}〜{{to}}の月末から計算しました。下の比べは、それより新しい月末だけによります。',
    now: '今の重み',
    suggested: '過去から見た重み',
    measure: '指標',
    why: '理由',
    reason: {
      tells: '解約を見分けている',
      wrong: '解約と逆を向いている',
      nothing: 'ほかの指標で足りている',
    },
    take: 'この重みを編集に取り込む',
    takeMeans: '重みのない指標は採点表から外れます。取り消せます。公開するまで点数は変わりません。',
    taken: '過去から見た重みを取り込みました',
    changed: '計算したあとに内容が変わりました。取り込むには、もう一度計算してください。',
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    proof: typeof ja
  }
}
