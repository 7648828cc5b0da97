import type { Receiver, Taken } from './receivers.ts'

/** When the product was down (ms): from a kill until it was ready again. */
export type Down = { from: number; to: number }

export const promptly = 2000 // ms, for 99 of 100 while nothing is killed
export const afterKill = 40_000 // ms at the most once it is ready again: a minute is that of what a dead process had taken

/**
 * What is wrong with what receivers took of what happened to some customers: each is to be told of each, under one id however
 * often it comes.
 */
export function wrongIn(receivers: readonly Pick<Receiver, 'url' | 'taken'>[], accounts: readonly string[]): string[] {
  return receivers.flatMap(({ url, taken }) => {
    const ids = new Map<string, Set<string>>()
    for (const { id, account } of taken) ids.set(account, (ids.get(account) ?? new Set()).add(id))
    const lost = accounts.filter((account) => !ids.has(account))
    const several = accounts.filter((account) => (ids.get(account)?.size ?? 0) > 1)
    return [
      ...(lost.length > 0 ? [`${url} was never told of ${lost.length} of ${accounts.length} (${lost[0]}…)`] : []),
      ...several.map((account) => `${url} was told of ${account} under ${ids.get(account)!.size} ids`),
    ]
  })
}

/** How long receivers waited for their first word of each (ms), sorted. */
export type Waits = {
  /** Of what happened while all went well. */
  usual: number[]
  /** Of what happened while the product was down, or shortly before or after: from when it was ready again at the earliest. */
  around: number[]
}

/** A kill is over for others once it was ready again for as long as it was away: what waited meanwhile is told by then. */
export function waits(receivers: readonly Pick<Receiver, 'taken'>[], downs: readonly Down[]): Waits {
  const found: Waits = { usual: [], around: [] }
  for (const { happened, came } of receivers.flatMap(({ taken }) => firstOfEach(taken))) {
    const over = downs.filter(({ from, to }) => happened < 2 * to - from && came > from)
    if (over.length === 0) found.usual.push(came - happened)
    else found.around.push(Math.max(0, came - Math.max(happened, ...over.map(({ to }) => to))))
  }
  for (const some of [found.usual, found.around]) some.sort((a, b) => a - b)
  return found
}

function firstOfEach(taken: readonly Taken[]): Taken[] {
  const first = new Map<string, Taken>()
  for (const one of taken) if (!first.has(one.id)) first.set(one.id, one)
  return [...first.values()]
}

export const at = (part: number, sorted: readonly number[]): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0)
