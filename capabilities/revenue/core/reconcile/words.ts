import type { Day } from '#kernel/day.ts'
import type { Month } from '../calendar/month.ts'
import type { UncountedReason } from '../counted.ts'
import type { Reason, ReasonKey } from './reason.ts'

type Language = 'ja' | 'en'
type Words = Readonly<Record<Language, string>>
const words = (ja: string, en: string): Words => ({ ja, en })

/** What each reason is called. */
export const reasonLabels: Readonly<Record<ReasonKey, Words>> = {
  only_ours: words('相手の一覧にない', 'Not in their list'),
  only_theirs: words('伴走では数えていない', 'Not counted in Banso'),
  unknown_account: words('どの顧客か決められない', 'No single customer found'),
  tax: words('消費税込み', 'With consumption tax'),
  interval: words('金額の期間が違う', 'Amount of another number of months'),
  discount: words('値引きの扱い', 'Discount'),
  pause: words('休止', 'Pause'),
  exchange: words('為替・通貨', 'Exchange rate or currency'),
  not_counted: words('計上していない明細', 'Line that is not counted'),
  line: words('相手にない製品', 'Product they lack'),
  in_month: words('月の途中の変更', 'Change within the month'),
  other_month: words('別の月の金額', 'Figure of another month'),
  convention: words('数え方の違い', 'Another convention'),
  rounding: words('端数', 'Rounding'),
  unexplained: words('理由が分からない', 'Not explained'),
  same: words('一致', 'The same'),
}

const uncounted: Readonly<Record<UncountedReason, Words>> = {
  archived: words('アーカイブ済み', 'archived'),
  one_time: words('一時収益', 'one-time'),
  metered: words('従量課金', 'by use'),
  no_price: words('料金がない', 'no price'),
  end_not_after_start: words('終了日が開始日より前', 'ends before it starts'),
  versions_overlap: words('料金の期間が重なっている', 'prices overlap'),
  unknown_currency: words('通貨コードが不明', 'unknown currency'),
  no_rate: words('為替レートがない', 'no exchange rate'),
  trial: words('試用', 'trial'),
  not_started: words('開始前', 'not begun'),
  ended: words('終了', 'ended'),
  paused: words('休止中', 'paused'),
}

/** How a figure comes about by the other way of a convention, as the rest of a sentence. */
const otherways: Readonly<Record<string, Words>> = {
  'discounts all': words('値引きをすべて引く', 'all discounts are taken off'),
  'discounts forever_only': words('期限のない値引きだけを引く', 'only discounts without an end are taken off'),
  'discounts none': words('値引きを引かない', 'no discount is taken off'),
  'pauses churn': words('休止中を0と数える', 'a pause counts 0'),
  'pauses counted': words('休止中も数える', 'a pause is counted on'),
  'refunds ignored': words('返金を引かない', 'refunds are ignored'),
  'refunds off_the_month': words('返金をその月から引く', 'refunds are taken off their month'),
  'churnCounts period_end': words(
    '解約を支払い済みの期間の終わりで数える',
    'churn counts at the end of the paid period',
  ),
  'churnCounts cancel_submitted': words('解約を申し出の日で数える', 'churn counts on the day of the cancellation'),
  'exchange apart': words('毎月のレートで換算する', 'currencies are revalued each month'),
  'exchange constant': words('開始した月のレートのまま換算する', 'the rate stays that of the month a line began'),
  'signUpAndChurnInAMonth counted': words(
    '同じ月に始まり終わった契約も数える',
    'who comes and leaves in one month counts',
  ),
  'signUpAndChurnInAMonth ignored': words(
    '同じ月に始まり終わった契約を数えない',
    'who comes and leaves in one month is ignored',
  ),
}

/** How days and months are written where the sentence stands. */
export type Written = {
  readonly language: Language
  readonly day: (on: Day) => string
  readonly month: (month: Month) => string
}

