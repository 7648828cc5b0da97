/** The companies that send; both give their messages the same ids. */
export const companies = ['a', 'b'] as const
export type Company = (typeof companies)[number]

export const accounts = 50
const users = 400
const names = ['report_opened', 'report_exported', 'comment_posted', 'file_shared', 'search_used', 'task_closed', 'x']
const days = 35
const dayInTokyo = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }) // 2026-04-01
const day = 86_400_000

/** What a message says; the n-th of a company is the same each time, and another in each company. */
type Said = { account: string; user: string; event: string; at: number }

/** A whole number that looks drawn and is the same for the same one (the finaliser of MurmurHash3). */
function drawn(n: number): number {
  let mixed = Math.imul(n ^ (n >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function saidBy(company: Company, n: number, now: number): Said {
  const own = drawn(n * 2 + companies.indexOf(company) + 1)
  return {
    account: `acc-${own % accounts}`,
    user: `user-${own % users}`,
    event: names[drawn(own) % (names.length - 1)]!,
    at: now - (drawn(own + 7) % (days * day)),
  }
}

/** The message as an SDK sends it. `other`: the same id, by mistake, with another content. */
export function message(
  company: Company,
  n: number,
  { seed, now, other }: { seed: number; now: number; other: boolean },
) {
  const { account, user, event, at } = saidBy(company, n, now)
  return {
    type: 'track',
    event: other ? names.at(-1)! : event,
    userId: user,
    messageId: `chaos-${seed}-${n}`,
    timestamp: new Date(at).toISOString(),
    properties: { place: n % 10 },
    context: { groupId: account },
  }
}

/** What must be counted of a company's first `count` messages, by account, day in Tokyo and event: each once. */
export function reckoning(company: Company, count: number, now: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let n = 0; n < count; n++) {
    const { account, event, at } = saidBy(company, n, now)
    const key = `${account} ${dayInTokyo.format(at)} ${event}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** Numbers from 0 on, each as often as asked, in an order that is drawn (Fisher-Yates). */
export function shuffled(count: number, times: number, random: () => number): Uint32Array {
  const all = Uint32Array.from({ length: count * times }, (_, at) => at % count)
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[all[at], all[other]] = [all[other]!, all[at]!]
  }
  return all
}
