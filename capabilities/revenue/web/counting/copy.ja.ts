/** How MRR is told, and what other currencies are worth. */
export const ja = {
  title: 'MRRの数え方',
  lead: '同じ契約でも、数え方によってMRRや継続率は変わります。決めた数え方で、過去にさかのぼって計算し直します。',
  readOnly: '変更できるのは管理者です。',
  follow: 'ほかの製品に合わせる',
  followHelp: 'その製品が公表している数え方を下の欄に入れます。保存するまで何も変わりません。',
  followNone: '選んでください',
  groups: { ledger: '増減の数え方', measures: '指標の数え方' },
  ledgerNote: '変更すると、すべての顧客のMRR増減を計算し直します。',
  by: '出典: {{sources}}',
  usually: '{{way}}(標準)',
  save: '保存する',
  saved: '数え方を保存しました',
  unchanged: '変更はありません',
  days: '0以上の日数で入力してください',
  authorities: {
    chartmogul: 'ChartMogul',
    stripe: 'Stripe',
    profitwell: 'ProfitWell',
    recurly: 'Recurly',
    baremetrics: 'Baremetrics',
    saas_capital: 'SaaS Capital',
  },
  conventions: {
    churnCounts: {
      label: '解約を数える時',
      period_end: '支払い済みの期間が終わる日',
      cancel_submitted: '解約の申し出があった日',
    },
    discounts: {
      label: '割引',
      all: '期間限定の割引も差し引く',
      forever_only: '無期限の割引だけ差し引く',
      none: '差し引かない',
    },
    pauses: {
      label: '一時停止',
      churn: '0にして、解約と再開として数える',
      contraction: '0にして、縮小と拡大として数える',
      counted: '停止中も数え続ける',
    },
    refunds: { label: '返金', ignored: 'MRRには影響しない', off_the_month: '返金した月のMRRから差し引く' },
    reactivatedWithinDays: {
      label: '再開とみなす日数',
      help: '解約からこの日数を過ぎて戻った顧客は、新規として数えます。空なら、いつ戻っても再開です。',
      unit: '日',
    },
    signUpAndChurnInAMonth: {
      label: '同じ月のうちに契約して解約した顧客',
      counted: '新規と解約の両方に数える',
      ignored: 'いなかったものとして数えない',
    },
    compared: {
      label: '増減の比べ方',
      changes: '契約の変更を1件ずつ、その日付で数える',
      month_ends: '月末と月末を比べる',
      billed_days: '月ごとに、日割りの金額を比べる',
    },
    exchange: {
      label: 'ほかの通貨の契約',
      apart: '毎月のレートで換算し、為替による増減を分けて示す',
      constant: '契約明細が始まった月のレートのまま換算する',
    },
    leavingAFilter: {
      label: '製品やプランで絞り込んだとき、ほかへ移った顧客',
      churn: '絞り込んだ範囲からの解約とする',
      contraction: '顧客が残っていれば縮小とする',
    },
    retention: {
      label: 'NRR・GRRの対象',
      cohort: '期間の初めに契約していた顧客だけを追う',
      movements: '期間中の増減を合計する',
    },
    reactivationInRetention: {
      label: 'NRRでの、解約して戻った顧客',
      counted: '戻った分を含める',
      left_out: '含めない',
    },
    netChurn: {
      label: 'ネット解約率',
      with_contraction: '(解約+縮小−拡大−再開)÷期首のMRR',
      churn_alone: '(解約−拡大)÷期首のMRR',
    },
    revenueChurn: {
      label: 'グロス解約率',
      of_month: '月初のMRRに対する割合',
      sum_of_days: '毎日の割合の合計',
    },
    customerChurn: {
      label: '顧客解約率の分母',
      of_opening: '期首の顧客数',
      of_opening_and_new: '期首の顧客数+新規の顧客数',
    },
    quickRatio: {
      label: 'クイックレシオ',
      with_reactivation: '再開を獲得に含める',
      without_reactivation: '再開を含めない',
    },
    lifetimeValue: {
      label: 'LTVの代表値',
      margin_by_churn: '平均単価×粗利率÷解約率',
      revenue_by_churn: '平均単価÷解約率',
      price_by_duration: '単価×頻度×期間',
    },
    cohortBaseMonth: { label: 'コホートの100%とする月', '0': '最初の月', '1': '2か月目' },
  },
  rates: {
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
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    counting: typeof ja
  }
}
