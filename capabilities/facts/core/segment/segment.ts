import type { Condition } from '../condition/tree.ts'
import type { FactDefinition, Label } from '../fact.ts'

/** A kind of customer: an account belongs to it because somebody listed it there, or because a condition holds. */
export type Segment = {
  id: string
  /** What conditions call it: `"large" in segments`. */
  key: string
  label: Label
  kind: 'static' | 'live'
  /** Of a live one, a condition over facts; blank otherwise. */
  condition: string
}

/**
 * A way of telling customers apart (size, purpose, way of using the product). On an exclusive axis an account is in the
 * first of its segments that takes it, and in no other.
 */
export type Axis = { id: string; label: Label; exclusive: boolean; segments: readonly Segment[] }

/** The fact that tells in which segments an account is, by their keys. */
export const segmentsFact: FactDefinition = {
  key: 'segments',
  type: 'list',
  owner: 'facts',
  label: { ja: 'セグメント', en: 'Segments' },
  help: { ja: '今属しているセグメント', en: 'The segments it is in now' },
}

/** Days for which an account counts as having just entered or left a segment: long enough for a rule to see it. */
export const recentDays = 30

/** The segments that an account came into lately and is still in: what a rule watches for entering. */
export const enteredFact: FactDefinition = {
  key: 'segments.entered_30d',
  type: 'list',
  owner: 'facts',
  label: { ja: '最近入ったセグメント', en: 'Segments entered lately' },
  help: { ja: '30日以内に入り、今も属しているもの', en: 'Entered within 30 days, and still in' },
}

/** The segments that an account left lately and has not come back to: what a rule watches for leaving. */
export const leftFact: FactDefinition = {
  key: 'segments.left_30d',
  type: 'list',
  owner: 'facts',
  label: { ja: '最近外れたセグメント', en: 'Segments left lately' },
  help: { ja: '30日以内に外れ、戻っていないもの', en: 'Left within 30 days, and not entered again' },
}

/** The condition of accounts that came into a segment lately. */
export const enteredLately = (key: string) => `"${key}" in ${enteredFact.key}`
/** The condition of accounts that left a segment lately. */
export const leftLately = (key: string) => `"${key}" in ${leftFact.key}`

const segmentFactKeys: readonly string[] = [segmentsFact.key, enteredFact.key, leftFact.key]

/**
 * Keys of the segments that take an account, in the order of the axes. `takes` answers for each segment by itself; what
 * an exclusive axis makes of it is decided here.
 */
export function memberOf(axes: readonly Axis[], takes: (segment: Segment) => boolean): string[] {
  return axes.flatMap((axis) => {
    if (!axis.exclusive) return axis.segments.filter(takes).map((segment) => segment.key)
    const first = axis.segments.find(takes)
    return first ? [first.key] : []
  })
}

/** The segments that were entered and left between two sights of one account. */
export function movesBetween(before: readonly string[], now: readonly string[]): { entered: string[]; left: string[] } {
  return {
    entered: now.filter((key) => !before.includes(key)),
    left: before.filter((key) => !now.includes(key)),
  }
}

/** A stay in a segment; instants in milliseconds since 1970, `leftAt` null while it lasts. */
export type Stay = { key: string; enteredAt: number; leftAt: number | null }

/** Writes moves into the stays of one account: what is left is closed, what is entered is begun. */
export function withMoves(stays: readonly Stay[], moves: { entered: string[]; left: string[] }, at: number): Stay[] {
  const closed = stays.map((stay) =>
    stay.leftAt === null && moves.left.includes(stay.key) ? { ...stay, leftAt: at } : stay,
  )
  return [...closed, ...moves.entered.map((key) => ({ key, enteredAt: at, leftAt: null }))]
}

/** The segments an account was in at an instant, by its stays. */
export function segmentsAt(stays: readonly Stay[], at: number): string[] {
  return stays
    .filter((stay) => stay.enteredAt <= at && (stay.leftAt === null || stay.leftAt > at))
    .map((stay) => stay.key)
}

/** Whether a condition asks for a segment by its key. */
export function asksForSegment(condition: Condition, key: string): boolean {
  switch (condition.is) {
    case 'not':
      return asksForSegment(condition.of, key)
    case 'all':
    case 'any':
      return condition.of.some((part) => asksForSegment(part, key))
    case 'in_list':
      return (
        segmentFactKeys.includes(condition.fact.key) && condition.value.is === 'text' && condition.value.value === key
      )
    default:
      return false
  }
}

/** The condition of accounts that are in all of these segments. */
export function inAllOf(keys: readonly string[]): string {
  return keys.map((key) => `"${key}" in segments`).join(' && ')
}

/** The condition of accounts that are in none of these segments. */
export function inNoneOf(keys: readonly string[]): string {
  return keys.map((key) => `!("${key}" in segments)`).join(' && ')
}

const keyForm = /^[a-z][a-z0-9_]{0,39}$/

/** A key for a segment that was given none: from its English name where that makes one, and none of those taken. */
export function keyFor(label: Label, taken: ReadonlySet<string>): string {
  const plain = label.en
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 36)
  const base = keyForm.test(plain) ? plain : 'segment'
  for (let n = 1; ; n++) {
    const key = n === 1 && base !== 'segment' ? base : `${base}_${n}`
    if (!taken.has(key)) return key
  }
}
