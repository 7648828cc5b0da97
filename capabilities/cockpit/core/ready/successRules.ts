import { lightWithoutDeep } from '#capabilities/journey/core/light.ts'
import type { SignalRule } from '../rule.ts'

const scope = '!(contract.state in ["ended"])'

const lightGrownOld: SignalRule = {
  key: 'light_without_deep',
  label: { ja: 'ライトサクセスのまま長い', en: 'Light success for long' },
  help: {
    ja: '最後のフェーズに入って、製品のディープサクセスの目安(なければ2年)を超え、目指す成功がライトのまま',
    en: 'The last phase was reached longer ago than a deep success of the product usually takes (else two years), and the aim is still a light one',
  },
  condition: lightWithoutDeep,
  scope,
  holdDays: 0,
  coolDownDays: 180,
  raises: {
    kind: 'opportunity',
    title: { ja: '次の目標(ディープサクセス)を一緒に立てる', en: 'Set the next goal together: a deep success' },
    because: {
      ja: '最後のフェーズに入って{journey.days_since_last_phase}たちましたが、目指す成功はライトのままです。',
      en: 'In the last phase for {journey.days_since_last_phase}, and the aim is still a light success.',
    },
    effortMinutes: 60,
    dueBusinessDays: 20,
    sharePercent: 40,
    chancePercent: 25,
  },
}

/**
 * A deep success takes a year and more, and those who do the daily work see little of it for long: half-way in, nobody
 * has spoken with them for six weeks, and the mood is low or what they asked for lies about.
 */
const fieldFatigue: SignalRule = {
  key: 'field_fatigue',
  label: { ja: 'ディープまでの道のりで現場が疲れている', en: 'The field is tired on the way to a deep success' },
  help: {
    ja: 'ディープを目指して、製品の目安の半分(なければ半年)以上、運用担当との接点が45日以上なく、担当者の所感が2以下か、未解決の問い合わせが3件以上ある',
    en: 'Half of the usual time (else half a year) on the way to a deep success, no touch with the operator for 45 days, and a pulse of 2 or less or three open inquiries',
  },
  condition:
    'account.success_type == "deep" && !has(journey.last_phase_on) && journey.days_of_fatigue_watch >= 0 && contacts.operator.days_since_touch >= 45 && (pulse.latest <= 2 || inquiry.open_count >= 3)',
  scope,
  holdDays: 7,
  coolDownDays: 60,
  raises: {
    kind: 'risk',
    title: {
      ja: '現場の負担を聞き、手近な成果を見せる',
      en: 'Hear what weighs on the field, and show a result close by',
    },
    because: {
      ja: '登録から{account.days_since_sign_up}、運用担当との接点が{contacts.operator.days_since_touch}ありません(未解決の問い合わせ{inquiry.open_count})。',
      en: '{account.days_since_sign_up} since signing up, no touch with the operator for {contacts.operator.days_since_touch} (open inquiries: {inquiry.open_count}).',
    },
    effortMinutes: 45,
    dueBusinessDays: 5,
    sharePercent: 60,
    chancePercent: 35,
  },
}

/** What may go wrong between a light and a deep success. */
export const successRules: readonly SignalRule[] = [lightGrownOld, fieldFatigue]
