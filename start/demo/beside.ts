import { addDays, addMonths, type Day, daysBetween } from '#kernel/day.ts'
import { seatsOn } from './contract.ts'
import type { Customer } from './customer.ts'
import type { Random } from './random.ts'

/** A product that is bought beside 巡回ノート: from when until when, and when it rests. */
export type AddOn = {
  lineId: string
  versionId: string
  product: keyof typeof addOnPrices
  startOn: Day
  endOn: Day | null
  quantity: number
  amount: number
  pause: { startOn: Day; endOn: Day } | null
}
/** Another contract of a customer: one that came back, or a site abroad that pays in dollars. */
export type OtherContract = {
  id: string
  lineId: string
  versionId: string
  name: string
  currency: 'JPY' | 'USD'
  plan: 'ライト' | 'スタンダード' | 'プレミアム'
  startOn: Day
  seats: number
  /** A year, minor units. */
  amount: number
}
/** What customers buy beside the contract that their story is told by. */
export type Beside = { addOns: AddOn[]; setUp: { on: Day; amount: number } | null; other: OtherContract | null }

/** Yen a year: of a seat, and of the whole. */
export const addOnPrices = { 帳票プラス: 4800, 現場カメラ連携: 360_000 } as const

/** How many of those that left are back by today, and how many have a site abroad. */
const [returning, abroad] = [3, 1]

/** What each customer buys beside: the same for the same seed and day. */
export function besideOf(
  customers: readonly Customer[],
  random: Random,
  newId: () => string,
  today: Day,
): Map<string, Beside> {
  const back = customers.filter((c) => c.contract.churn && daysBetween(c.contract.churn.on, today) > 120)
  const [returned, far] = [
    back.slice(0, returning),
    customers.filter((c) => c.touchModel === 'high' && c.arc === 'growing' && isOld(c, today)).slice(0, abroad),
  ]
  return new Map(
    customers.map((customer) => {
      const addOns = addOnsOf(customer, random, newId, today)
      const other = returned.includes(customer)
        ? returnOf(customer, random, newId, today)
        : far.includes(customer)
          ? siteAbroad(newId, today)
          : null
      return [customer.id, { addOns, setUp: setUpOf(customer), other }]
    }),
  )
}

const isOld = ({ signedUpOn }: Customer, today: Day) => daysBetween(signedUpOn, today) > 500

/** Growing customers add a product in their second year; some let it rest in their quiet season. */
function addOnsOf(customer: Customer, random: Random, newId: () => string, today: Day): AddOn[] {
  const { contract, arc, touchModel, season } = customer
  const isLikely = arc === 'growing' ? 0.7 : arc === 'steady' || arc === 'seasonal' ? 0.14 : 0
  const after = random.whole(200, 420)
  const product = touchModel !== 'tech' && random.chance(0.4) ? '現場カメラ連携' : '帳票プラス'
  if (!random.chance(isLikely)) return []
  const startOn = `${addDays(contract.startOn, after).slice(0, 7)}-01` as Day
  if (startOn > today || (contract.churn && startOn >= contract.churn.on)) return []
  const rests = season === 'yearEnd' || season === 'winter' ? addMonths(startOn, 5) : null
  const pause = rests === null || rests > addDays(today, 20) ? null : { startOn: rests, endOn: addMonths(rests, 2) }
  const endOn = contract.churn?.on ?? null
  const quantity = product === '帳票プラス' ? seatsOn(contract, startOn) : 1
  return [
    {
      lineId: newId(),
      versionId: newId(),
      product,
      startOn,
      endOn,
      quantity,
      amount: quantity * addOnPrices[product],
      pause: pause && endOn !== null && pause.endOn >= endOn ? null : pause,
    },
  ]
}

/** Help with the beginning is paid for once, by the largest. */
function setUpOf({ touchModel, contract }: Customer): Beside['setUp'] {
  return touchModel === 'high' ? { on: contract.startOn, amount: 480_000 } : null
}

const yenPerSeatYear = 36_000
const centsPerSeatYear = 28_800

function returnOf({ contract }: Customer, random: Random, newId: () => string, today: Day): OtherContract {
  const seats = Math.max(3, Math.round((contract.versions.at(-1)?.seats ?? 6) * 0.6))
  return {
    id: newId(),
    lineId: newId(),
    versionId: newId(),
    name: '巡回ノート 再契約',
    currency: 'JPY',
    plan: 'スタンダード',
    startOn: addDays(today, -random.whole(12, 50)),
    seats,
    amount: seats * yenPerSeatYear,
  }
}

function siteAbroad(newId: () => string, today: Day): OtherContract {
  const startOn = addMonths(`${today.slice(0, 7)}-01` as Day, -9)
  return {
    id: newId(),
    lineId: newId(),
    versionId: newId(),
    name: '巡回ノート 米国拠点',
    currency: 'USD',
    plan: 'プレミアム',
    startOn,
    seats: 24,
    amount: 24 * centsPerSeatYear,
  }
}

/** What add-ons that go on through a day cost a year. */
export function addOnArr({ addOns }: Beside, on: Day): number {
  return addOns
    .filter((one) => one.startOn <= on && (one.endOn === null || on < one.endOn))
    .reduce((sum, { amount }) => sum + amount, 0)
}

/** The company's own rates of the dollar, set for each month: for three years, and to the end of the half-year that is planned. */
export function dollarRates(today: Day): { on: Day; rate: string }[] {
  const first = addMonths(`${today.slice(0, 7)}-01` as Day, -36)
  return Array.from({ length: 36 + 7 }, (_, month) => ({
    on: addMonths(first, month),
    rate: (147 + 6 * Math.sin(month / 4) + 2 * Math.cos(month / 1.7)).toFixed(1),
  }))
}