/** What tells a difference, in one sentence. */
export function toldIn(told: Reason, { language, day, month }: Written): string {
  const say = (ja: string, en: string) => (language === 'ja' ? ja : en)
  switch (told.reason) {
    case 'same':
    case 'unexplained':
      return ''
    case 'rounding':
      return say('明細ごとの端数処理の違いです', 'Each line is rounded by itself')
    case 'unknown_account':
      return {
        unknown: say('この名前・IDの顧客が見つかりません', 'No customer has this name or id'),
        ambiguous: say('同じ名前の顧客が複数あります', 'Several customers have this name'),
        contradictory: say(
          'ID・法人番号・名前が別々の顧客を指しています',
          'Id, corporate number and name are of different customers',
        ),
      }[told.why]
    case 'only_ours':
      return told.since === null
        ? ''
        : say(`${day(told.since)}から契約があります`, `A customer since ${day(told.since)}`)
    case 'only_theirs':
      return nothingIn(told, { language, day, month })
    case 'tax':
      return told.months === null
        ? say(`ちょうど消費税${told.percent}%分です`, `Exactly ${told.percent}% of tax`)
        : say(
            `${told.months}か月分に消費税${told.percent}%を足した額です`,
            `${told.months} months and ${told.percent}% of tax`,
          )
    case 'interval':
      return say(
        `${told.months}か月分の金額です`,
        `The amount of ${told.months} ${told.months === 1 ? 'month' : 'months'}`,
      )
    case 'pause':
      return pauseIn(told, { language, day, month })
    case 'discount':
    case 'convention': {
      const way = otherways[`${told.otherwise.key} ${told.otherwise.value}`]?.[language] ?? ''
      return say(`${way}と、ちょうど一致します`, `Exactly theirs if ${way}`)
    }
    case 'exchange':
      return told.month === null
        ? say(`${told.currency}のままの金額です`, `The amount in ${told.currency} itself`)
        : say(
            `${month(told.month)}のレートで換算すると、ちょうど一致します`,
            `Exactly theirs at the rate of ${month(told.month)}`,
          )
    case 'not_counted': {
      const line = `${told.product}${say(`(${uncounted[told.why].ja})`, ` (${uncounted[told.why].en})`)}`
      return told.exactly
        ? say(`${line}を足すと、ちょうど一致します`, `Exactly theirs with ${line}`)
        : say(`${line}は数えていません`, `${line} is not counted`)
    }
    case 'line':
      return say(`${told.product}を除くと、ちょうど一致します`, `Exactly theirs without ${told.product}`)
    case 'in_month':
      return {
        before: say(`${day(told.on)}の変更の前の金額です`, `What was there before the change of ${day(told.on)}`),
        after: say(`${day(told.on)}の変更の後の金額です`, `What was there after the change of ${day(told.on)}`),
        prorated: say(`${day(told.on)}の変更を日割りにした金額です`, `The change of ${day(told.on)} by the day`),
      }[told.how]
    case 'other_month':
      return say(`${month(told.month)}の金額です`, `Our figure of ${month(told.month)}`)
  }
}

function nothingIn({ why, on }: Reason & { reason: 'only_theirs' }, { language, day }: Written): string {
  const date = on === null ? '' : day(on)
  const told: Record<typeof why, Words> = {
    no_contract: words('契約の登録がありません', 'No contract is written down'),
    archived: words('顧客か契約がアーカイブされています', 'The customer or its contracts are archived'),
    ended: words(`契約は${date}に終わっています`, `The contract ended on ${date}`),
    not_started: words(`契約は${date}に始まります`, `The contract begins on ${date}`),
    trial: words('試用中です', 'It is on trial'),
    nothing: words('契約の金額が0です', 'Its contracts come to nothing'),
  }
  return told[why][language]
}

function pauseIn({ since, exactly }: Reason & { reason: 'pause' }, { language, day }: Written): string {
  const from = since === null ? words('', '') : words(`${day(since)}から`, ` since ${day(since)}`)
  const hit = words('。休止中も数えると、ちょうど一致します', '; exactly theirs if it is counted on')
  return language === 'ja'
    ? `${from.ja}休止しています${exactly ? hit.ja : ''}`
    : `It pauses${from.en}${exactly ? hit.en : ''}`
}
