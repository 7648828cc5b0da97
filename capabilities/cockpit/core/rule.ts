import type { Label } from '#capabilities/facts/core/fact.ts'
import type { PersonId } from '#kernel/id.ts'
import type { CtaKind } from './words.ts'

/** Whose a raised CTA becomes: the account's CSM (of none: nobody's), one person's, or nobody's until somebody takes it. */
export type RuleOwner = { of: 'csm' } | { of: 'nobody' } | { of: 'person'; personId: PersonId }

/** What a rule raises. `{fact.key}` in a text is filled in with the fact's value of that moment. */
export type Raises = {
  kind: CtaKind
  title: Label
  /** Why, in a sentence; null: the facts that held are listed. */
  because: Label | null
  /** Left out: the account's CSM. */
  owner?: RuleOwner
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

/** A rule as it is written: its key is given when it is first published. */
export type RuleDraft = Omit<SignalRule, 'key'>
