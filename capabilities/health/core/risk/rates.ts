import type { Tenure } from '../proof/tenure.ts'
import type { Grade } from '../words.ts'

/** How a customer stood at a month's end, and whether it was lost within the time looked ahead. */
export type Stood = {
  readonly grade: Grade
  readonly tenure: Tenure | null
  readonly account: number
  readonly lost: boolean
}

/** What became of those who stood alike. Shares from 0 to 1, with the 95 % interval. */
export type Rate = {
  readonly accounts: number
  /** Customers among them who were lost. */
  readonly lost: number
  readonly share: number
  readonly low: number
  readonly high: number
}

/** Plain rates of loss: of all customers, by grade, and by grade and tenure. */
export type Rates = {
  readonly all: Rate | null
  readonly grades: readonly ({ readonly grade: Grade } & Rate)[]
  readonly cells: readonly ({ readonly grade: Grade; readonly tenure: Tenure } & Rate)[]
}

/** By what the customers are alike whose rate is told. */
export type Likeness = 'both' | 'grade' | 'all'

/** Customers below which a rate says too little: the next wider kind of likeness is told then. */
const fewest = 20

/** What became of customers who stood as they did, counted, without any model. */
export function ratesOf(stood: readonly Stood[]): Rates {
  const cells = Map.groupBy(
    stood.filter(({ tenure }) => tenure !== null),
    ({ grade, tenure }) => `${grade} ${tenure}`,
  )
  return {
    all: rateOf(stood),
    grades: [...Map.groupBy(stood, ({ grade }) => grade)].map(([grade, own]) => ({ grade, ...rateOf(own)! })),
    cells: [...cells.values()].map((own) => ({ grade: own[0]!.grade, tenure: own[0]!.tenure!, ...rateOf(own)! })),
  }
}

/** The rate of those most like a customer of whom there are enough; null: there are too few of any kind. */
export function rateFor(
  { all, grades, cells }: Rates,
  now: { grade: Grade; tenure: Tenure | null },
): { rate: Rate; alike: Likeness } | null {
  const cell = cells.find(({ grade, tenure }) => grade === now.grade && tenure === now.tenure)
  if (cell && cell.accounts >= fewest) return { rate: cell, alike: 'both' }
  const own = grades.find(({ grade }) => grade === now.grade)
  if (own && own.accounts >= fewest) return { rate: own, alike: 'grade' }
  return all && all.accounts >= fewest ? { rate: all, alike: 'all' } : null
}

/**
 * The share of month ends that a loss followed, with the score interval of Wilson (1927). It goes by the number of customers,
 * not of month ends: those of one customer are no news of each other.
 */
function rateOf(stood: readonly Stood[]): Rate | null {
  if (stood.length === 0) return null
  const accounts = new Set(stood.map(({ account }) => account)).size
  const lost = new Set(stood.flatMap((one) => (one.lost ? [one.account] : []))).size
  const share = stood.filter((one) => one.lost).length / stood.length
  const [z, n] = [1.959963984540054, accounts]
  const middle = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))
  return { accounts, lost, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
