import { type CellContext, isEmptyCell, readCell } from './cell.ts'
import type { ImportField } from './kind.ts'
import { foldName } from './names.ts'

/** A column as the beginning of a file shows it. */
export type Column = { readonly name: string; readonly samples: readonly string[] }

/** Why a column is thought to be a field. `content`: its name says nothing, its cells do. */
export type Reason = 'name' | 'similar' | 'content' | 'saved'
export type Match = { readonly field: string; readonly reason: Reason; readonly score: number }

/** What a match must reach to be proposed. */
const threshold = 0.45

/**
 * Proposes a field for each column, each field at most once, best pairs first. A name that is the field's own key,
 * label or synonym scores 1, one that contains it less; cells that cannot be read as the field's type take away.
 */
export function matchColumns(
  columns: readonly Column[],
  fields: readonly ImportField[],
  context: (column: number) => CellContext,
): (Match | null)[] {
  const pairs = columns.flatMap((column, index) =>
    fields.map((field) => ({ index, ...score(column, field, context(index)) })),
  )
  const matches: (Match | null)[] = columns.map(() => null)
  const taken = new Set<string>()
  for (const pair of pairs.sort((a, b) => b.score - a.score)) {
    if (pair.score < threshold) break
    if (matches[pair.index] !== null || taken.has(pair.field)) continue
    matches[pair.index] = { field: pair.field, reason: pair.reason, score: Math.round(pair.score * 100) / 100 }
    taken.add(pair.field)
  }
  return matches
}

function score(column: Column, field: ImportField, context: CellContext): Match {
  const likeness = nameLikeness(foldName(column.name), field)
  const filled = column.samples.filter((cell) => !isEmptyCell(cell, field.type))
  const readable = filled.filter((cell) => readCell(field, cell, context).ok).length
  const fits = filled.length === 0 ? 1 : readable / filled.length
  const look = filled.length === 0 || !field.looksLike ? 0 : field.looksLike(filled)
  if (likeness === 1) return { field: field.key, reason: 'name', score: 0.6 + 0.4 * fits + 0.001 * look }
  const byName = likeness * (fits < 0.5 ? 0.3 : fits)
  const byContent = look * 0.5 * fits
  return byName >= byContent
    ? { field: field.key, reason: 'similar', score: Math.min(byName + byContent * 0.3, 0.95) }
    : { field: field.key, reason: 'content', score: byContent + byName * 0.3 }
}

function nameLikeness(column: string, field: ImportField): number {
  if (column === '') return 0
  const names = [
    field.key,
    field.label.ja,
    field.label.en,
    ...(field.synonyms?.ja ?? []),
    ...(field.synonyms?.en ?? []),
  ]
  let best = 0
  for (const name of names.map(foldName)) {
    if (name === column) return 1
    const [short, long] = name.length < column.length ? [name, column] : [column, name]
    // Two kanji are a word; of Latin letters it takes four ("id" stands in half of all names).
    const isWord = short.length >= (/^[\x20-\x7e]*$/.test(short) ? 4 : 2)
    if (isWord && long.includes(short)) best = Math.max(best, 0.45 + 0.4 * (short.length / long.length))
  }
  return best
}
