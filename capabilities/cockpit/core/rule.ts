import type { Label } from '#capabilities/facts/core/fact.ts'
import type { CtaKind } from './words.ts'

/** What a rule raises. `{fact.key}` in a text is filled in with the fact's value of that moment. */
export type Raises = {
  kind: CtaKind
  title: Label
  /** Why, in a sentence; null: the facts that held are listed. */
  because: Label | null
  effortMinutes: number
  /** Business days until it is due, counted from the day it is raised. */
  dueBusinessDays: number
  /** How much of the account's ARR this kind of thing is about, percent. */
  sharePercent: number
  /** How often it matters, percent, before the rule has a record of its own. */
  chancePercent: number
}

/** A rule watches facts and raises a CTA when its condition becomes true. */
export type SignalRule = {
  key: string
  label: Label
  help: Label
  /** A condition over facts. */
  condition: string
  /** For which accounts, as a condition; empty: for all. */
  scope: string
  /** How long the condition must hold before the rule fires; 0: at once. */
  holdDays: number
  /** How long after a firing the rule stays silent for the account. */
  coolDownDays: number
  raises: Raises
}
