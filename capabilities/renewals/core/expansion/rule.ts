import type { Label } from '#capabilities/facts/core/fact.ts'
import type { ExpansionKind } from './words.ts'

/** What is to be offered: the product that most customers alike have and this one lacks, one by name, or what they have. */
export type Offered = { is: 'next' } | { is: 'product'; name: string } | { is: 'same' }

/** A rule raises an opportunity where its condition has held for long enough. */
export type ExpansionRule = {
  key: string
  label: Label
  help: Label
  /** A condition over facts. */
  condition: string
  kind: ExpansionKind
  offered: Offered
  /** How much of the customer's ARR it is about, percent; of another product its usual ARR is taken instead. */
  sharePercent: number
  /** How long the condition must hold; 0: at once. */
  holdDays: number
  /** How long after one was won or lost nothing of its kind is raised for the customer. */
  coolDownDays: number
}

/** Bounds of the figures of a rule: at least, at most; all whole. */
export const ruleBounds = { sharePercent: [1, 500], holdDays: [0, 365], coolDownDays: [0, 730] } as const

/** What must be before anything is proposed: in words, and as a condition over facts. */
export type Ground = { label: Label; condition: string }
