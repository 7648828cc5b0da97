import type { Conventions } from '#capabilities/revenue/core/conventions.ts'

/** A summand of a formula: what it is called, and how it is written with its number. */
export type Term = { name: string; text: string; sign?: '+' | '−' }

/** What a sum is divided by, or taken times. */
export type Factor = { name: string; text: string; how: '÷' | '×' }

/** A figure as a formula: what is added up, then by what it is divided (or times what). */
export type Formula = { name: string; terms: readonly Term[]; by?: readonly Factor[]; value: string }

/** How a figure is made: its formula, and what else is to be known of it. A figure that is counted has no terms. */
export type Definition = Formula & {
  /** Whom it is about and how it was counted, in sentences with their numbers. */
  told?: readonly string[]
  /** How what went into the formula comes about itself. */
  parts?: readonly Formula[]
  conventions?: readonly (keyof Conventions)[]
  /** Another place of the revenue page: what its address then says more. */
  leads?: { text: string; search: Readonly<Record<string, string>> }
}

/** A formula in words or in numbers: (a − b) ÷ c. */
export function written({ terms, by = [] }: Formula, as: 'name' | 'text'): string {
  const sum = terms.map((term, at) => `${at > 0 || term.sign === '−' ? `${term.sign ?? '+'} ` : ''}${term[as]}`)
  const whole = sum.join(' ')
  if (by.length === 0) return whole
  return [terms.length > 1 ? `(${whole})` : whole, ...by.map((factor) => `${factor.how} ${factor[as]}`)].join(' ')
}
