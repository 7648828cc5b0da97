import type { Label } from '#capabilities/facts/core/fact.ts'

/** Why a customer left: what it comes to, and below it what exactly. */
export const lossReasons: readonly { key: string; label: Label; under: readonly { key: string; label: Label }[] }[] = [
  {
    key: 'no_need',
    label: { ja: 'この種類の製品が不要になった', en: 'No longer needs the category' },
    under: [
      { key: 'internal_change', label: { ja: '組織・方針の変更', en: 'Internal change' } },
      { key: 'business_closed', label: { ja: '事業の終了・廃業', en: 'Business closed' } },
      { key: 'built_in_house', label: { ja: '内製に切り替えた', en: 'Built in-house' } },
      { key: 'gave_up', label: { ja: '取り組みをやめた', en: 'Gave up' } },
    ],
  },
  {
    key: 'another_product',
    label: { ja: '他社の製品に替えた', en: 'Another product' },
    under: [
      { key: 'price', label: { ja: '価格', en: 'Price' } },
      { key: 'function', label: { ja: '機能', en: 'Function' } },
      { key: 'support', label: { ja: 'サポート', en: 'Support' } },
      { key: 'relation', label: { ja: '取引・関係', en: 'Relation' } },
    ],
  },
  {
    key: 'no_results',
    label: { ja: '成果を実感できなかった', en: 'Results not felt' },
    under: [
      { key: 'not_used', label: { ja: '現場で使われなくなった', en: 'No longer used' } },
      { key: 'not_shown', label: { ja: '成果を示せなかった', en: 'Results not shown' } },
      { key: 'below_price', label: { ja: '費用に見合わなかった', en: 'Not worth its price' } },
    ],
  },
  {
    key: 'people_left',
    label: { ja: '推進する人がいなくなった', en: 'Champion left' },
    under: [
      { key: 'champion_left', label: { ja: '推進者の異動・退職', en: 'Champion left' } },
      { key: 'decision_maker_changed', label: { ja: '決裁者の交代', en: 'Decision maker changed' } },
    ],
  },
  {
    key: 'onboarding',
    label: { ja: '導入が完了しなかった', en: 'Onboarding never finished' },
    under: [
      { key: 'no_time', label: { ja: '顧客の時間が取れなかった', en: 'The customer had no time' } },
      { key: 'too_hard', label: { ja: '設定・移行が難しかった', en: 'Set-up or migration too hard' } },
      { key: 'our_delay', label: { ja: '当社の支援が遅れた', en: 'Our support came late' } },
    ],
  },
  {
    key: 'quality',
    label: { ja: '製品・サービスへの不満', en: 'Dissatisfied' },
    under: [
      { key: 'defects', label: { ja: '不具合・障害', en: 'Defects and outages' } },
      { key: 'slow', label: { ja: '遅い・使いにくい', en: 'Slow or hard to use' } },
      { key: 'answers', label: { ja: '問い合わせへの対応', en: 'Answers to inquiries' } },
    ],
  },
  {
    key: 'other',
    label: { ja: 'その他', en: 'Other' },
    under: [
      { key: 'unpaid', label: { ja: '料金の未払い', en: 'Not paid' } },
      { key: 'not_told', label: { ja: '理由を聞けていない', en: 'Not told' } },
      { key: 'else', label: { ja: 'ほかの理由', en: 'Something else' } },
    ],
  },
]

/** The words of a reason by its key, `another_product.price`; null where there is no such reason. */
export function reasonLabel(key: string): Label | null {
  const [of = '', what = ''] = key.split('.')
  const reason = lossReasons.find((one) => one.key === of)
  const exactly = reason?.under.find((one) => one.key === what)
  if (!reason || !exactly) return null
  return {
    ja: `${reason.label.ja}: ${exactly.label.ja}`,
    en: `${reason.label.en}: ${exactly.label.en}`,
  }
}
