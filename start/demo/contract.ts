import { addDays, addMonths, type Day, daysBetween } from '#kernel/day.ts'
import type { Arc } from './arc.ts'
import type { Random } from './random.ts'

export type LineVersion = { id: string; startOn: Day; endOn: Day | null; seats: number; amount: number }
export type Contract = {
  id: string
  lineId: string
  plan: 'ライト' | 'スタンダード' | 'プレミアム'
  startOn: Day
  endOn: Day
  autoRenews: boolean
  versions: LineVersion[]
  churn: { on: Day; reason: string; feedback: string } | null
}

const yenPerSeatYear = { ライト: 21_600, スタンダード: 36_000, プレミアム: 60_000 } as const

const goodbyes: Partial<Record<Arc, readonly [string, string]>> = {
  fading: ['not_used', '現場で使われなくなり、費用に見合わないと判断しました'],
  champion_left: ['champion_left', '推進していた担当者が異動し、続ける理由を説明できる人がいなくなりました'],
  silent_executive: ['no_visible_result', '効果が役員に伝わらず、来期の予算がつきませんでした'],
  support_trouble: ['quality', '帳票の遅さが解消せず、他社の製品に切り替えます'],
  slow_start: ['not_started', '運用に乗らないまま期限を迎えました'],
}

type Situation = {
  random: Random
  newId: () => string
  arc: Arc
  turnOn: Day | null
  recovers: boolean
  touchModel: 'high' | 'low' | 'tech'
  signedUpOn: Day
  today: Day
}

/** Whether trouble that began on `turnOn` ends the contract at a renewal: it must have been there for ten weeks. */
function endsAt({ random, arc, turnOn, recovers }: Situation, renewal: Day): boolean {
  if (!turnOn || recovers || daysBetween(turnOn, renewal) < 70) return false
  return random.chance(arc === 'slow_start' ? 0.6 : 0.8)
}

/** A contract of yearly terms from its start to today: seats follow the customer's fortune at each renewal. */
export function contractOf(situation: Situation): Contract {
  const { random, newId, arc, touchModel, signedUpOn, today } = situation
  const plan = random.weighed([
    ['ライト', touchModel === 'tech' ? 6 : 1],
    ['スタンダード', 5],
    ['プレミアム', touchModel === 'high' ? 6 : 1],
  ] as const)
  let seats =
    touchModel === 'high' ? random.whole(36, 100) : touchModel === 'low' ? random.whole(10, 28) : random.whole(3, 10)
  const versions: LineVersion[] = []
  const add = (startOn: Day) =>
    versions.push({ id: newId(), startOn, endOn: null, seats, amount: seats * yenPerSeatYear[plan] })
  const close = (on: Day) => {
    const last = versions.at(-1)
    if (last) last.endOn = on
  }
  add(signedUpOn)
  let end = addMonths(signedUpOn, 12)
  let churn: Contract['churn'] = null
  while (end <= today) {
    close(end)
    if (endsAt(situation, end)) {
      const [reason, feedback] = goodbyes[arc] ?? ['other', '社内の方針変更によるものです']
      churn = { on: end, reason, feedback }
      break
    }
    if (arc === 'growing') seats = Math.ceil(seats * (1.15 + random.next() * 0.35))
    else if (situation.turnOn && situation.turnOn < end && !situation.recovers)
      seats = Math.max(2, Math.floor(seats * 0.7))
    else if (random.chance(0.25)) seats += random.whole(1, 6)
    add(end)
    end = addMonths(end, 12)
  }
  const midway = addDays(end, -random.whole(60, 200))
  if (!churn && arc === 'growing' && midway < today && midway > versions.at(-1)!.startOn) {
    close(midway)
    seats = Math.ceil(seats * 1.2)
    add(midway)
  }
  return {
    id: newId(),
    lineId: newId(),
    plan,
    startOn: signedUpOn,
    endOn: end,
    autoRenews: random.chance(0.55),
    versions,
    churn,
  }
}

/** Seats under contract on a day; 0 where nothing is. */
export function seatsOn(contract: Contract, on: Day): number {
  return contract.versions.find((v) => v.startOn <= on && (!v.endOn || on < v.endOn))?.seats ?? 0
}
