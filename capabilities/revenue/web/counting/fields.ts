import { conventionChoices, ledgerConventions } from '#capabilities/revenue/core/conventionChoices.ts'
import { type Conventions, usualConventions } from '#capabilities/revenue/core/conventions.ts'

type Key = keyof Conventions

/** Conventions as fields hold them; empty: none. */
export type ConventionFields = Record<Key, string>

const keys = Object.keys(usualConventions) as Key[]

/** The fields in their order: those that decide what a movement is, then those of measures. */
export const fieldGroups = {
  ledger: ledgerConventions as readonly Key[],
  measures: keys.filter((key) => !(ledgerConventions as readonly Key[]).includes(key)),
}

export function fieldsOf(conventions: Conventions): ConventionFields {
  return Object.fromEntries(keys.map((key) => [key, String(conventions[key] ?? '')])) as ConventionFields
}

/** Conventions from fields that were checked. */
export function conventionsOf(fields: ConventionFields): Conventions {
  const days = fields.reactivatedWithinDays.trim()
  return {
    ...(fields as unknown as Conventions),
    reactivatedWithinDays: days === '' ? null : Number(days),
    cohortBaseMonth: fields.cohortBaseMonth === '1' ? 1 : 0,
  }
}

/** Who settles a convention in a way; nobody where no source says so. */
export function sourceOf(key: Key, value: string): string | undefined {
  return conventionChoices[key].find((choice) => String(choice.value ?? '') === value)?.source
}
