import type { BuilderRow, BuilderValue } from '#capabilities/facts/core/condition/builder.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'

/** What every kind of value field of a row is given. */
export type ValueProps = {
  fact: FactDefinition
  row: BuilderRow
  onChange: (row: BuilderRow) => void
}

/** A row with another value; without one while the field is empty or not finished. */
export function withValue(row: BuilderRow, value: BuilderValue | undefined): BuilderRow {
  return value === undefined ? { fact: row.fact, test: row.test } : { fact: row.fact, test: row.test, value }
}
