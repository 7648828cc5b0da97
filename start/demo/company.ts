import type { AccountId } from '#kernel/id.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { Day } from '#kernel/day.ts'
import { type Beside, besideOf } from './beside.ts'
import { type Customer, customerOf } from './customer.ts'
import { type Random, randomFrom } from './random.ts'
import { type Talks, talksOf } from './talks.ts'

/** The demo company: the maker of 巡回ノート, a product for inspection rounds and daily reports, and those who work there. */
export const companyName = '巡回ノート株式会社'
export const seed = 20_260_401
const customerCount = 300

/** Who works there; the first is the administrator that the demo signs in as. */
export const staff = [
  { name: '森 美咲', email: 'mori', role: 'admin' },
  { name: '大石 拓真', email: 'oishi', role: 'csm' },
  { name: '川端 ゆかり', email: 'kawabata', role: 'csm' },
  { name: '仁科 涼', email: 'nishina', role: 'csm' },
  { name: '堀江 百合', email: 'horie', role: 'scaled_csm' },
  { name: '早瀬 悠人', email: 'hayase', role: 'renewal_manager' },
  { name: '津田 志乃', email: 'tsuda', role: 'leader' },
  { name: '真鍋 啓', email: 'manabe', role: 'cs_ops' },
] as const

/** Whose renewals the largest customers' are, among the staff. */
export const renewing = 5

/** How many of the staff look after customers: the first ones. */
export const caring = 5

export type Company = {
  customers: Customer[]
  talks: Map<AccountId, Talks>
  beside: Map<string, Beside>
  random: Random
  newId: () => string
}

/** The whole company as of a day; the same for the same day. */
export function companyOf(today: Day): Company {
  const random = randomFrom(seed)
  const start = Date.parse(`${today}T00:00:00Z`) - 1_100 * 86_400_000
  let count = 0
  const newId = () =>
    uuidV7(
      start + count++,
      Uint8Array.from({ length: 10 }, () => random.whole(0, 255)),
    )
  const customers = Array.from({ length: customerCount }, (_, index) => customerOf(index, random, newId, today, caring))
  const talks = new Map(customers.map((c) => [c.id as AccountId, talksOf(c, random, newId, today)]))
  // A source of its own: what is bought beside changes nobody's story.
  const beside = besideOf(customers, randomFrom(seed + 1), newId, today)
  return { customers, talks, beside, random, newId }
}
