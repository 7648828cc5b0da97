import { type Grade, grades } from './words.ts'

/** An account's score as it stands, and as it would be; a grade that is null: no card takes it. */
export type Effect = {
  before: { score: number | null; grade: Grade | null }
  after: { score: number | null; grade: Grade | null }
}

/** How many accounts would go from one grade to another, those that stay included. */
export type Move = { from: Grade | null; to: Grade | null; accounts: number }

const order = (grade: Grade | null) => (grade === null ? grades.length : grades.indexOf(grade))

/** Counts by grade before and after, in the order of the grades. */
export function movesOf(effects: Iterable<Effect>): Move[] {
  const counts = new Map<string, Move>()
  for (const { before, after } of effects) {
    const key = `${before.grade} ${after.grade}`
    const known = counts.get(key)
    if (known) known.accounts++
    else counts.set(key, { from: before.grade, to: after.grade, accounts: 1 })
  }
  return [...counts.values()].sort((a, b) => order(a.from) - order(b.from) || order(a.to) - order(b.to))
}

const rank: Record<Grade, number> = { risk: 0, unknown: 1, watch: 2, healthy: 3 }
const place = (grade: Grade | null) => (grade === null ? 1 : rank[grade])

/** For a list of those whose grade changes: what gets worse first, the worse the earlier, then the larger change of score. */
export function byWeight(a: Effect, b: Effect): number {
  const fall = (one: Effect) => place(one.after.grade) - place(one.before.grade)
  const change = (one: Effect) => Math.abs((one.after.score ?? 0) - (one.before.score ?? 0))
  return fall(a) - fall(b) || change(b) - change(a)
}
