import type { FieldClass } from '#kernel/exchange.ts'

/** What kind of value a fact has; it decides how it is stored, compared, written in a condition and shown. */
export type FactType = 'number' | 'money' | 'percent' | 'date' | 'text' | 'yes_no' | 'choice' | 'list' | 'instant'

/**
 * A fact's value. `null` is missing (never zero, never false). A date is `YYYY-MM-DD`, an instant ISO 8601 in UTC,
 * money minor units of the workspace's currency, a percentage 30 for 30 %, a list its entries without order or repeats.
 */
export type FactValue = number | string | boolean | readonly string[] | null

/** A word in each language of the interface. */
export type Label = { readonly ja: string; readonly en: string }

export type FactUnit = 'days' | 'people' | 'count' | 'percent' | 'points' | 'weeks' | 'seats'

/** One question that can be asked about every account: `contract.days_to_renewal`, `health.score`, `field.industry`. */
export type FactDefinition = {
  /** Words of lower case letters, digits and `_`, joined by dots. At most 63 bytes: it is the name of a column. */
  key: string
  type: FactType
  label: Label
  help?: Label
  /** The capability whose fact it is. */
  owner: string
  unit?: FactUnit
  /** The keys that a choice (or a list of choices) may take; left out where they are free. */
  choices?: readonly { key: string; label: Label }[]
  /** Names of one thing each, where its values were called otherwise before: a condition that says one means all. */
  names?: readonly (readonly string[])[]
  /**
   * A clock fact: whole days from a stored date fact to today (`days_since`) or from today to it (`days_until`). It is
   * computed when it is asked for, never stored: the clock alone changes it.
   */
  derived?: { measure: 'days_since' | 'days_until'; of: string }
  /** Whether every change is kept for questions about the past. Kept unless `false`. */
  kept?: boolean
  /** The instant (ISO) before which nobody asked for it in this workspace, so that nothing is known; left out: none. */
  keptFrom?: string
  /** A fact of this workspace alone that is no custom field's: it has no column of its own. */
  own?: true
  /** An own field that the workspace marked so: not everybody is to see it. */
  sensitive?: true
  /** The class of fields for which its values are kept from whoever reads this definition; left out: they see them. */
  withheld?: FieldClass | undefined
}

/** The classes of fields that a fact is of: whoever does not see one of them does not see its values. */
export function classesOf({ type, sensitive }: Pick<FactDefinition, 'type' | 'sensitive'>): FieldClass[] {
  return [...(type === 'money' ? (['money'] as const) : []), ...(sensitive ? (['sensitive'] as const) : [])]
}

/** A definition as it is for whoever does not see some classes of fields. */
export function withholding(fact: FactDefinition, classes: readonly FieldClass[]): FactDefinition {
  const withheld = classesOf(fact).find((one) => classes.includes(one))
  return withheld ? { ...fact, withheld } : fact
}

const keyForm = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/

/** Whether a text may be the key of a fact. */
export function isFactKey(text: string): boolean {
  return text.length <= 63 && keyForm.test(text)
}

/** Facts that not every workspace has (custom fields, metrics of its own) live apart, in `account_facts.custom`. */
export function isCustomFact({ key, own }: Pick<FactDefinition, 'key' | 'own'>): boolean {
  return own === true || key.startsWith('field.')
}

/** Whether two values of one fact are the same: lists regardless of order. */
export function sameValue(a: FactValue, b: FactValue): boolean {
  if (a === b) return true
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
  const entries = new Set<string>(a)
  return b.every((entry) => entries.has(entry))
}
