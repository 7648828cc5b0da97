import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { evaluator } from '#capabilities/facts/core/condition/evaluate.ts'
import type { FactRow } from '#capabilities/facts/server/index.ts'
import type { Asked } from './company.ts'

/** Conditions by their text, each read once: whether one holds for the stored facts of a customer; one that cannot be read (any longer) never does. */
export function asker({ catalogue, moment }: Asked): (text: string, row: FactRow | undefined) => boolean {
  const known = new Map<string, (row: FactRow) => boolean>()
  const testOf = (text: string) => {
    const read = readCondition(text, catalogue)
    if (!read.ok) return () => false
    const holds = evaluator(read.value)
    return (row: FactRow) => holds((key) => row[key] ?? null, moment)
  }
  return (text, row) => {
    if (text.trim() === '') return true
    let test = known.get(text)
    if (!test) known.set(text, (test = testOf(text)))
    return test(row ?? {})
  }
}
