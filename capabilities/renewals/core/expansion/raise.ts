import { addDays, type Day, daysBetween } from '#kernel/day.ts'
import type { ExpansionRule } from './rule.ts'
import { type ExpansionKind, isClosed, isOpen, type Stage } from './words.ts'

/** An opportunity as far as rules care. */
export type Standing = {
  id: string
  /** null: somebody wrote it down by hand. */
  ruleKey: string | null
  kind: ExpansionKind
  product: string | null
  stage: Stage
  /** Since when the condition has held (and it is watched), or it was found. */
  since: Day
  /** Nobody has taken it up: it goes as it came. */
  untouched: boolean
  closedOn: Day | null
}

/** A rule as it looks at one account: whether its condition holds, and what it would offer. */
export type Sight = {
  rule: Pick<ExpansionRule, 'key' | 'kind' | 'holdDays' | 'coolDownDays'>
  holds: boolean
  product: string | null
}

export type Step =
  | { step: 'raise'; ruleKey: string; product: string | null; stage: 'watched' | 'found' }
  /** One that was withdrawn is taken up again. */
  | { step: 'again'; id: string; stage: 'watched' | 'found' }
  /** The condition has held for long enough. */
  | { step: 'find'; id: string }
  /** The condition holds no longer, and nobody took it up; or it is bought already. */
  | { step: 'withdraw'; id: string }

/**
 * What has to be done about the opportunities of one account on a day. Done, the same day asks for nothing more: one kind
 * and product has one that is open, however often one looks. `has` are the products of the account.
 */
export function stepsFor(
  sights: readonly Sight[],
  standings: readonly Standing[],
  { today, has }: { today: Day; has: readonly string[] },
): Step[] {
  const bought = (one: Pick<Standing, 'kind' | 'product'>) =>
    one.kind === 'cross_sell' && one.product !== null && has.includes(one.product)
  const living = standings.filter(alive)
  const steps = living.flatMap((one) => (one.ruleKey === null ? [] : onLiving(one)))
  const gone = new Set(steps.flatMap((one) => (one.step === 'withdraw' ? [one.id] : [])))
  const stays = living.filter(({ id }) => !gone.has(id))
  const taken = new Set(stays.map(slotOf))
  for (const { rule, holds, product } of sights) {
    const slot = slotOf({ kind: rule.kind, product })
    if (!holds || taken.has(slot) || bought({ kind: rule.kind, product })) continue
    const same = standings.filter((one) => slotOf(one) === slot)
    if (same.some((one) => one.closedOn !== null && addDays(one.closedOn, rule.coolDownDays) > today)) continue
    if (stays.some((one) => one.ruleKey === rule.key)) continue
    const stage = rule.holdDays === 0 ? ('found' as const) : ('watched' as const)
    const before = same.findLast((one) => one.stage === 'withdrawn' && one.ruleKey === rule.key)
    steps.push(before ? { step: 'again', id: before.id, stage } : { step: 'raise', ruleKey: rule.key, product, stage })
    taken.add(slot)
  }
  return steps

  function onLiving(one: Standing): Step[] {
    const sight = sights.find(({ rule }) => rule.key === one.ruleKey)
    const goes = !sight?.holds || bought(one)
    if (goes) return one.untouched ? [{ step: 'withdraw', id: one.id }] : []
    const isLong = one.stage === 'watched' && daysBetween(one.since, today) >= sight.rule.holdDays
    return isLong ? [{ step: 'find', id: one.id }] : []
  }
}

/** Watched or open: nothing of its kind and product is raised beside it. */
function alive({ stage }: Standing): boolean {
  return !isClosed(stage) && (stage === 'watched' || isOpen(stage))
}

function slotOf({ kind, product }: Pick<Standing, 'kind' | 'product'>): string {
  return `${kind}\n${product ?? ''}`
}
