import { addDays, type Day, daysBetween, weekday } from '#kernel/day.ts'
import { arcWeek } from './arc.ts'
import { seatsOn } from './contract.ts'
import type { Customer, Role } from './customer.ts'
import type { Random } from './random.ts'
import { inquiryTopics } from './words.ts'

export type Activity = {
  id: string
  kind: 'meeting' | 'call' | 'mail' | 'note'
  on: Day
  hour: number
  contactIds: string[]
  title: string
  body: string
}
export type Inquiry = {
  id: string
  contactId: string
  topic: string
  subject: string
  body: string
  severity: 'low' | 'medium' | 'high' | 'urgent'
  openedOn: Day
  hour: number
  hoursToAnswer: number
  hoursToSolve: number | null
  satisfaction: number | null
  escalated: boolean
}
export type Survey = { id: string; contactId: string; kind: 'nps'; score: number; on: Day; comment: string | null }
export type Talks = { activities: Activity[]; inquiries: Inquiry[]; surveys: Survey[] }

const rhythmWeeks = { high: 3, low: 6, tech: 13 } as const

const minutes: readonly (readonly [string, string])[] = [
  ['定例会', '利用状況を共有。点検の入力率は安定。次回までに様式の見直し案を持ち寄ることになりました。'],
  ['定例会', '二つ目の拠点への展開を相談。担当者の候補を先方で決めていただきます。'],
  ['活用相談', '集計画面の見方をご案内。月次会議の資料に使っていただけることになりました。'],
  ['四半期報告会', '導入前と比べた集計時間の変化を報告。効果の数字を社内で説明できるとの評価をいただきました。'],
]

const weekdayOn = (day: Day): Day => (weekday(day) > 5 ? addDays(day, 8 - weekday(day)) : day)

/** Meetings, mails, inquiries and survey answers of one customer up to, not including, `until`. */
export function talksOf(customer: Customer, random: Random, newId: () => string, until: Day): Talks {
  const talks: Talks = { activities: [], inquiries: [], surveys: [] }
  const with_ = (role: Role) => customer.people.find((p) => p.roles.includes(role))
  const end = customer.contract.churn?.on ?? until
  const weeks = Math.floor(daysBetween(customer.signedUpOn, end) / 7)
  const rhythm = rhythmWeeks[customer.touchModel]
  for (let week = 0; week < weeks; week++) {
    const start = addDays(customer.signedUpOn, week * 7)
    const level = arcWeek(customer.arc, week, customer.turnWeek, customer.recovers)
    const day = weekdayOn(addDays(start, random.whole(0, 4)))
    if (day >= until) break
    const starting = week < 10 && customer.touchModel !== 'tech'
    if (week % rhythm === 0 || (starting && week % 2 === 0)) {
      const guests = [with_('promoter'), with_('operator')].filter((p) => p && (!p.leftOn || p.leftOn > day))
      const executive = with_('decision_maker')
      const quarterly = week % 12 === 0
      if (executive && level.executive && (quarterly || random.chance(0.25))) guests.push(executive)
      const [title, body] =
        week === 0
          ? ([
              'キックオフ',
              '目的、体制、三か月の予定を確認しました。運用の開始日と最初の対象拠点を決めました。',
            ] as const)
          : quarterly
            ? minutes[3]!
            : random.pick(minutes.slice(0, 3))
      const kind =
        customer.touchModel === 'tech'
          ? 'mail'
          : random.weighed([
              ['meeting', 7],
              ['call', 3],
            ] as const)
      talks.activities.push({
        id: newId(),
        kind,
        on: day,
        hour: random.whole(9, 17),
        contactIds: guests.map((p) => p!.id),
        title: kind === 'mail' ? '活用のご案内' : title,
        body: kind === 'mail' ? '点検記録を月次の集計に使う手順をお送りしました。' : body,
      })
    }
    const expected = (level.inquiries * Math.max(4, seatsOn(customer.contract, start))) / 20
    for (let n = Math.floor(expected + random.next()); n > 0; n--)
      talks.inquiries.push(
        inquiry(customer, random, newId, level.satisfaction, weekdayOn(addDays(start, random.whole(0, 4))), until),
      )
    if (week > 8 && (week + Number(customer.number.slice(-1))) % 26 === 0)
      talks.surveys.push(survey(customer, random, newId, level.use, level.satisfaction, day))
  }
  talks.inquiries = talks.inquiries.filter((i) => i.openedOn < until)
  return talks
}

function inquiry(customer: Customer, random: Random, newId: () => string, mood: number, on: Day, until: Day): Inquiry {
  const [topic, subject, body] =
    customer.arc === 'support_trouble' && random.chance(0.6) ? inquiryTopics[0] : random.pick(inquiryTopics)
  const hoursToSolve = Math.max(1, Math.round(random.around(mood < 3 ? 70 : 20, mood < 3 ? 30 : 10)))
  const open = daysBetween(on, until) * 24 < hoursToSolve
  const severity =
    mood < 3
      ? random.weighed([
          ['high', 4],
          ['urgent', 2],
          ['medium', 4],
        ] as const)
      : random.weighed([
          ['low', 5],
          ['medium', 4],
          ['high', 1],
        ] as const)
  const contact = random.pick(customer.people.filter((p) => !p.roles.includes('decision_maker')))
  return {
    id: newId(),
    contactId: contact.id,
    topic,
    subject,
    body,
    severity,
    openedOn: on,
    hour: random.whole(9, 17),
    hoursToAnswer: Math.min(hoursToSolve, 1 + (hoursToSolve % 4)),
    hoursToSolve: open ? null : hoursToSolve,
    satisfaction: open || random.chance(0.45) ? null : Math.max(1, Math.min(5, Math.round(random.around(mood, 0.8)))),
    escalated: mood < 3 && random.chance(0.25),
  }
}

function survey(customer: Customer, random: Random, newId: () => string, use: number, mood: number, on: Day): Survey {
  const score = Math.max(0, Math.min(10, Math.round(random.around(2 + use * 5 + (mood - 3) * 1.4, 1.2))))
  const comment =
    score >= 9
      ? '朝の確認が一目で済み、助かっています。'
      : score <= 6
        ? '現場の入力の手間がまだ大きいと感じます。'
        : null
  return { id: newId(), contactId: random.pick(customer.people).id, kind: 'nps', score, on, comment }
}
